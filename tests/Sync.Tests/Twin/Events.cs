using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Tests.Twin;

/// <summary>Reads a summary message as a consumer would.</summary>
internal static class Events
{
    public static IReadOnlyList<JsonElement> Of(MqttMessage message)
    {
        var payload = message.Payload.ToArray();
        if (IsCompressed(message))
        {
            using var gzip = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            payload = plain.ToArray();
        }

        return [.. JsonDocument.Parse(payload).RootElement.EnumerateArray()];
    }

    public static bool IsCompressed(MqttMessage message) => message.UserProperties.Contains(new("content-encoding", "gzip"));

    public static long Sequence(JsonElement record) => long.Parse(record.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);

    public static long Epoch(JsonElement record) => long.Parse(record.GetProperty("epoch").GetString()!, CultureInfo.InvariantCulture);

    public static IReadOnlyList<long> Sequences(IEnumerable<MqttMessage> messages) =>
        [.. messages.Where(message => message.Topic.EndsWith("/summary", StringComparison.Ordinal)).SelectMany(Of).Select(Sequence)];
}
