using System.Globalization;
using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>How times and numbers look on the wire: ISO 8601 in UTC with milliseconds, and six significant digits.</summary>
internal static class JsonTimes
{
    public static string Iso(long utcNs) =>
        DateTime.UnixEpoch.AddTicks(FloorDivide(utcNs, 100)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static void WriteTime(this Utf8JsonWriter json, string name, long utcNs)
    {
        Span<char> text = stackalloc char[32];
        DateTime.UnixEpoch.AddTicks(FloorDivide(utcNs, 100))
            .TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    /// <summary>Left out when there is no value: a gap is never zero.</summary>
    public static void WriteMeasured(this Utf8JsonWriter json, string name, double value)
    {
        if (!double.IsFinite(value))
            return;
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, "G6", CultureInfo.InvariantCulture);
        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);
}
