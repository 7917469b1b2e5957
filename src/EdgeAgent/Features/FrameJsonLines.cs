using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Writes windows as JSON lines: <c>{"file","start","end","windowSeconds","values":{id: number},"completeness":{id: share, where below 1},"faults":[…]}</c>.
/// Numbers are written in full precision; a value that could not be computed is left out.
/// </summary>
internal sealed class FrameJsonLines(Stream output, string recording) : IDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { SkipValidation = false });

    /// <summary>Windows written.</summary>
    public int Count { get; private set; }

    public void Write(FeatureFrame frame)
    {
        _json.WriteStartObject();
        _json.WriteString("file", recording);
        _json.WriteString("start", Time(frame.StartUtcNs));
        _json.WriteString("end", Time(frame.EndUtcNs));
        _json.WriteNumber("windowSeconds", (frame.EndUtcNs - frame.StartUtcNs) / 1e9);
        WriteValues(frame);
        WriteCompleteness(frame);
        WriteFaults(frame);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.Write(NewLine);
        Count++;
    }

    public void Dispose() => _json.Dispose();

    private void WriteValues(FeatureFrame frame)
    {
        _json.WriteStartObject("values");
        foreach (var definition in frame.Definitions)
        {
            if (double.IsFinite(frame.Values[definition.Index]))
                _json.WriteNumber(definition.Id, frame.Values[definition.Index]);
        }

        _json.WriteEndObject();
    }

    private void WriteCompleteness(FeatureFrame frame)
    {
        _json.WriteStartObject("completeness");
        foreach (var definition in frame.Definitions)
        {
            if (frame.Completeness[definition.Index] < 1)
                _json.WriteNumber(definition.Id, Math.Round(frame.Completeness[definition.Index], 6));
        }

        _json.WriteEndObject();
    }

    private void WriteFaults(FeatureFrame frame)
    {
        _json.WriteStartArray("faults");
        foreach (var fault in frame.Faults)
        {
            _json.WriteStartObject();
            _json.WriteString("channel", fault.Channel);
            _json.WriteString("reason", fault.Reason);
            _json.WriteString("message", fault.Message);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private static string Time(long utcNs) =>
        DateTimeOffset.UnixEpoch.AddTicks(utcNs / 100).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", System.Globalization.CultureInfo.InvariantCulture);
}
