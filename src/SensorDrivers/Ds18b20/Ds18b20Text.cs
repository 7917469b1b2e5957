using System.Globalization;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>
/// What the kernel writes of a measurement:
/// <code>
/// 50 05 4b 46 7f ff 0c 10 1c : crc=1c YES
/// 50 05 4b 46 7f ff 0c 10 1c t=85000
/// </code>
/// The second line repeats the last intact bytes, which are old ones when the first says NO; only the first is believed. Newer kernels try
/// five times and then write nothing at all.
/// </summary>
internal static class Ds18b20Text
{
    private const int CharactersPerByte = 3;

    /// <summary>Takes the scratchpad from the kernel's text.</summary>
    /// <returns>Whether text and scratchpad are intact: complete, check sum right by the kernel's and by our own arithmetic, not all zeros.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> scratchpad)
    {
        var end = text.IndexOf((byte)'\n');
        if (end < 0 || !text[..end].EndsWith(" YES"u8) || !TryParseBytes(text, scratchpad))
            return false;
        var second = text[(end + 1)..];
        var temperature = second.IndexOf("t="u8);
        return temperature >= 0 && second.EndsWith("\n"u8) && scratchpad.ContainsAnyExcept((byte)0)
            && Ds18b20Scratchpad.Crc(scratchpad[..Ds18b20Scratchpad.CheckSum]) == scratchpad[Ds18b20Scratchpad.CheckSum]
            && Ds18b20Files.Number(second[(temperature + 2)..]) == Millidegrees(scratchpad);
    }

    /// <summary>Millidegrees as the kernel calculates them: cut off towards zero.</summary>
    public static int Millidegrees(ReadOnlySpan<byte> scratchpad) =>
        Ds18b20Scratchpad.Counts(scratchpad, Ds18b20Scratchpad.ResolutionBitsMax) * Ds18b20Scratchpad.MillidegreesPerDegree
        / Ds18b20Scratchpad.CountsPerDegree;

    private static bool TryParseBytes(ReadOnlySpan<byte> text, Span<byte> scratchpad)
    {
        if (text.Length < Ds18b20Scratchpad.Bytes * CharactersPerByte)
            return false;
        for (var i = 0; i < Ds18b20Scratchpad.Bytes; i++)
        {
            if (!byte.TryParse(text.Slice(i * CharactersPerByte, CharactersPerByte - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out scratchpad[i]))
                return false;
        }

        return true;
    }
}
