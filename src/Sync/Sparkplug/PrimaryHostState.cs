using System.Text.Json;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Follows the STATE of the primary host within one MQTT session (specification 3.0, section 5.4): the first message counts,
/// later ones only when their timestamp is not older.
/// </summary>
internal sealed class PrimaryHostState
{
    private const int BytesMax = 1024;
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 4 };
    private long? _timestampMs;

    public bool Online { get; private set; }

    /// <summary>Takes a message; false when it is malformed or older than the last one.</summary>
    public bool Accept(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > BytesMax || !TryRead(payload, out var online, out var timestampMs))
            return false;
        if (timestampMs < _timestampMs)
            return false;
        _timestampMs = timestampMs;
        Online = online;
        return true;
    }

    private static bool TryRead(ReadOnlyMemory<byte> payload, out bool online, out long timestampMs)
    {
        (online, timestampMs) = (false, 0);
        try
        {
            using var document = JsonDocument.Parse(payload, Limits);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("online", out var state) || state.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                || !root.TryGetProperty("timestamp", out var time) || time.ValueKind != JsonValueKind.Number || !time.TryGetInt64(out timestampMs))
                return false;
            online = state.GetBoolean();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
