namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Completeness in one byte, in steps of 1/255; only what is truly complete reads back as 1, and only what is truly absent as 0.</summary>
internal static class CompletenessCode
{
    public static byte Encode(float completeness) => completeness switch
    {
        >= 1 => byte.MaxValue,
        > 0 => (byte)Math.Clamp(MathF.Round(completeness * byte.MaxValue), 1, byte.MaxValue - 1),
        _ => 0,
    };

    public static float Decode(byte code) => code / (float)byte.MaxValue;
}
