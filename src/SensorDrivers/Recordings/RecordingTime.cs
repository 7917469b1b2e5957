using System.Buffers.Text;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>Reads times to the nanosecond, without floating point where the file writes plain decimals.</summary>
internal static class RecordingTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsMax = long.MaxValue / NanosecondsPerSecond / 4;

    /// <summary>Seconds, for example <c>0.00390625</c>, <c>12</c> or <c>1e-4</c>.</summary>
    public static bool TryParseElapsed(ReadOnlySpan<byte> text, out long ns)
    {
        ns = 0;
        var isNegative = text.StartsWith("-"u8);
        var digits = isNegative ? text[1..] : text;
        if (!TryParseDecimal(digits, out var magnitude))
            return TryParseScientific(text, out ns);
        ns = isNegative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>ISO 8601, for example <c>2026-05-04T10:00:00.005Z</c>, with <c>Z</c>, an offset, or no zone.</summary>
    public static bool TryParseStamp(ReadOnlySpan<byte> text, out long unixNs, out bool hasZone)
    {
        unixNs = 0;
        hasZone = false;
        if (text.Length < 19 || text[10] is not ((byte)'T' or (byte)' ') || !TryParseDate(text[..10], out var day))
            return false;
        if (text[13] != ':' || text[16] != ':' || !TryDigits(text[11..13], 23, out var hour)
            || !TryDigits(text[14..16], 59, out var minute) || !TryDigits(text[17..19], 59, out var second))
            return false;

        var rest = text[19..];
        long fraction = 0;
        if (rest.StartsWith("."u8))
        {
            var length = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            length = length < 0 ? rest.Length - 1 : length;
            if (length is 0 or > 9 || !TryParseDecimal(rest[..(length + 1)], out fraction))
                return false;
            rest = rest[(length + 1)..];
        }

        if (!TryParseZone(rest, out hasZone, out var offsetMinutes))
            return false;
        var seconds = (((day * 24L) + hour) * 60 + minute - offsetMinutes) * 60 + second;
        unixNs = (seconds * NanosecondsPerSecond) + fraction;
        return true;
    }

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, out long ns)
    {
        ns = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.Length > 10 || fraction.Length > 9)
            return false;

        long value = 0;
        foreach (var digit in whole)
        {
            if (!IsDigit(digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        for (var i = 0; i < 9; i++)
        {
            if (i < fraction.Length && !IsDigit(fraction[i]))
                return false;
            value = (value * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        }

        ns = value;
        return value <= SecondsMax * NanosecondsPerSecond;
    }

    private static bool TryParseScientific(ReadOnlySpan<byte> text, out long ns)
    {
        ns = 0;
        if (!Utf8Parser.TryParse(text, out double seconds, out var used) || used != text.Length || Math.Abs(seconds) > SecondsMax)
            return false;
        ns = (long)Math.Round(seconds * NanosecondsPerSecond);
        return !double.IsNaN(seconds);
    }

    private static bool TryParseDate(ReadOnlySpan<byte> text, out long daysSince1970)
    {
        daysSince1970 = 0;
        if (text[4] != '-' || text[7] != '-' || !TryDigits(text[..4], 9999, out var year)
            || !TryDigits(text[5..7], 12, out var month) || !TryDigits(text[8..10], 31, out var day))
            return false;
        // Nanoseconds in a long reach from 1678 to 2262.
        if (year is < 1700 or > 2200 || month < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        daysSince1970 = new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        return true;
    }

    private static bool TryParseZone(ReadOnlySpan<byte> text, out bool hasZone, out int offsetMinutes)
    {
        offsetMinutes = 0;
        hasZone = text.Length > 0;
        if (text.Length == 0 || text.SequenceEqual("Z"u8))
            return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryDigits(text[1..3], 14, out var hours) || !TryDigits(text[4..6], 59, out var minutes))
            return false;
        offsetMinutes = ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int max, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!IsDigit(digit))
                return false;
            value = (value * 10) + (digit - '0');
        }

        return value <= max;
    }

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';
}
