using System.Buffers;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// The summary record of one window. It is written when a lane reads it, from the window as stored, so that nothing is kept twice on the card;
/// the same window always gives the same bytes.
/// </summary>
internal static class FeaturesPayload
{
    public static byte[] Write(StoredWindow window, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(scratch))
            Write(json, window);
        return scratch.WrittenSpan.ToArray();
    }

    public static void WriteFaults(Utf8JsonWriter json, IReadOnlyList<ChannelFault> faults)
    {
        json.WriteStartArray();
        for (var i = 0; i < faults.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("channel", faults[i].Channel);
            json.WriteString("reason", faults[i].Reason);
            json.WriteString("message", faults[i].Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static IReadOnlyList<ChannelFault> ReadFaults(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var faults = new List<ChannelFault>();
        foreach (var fault in JsonElement.ParseValue(ref reader).EnumerateArray())
            faults.Add(new ChannelFault(TextOf(fault, "channel"), TextOf(fault, "reason"), TextOf(fault, "message")));
        return faults;
    }

    private static void Write(Utf8JsonWriter json, StoredWindow window)
    {
        json.WriteStartObject();
        json.WriteTime("start", window.StartUtcNs);
        json.WriteTime("end", window.EndUtcNs);
        json.WriteMeasured("windowSeconds", (window.EndUtcNs - window.StartUtcNs) / 1e9);
        WriteClock(json, window.ClockQuality);
        json.WriteString("bootId", window.BootId);
        json.WriteNumber("monotonicNs", window.EndMonotonicNs);
        json.WriteMeasured("temperatureC", window.TemperatureC);
        json.WriteMeasured("excitationMps2", window.ExcitationMps2);
        WriteValues(json, window);
        json.WritePropertyName("faults");
        WriteFaults(json, window.Faults);
        WriteScore(json, window);
        json.WriteEndObject();
    }

    private static void WriteClock(Utf8JsonWriter json, ClockQuality quality)
    {
        json.WriteStartObject("clock");
        json.WriteString("source", SourceName(quality.Source));
        if (quality.UncertaintyNs != long.MaxValue)
            json.WriteMeasured("uncertaintyMs", quality.UncertaintyNs / 1e6);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, StoredWindow window)
    {
        json.WriteStartObject("values");
        for (var i = 0; i < window.Values.Length; i++)
            json.WriteMeasured(window.Definitions[i].Id, window.Values[i]);
        json.WriteEndObject();
        json.WriteStartObject("incomplete");
        for (var i = 0; i < window.Completeness.Length; i++)
        {
            if (window.Completeness[i] < 1)
                json.WriteMeasured(window.Definitions[i].Id, Math.Round(window.Completeness[i], 3));
        }

        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, StoredWindow window)
    {
        if (window.ModelHash is null)
            return;
        json.WriteStartObject("score");
        json.WriteString("model", window.ModelHash);
        json.WriteMeasured("score", window.Score);
        json.WriteMeasured("index", window.ScoreIndex);
        json.WriteEndObject();
    }

    private static string SourceName(ClockSource source) => source switch
    {
        ClockSource.Rtc => "rtc",
        ClockSource.Ntp => "ntp",
        ClockSource.Ptp => "ptp",
        ClockSource.Gnss => "gnss",
        _ => "none",
    };

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
