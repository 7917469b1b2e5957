using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Writes records as a CloudEvents batch (CloudEvents 1.0, JSON batch format). <c>epoch</c> and <c>sequence</c> are extension
/// attributes; they are text, because a CloudEvents integer has 32 bits, and the sequence is padded so that text order is number order.
/// </summary>
internal sealed class CloudEventBatch(string owner, string gateway)
{
    public const string ContentType = "application/cloudevents-batch+json";
    private const double WorthwhileShare = 0.9;
    private const long NanosecondsPerTick = 100;

    private readonly string _source = $"/edgetwin/{owner}/{gateway}";

    public byte[] Write(IReadOnlyList<OutboxEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + entries.Sum(entry => entry.Payload.Length + 320));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                Open(writer, entry, TypeOf(entry.Type));
                writer.WritePropertyName("data");
                writer.WriteRawValue(entry.Payload.Span);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Stands in the sequence for a record that cannot be delivered, so that a consumer knows what it will never get.</summary>
    public byte[] WriteTombstone(OutboxEntry entry, string reason)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            Open(writer, entry, "edgetwin.quarantined.v1");
            writer.WriteStartObject("data");
            writer.WriteString("type", TypeOf(entry.Type));
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether the record's payload is the JSON object that it must be.</summary>
    public static bool IsObject(OutboxEntry entry)
    {
        var reader = new Utf8JsonReader(entry.Payload.Span);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The payload compressed by gzip, or <see langword="null"/> when that does not pay.</summary>
    public static byte[]? Compress(ReadOnlySpan<byte> payload)
    {
        using var target = new MemoryStream(payload.Length / 4);
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(payload);
        return target.Length < payload.Length * WorthwhileShare ? target.ToArray() : null;
    }

    private void Open(Utf8JsonWriter writer, OutboxEntry entry, string type)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion", "1.0");
        writer.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{gateway}/{entry.Epoch}/{entry.Sequence}"));
        writer.WriteString("source", _source);
        writer.WriteString("type", type);
        writer.WriteString("time", Time(entry.UtcNs));
        writer.WriteString("datacontenttype", "application/json");
        writer.WriteString("epoch", entry.Epoch.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("sequence", entry.Sequence.ToString("D19", CultureInfo.InvariantCulture));
    }

    private static string TypeOf(RecordType type) => type switch
    {
        RecordType.Features => "edgetwin.features.v1",
        RecordType.Alarm => "edgetwin.alarm.v1",
        RecordType.Loss => "edgetwin.loss.v1",
        RecordType.Audit => "edgetwin.audit.v1",
        RecordType.Health => "edgetwin.health.v1",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A record type without a name on the wire."),
    };

    private static string Time(long utcNs) =>
        DateTimeOffset.UnixEpoch.AddTicks(utcNs / NanosecondsPerTick).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
