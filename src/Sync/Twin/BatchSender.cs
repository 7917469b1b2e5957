using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Publishes batches until the broker has them. A payload that is refused for ever is halved until the one record is found, which goes
/// to quarantine; a short notice takes its place in the sequence. Any other refusal is waited out. Used by two loops at once.
/// </summary>
internal sealed class BatchSender(
    IMqttLink link, TwinLaneOptions options, MqttVersion version, TwinTopics topics, CloudEventBatch events, IOutbox outbox,
    LaneState state, LossGuard losses, TimeProvider timeProvider, ILogger logger, Action<long> putAside)
{
    private static readonly TimeSpan FirstRefusalDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRefusalDelay = TimeSpan.FromSeconds(60);
    private static readonly KeyValuePair<string, string>[] GzipProperties = [new("content-encoding", "gzip")];

    /// <returns>Payload bytes on the wire.</returns>
    public async Task<int> SendAsync(IReadOnlyList<OutboxEntry> entries, bool live, CancellationToken ended)
    {
        foreach (var entry in entries)
        {
            if (!CloudEventBatch.IsObject(entry))
                return await SendAroundAsync(entries, entry, "the payload is not a JSON object", live, ended);
            if (losses.IsPoison(entry))
                return await SendAroundAsync(entries, entry, "the broker closes the connection on it", live, ended);
        }

        var allowed = losses.RecordsAllowed(entries[0].Sequence, entries.Count);
        if (allowed < entries.Count)
            return await SendPartsAsync(entries, allowed, live, ended);
        var (payload, compressed) = Pack(entries, live);
        if (await PublishGuardedAsync(entries, payload, compressed, ended) is not { } refusal)
            return payload.Length;
        if (entries.Count == 1)
            return await PutAsideAsync(entries[0], refusal, ended);
        return await SendPartsAsync(entries, entries.Count / 2, live, ended);
    }

    private async Task<int> SendPartsAsync(IReadOnlyList<OutboxEntry> entries, int first, bool live, CancellationToken ended) =>
        await SendAsync([.. entries.Take(first)], live, ended) + await SendAsync([.. entries.Skip(first)], live, ended);

    private async Task<string?> PublishGuardedAsync(IReadOnlyList<OutboxEntry> entries, byte[] payload, bool compressed, CancellationToken ended)
    {
        try
        {
            var refusal = await PublishAsync(payload, compressed, ended);
            losses.Accepted(entries[0].Sequence);
            return refusal;
        }
        catch (SyncException lost) when (lost.MayPass)
        {
            losses.Lost(entries[0].Sequence, entries.Count);
            throw;
        }
    }

    private async Task<int> SendAroundAsync(IReadOnlyList<OutboxEntry> entries, OutboxEntry broken, string reason, bool live, CancellationToken ended)
    {
        var before = entries.TakeWhile(entry => entry != broken).ToList();
        var after = entries.Skip(before.Count + 1).ToList();
        var bytes = before.Count > 0 ? await SendAsync(before, live, ended) : 0;
        bytes += await PutAsideAsync(broken, reason, ended);
        return bytes + (after.Count > 0 ? await SendAsync(after, live, ended) : 0);
    }

    private (byte[] Payload, bool Compressed) Pack(IReadOnlyList<OutboxEntry> entries, bool live)
    {
        var plain = events.Write(entries);
        var from = live && entries.Any(entry => entry.Type == RecordType.Alarm) ? options.CompressAlarmsFromBytes : options.CompressFromBytes;
        if (version == MqttVersion.V5 && plain.Length >= from && CloudEventBatch.Compress(plain) is { } packed)
            return (packed, true);
        return (plain, false);
    }

    /// <returns>Why the broker will never take this payload, or <see langword="null"/> when it has taken it.</returns>
    private async Task<string?> PublishAsync(byte[] payload, bool compressed, CancellationToken ended)
    {
        var publication = new MqttPublication
        {
            Topic = topics.Summary,
            Payload = payload,
            ContentType = CloudEventBatch.ContentType,
            UserProperties = compressed ? GzipProperties : [],
        };
        var delay = FirstRefusalDelay;
        while (true)
        {
            var result = await link.PublishAsync(publication, ended);
            if (result.Accepted)
            {
                state.AddSent(payload.Length);
                return null;
            }

            var reason = MqttReason.Describe(result.ReasonCode);
            if (MqttReason.RefusesPayload(result.ReasonCode))
                return reason;
            SyncLog.RefusedForNow(logger, TwinLane.LaneName, reason);
            state.Set(true, $"The broker refuses records: {reason}. Records are kept and tried again.");
            await Task.Delay(delay, timeProvider, ended);
            delay = delay * 2 < LongestRefusalDelay ? delay * 2 : LongestRefusalDelay;
        }
    }

    private async Task<int> PutAsideAsync(OutboxEntry entry, string reason, CancellationToken ended)
    {
        outbox.Quarantine(TwinLane.LaneName, entry, reason);
        state.AddQuarantined();
        SyncLog.Quarantined(logger, TwinLane.LaneName, entry.Epoch, entry.Sequence, reason);
        var notice = events.WriteTombstone(entry, reason);
        _ = await PublishAsync(notice, compressed: false, ended);
        putAside(entry.Sequence);
        return notice.Length;
    }
}
