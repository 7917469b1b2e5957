namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Sizes of Steim's frames (SEED 2.4, appendix B): 16 words of 32 bits; the first holds 2-bit codes of the others.</summary>
internal static class SteimFrame
{
    public const int Bytes = 64;
    public const int Words = 16;

    /// <summary>Byte of the forward integration constant (first sample) in the first frame.</summary>
    public const int FirstSampleByte = 4;

    /// <summary>Byte of the reverse integration constant (last sample) in the first frame.</summary>
    public const int LastSampleByte = 8;

    /// <summary>Words that can hold differences; the first frame gives two to the integration constants.</summary>
    public static long WordsIn(long dataBytes) => Math.Max(0, (dataBytes / Bytes * (Words - 1)) - 2);
}
