using System.Text.Json;
using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Takes the outbox to the publisher in one session. Records up to the head at the last birth are history, later ones are live; live
/// ones go first. QoS 0 confirms nothing, so from time to time the node subscribes again to its own command topic: the SUBACK comes
/// after everything sent before it on the same connection, and only then do records count as done. What was not confirmed is
/// sent again as history by the next session. Used by the session's loop only.
/// </summary>
internal sealed class SparkplugDrain(
    IMqttLink link, SparkplugLaneOptions options, SparkplugTopics topics, SparkplugPublisher publisher, MetricBoard board, IOutbox outbox,
    ConfirmedRecords confirmed, LaneState state, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnreadableDelay = TimeSpan.FromSeconds(1);

    private readonly RecordMapper _mapper = new(board);
    private readonly TokenBucket _bucket = new(options.BacklogBytesPerSecond, options.BacklogBytesPerSecond, timeProvider);

    /// <summary>Sent in this session, not yet known to have reached the broker.</summary>
    private readonly SequenceSet _sent = new();
    private readonly long _epoch = confirmed.Begin(outbox);
    private long _backlogCursor = outbox.Position(SparkplugLane.LaneName);
    private long _birthHead;
    private long _liveCursor;
    private bool _unconfirmed;
    private long _unconfirmedTimestamp;

    /// <summary>Whether a live record named metrics that need a birth before it can be sent.</summary>
    public bool NeedsBirth { get; private set; }

    /// <summary>Births went out that hold everything up to <paramref name="head"/>.</summary>
    public void Born(long head)
    {
        (_birthHead, _liveCursor, NeedsBirth) = (head, head, false);
        ReportProgress();
    }

    /// <returns>How long until there may be more.</returns>
    public async Task<TimeSpan> SendLiveAsync(Func<bool> metricsChanged, CancellationToken stop)
    {
        CheckEpoch();
        var entries = outbox.Read(_liveCursor, options.BatchRecordsMax, options.BatchBytesMax);
        if (entries.Count == 0)
            return outbox.HeadSequence > _liveCursor ? UnreadableDelay : IdleTimeout;
        var updates = new List<MetricUpdate>();
        var unannounced = false;
        foreach (var entry in entries)
            unannounced |= Map(entry, updates);
        if (unannounced && (board.HasUnannouncedExtra || metricsChanged()))
        {
            NeedsBirth = true;
            return TimeSpan.Zero;
        }

        await SendOrPutAsideAsync(entries, OnlyChanges(updates), historical: false, stop);
        MarkSent(_liveCursor, entries[^1].Sequence);
        _liveCursor = entries[^1].Sequence;
        return TimeSpan.Zero;
    }

    /// <returns>How long until more may be sent.</returns>
    public async Task<TimeSpan> SendBacklogAsync(CancellationToken stop)
    {
        if (_backlogCursor >= _birthHead)
            return IdleTimeout;
        if (_bucket.Wait is var wait && wait > TimeSpan.Zero)
            return wait;
        CheckEpoch();
        var entries = outbox.Read(_backlogCursor, options.BatchRecordsMax, options.BatchBytesMax);
        if (entries.Count == 0)
            return UnreadableDelay;
        var old = entries.Where(entry => entry.Sequence <= _birthHead).ToList();
        var open = old.Where(entry => !confirmed.Contains(entry.Sequence) && !_sent.Contains(entry.Sequence)).ToList();
        var updates = new List<MetricUpdate>();
        foreach (var entry in open)
            _ = Map(entry, updates);
        _bucket.Spend(await SendOrPutAsideAsync(open, updates, historical: true, stop));
        var through = old.Count < entries.Count ? _birthHead : old[^1].Sequence;
        MarkSent(_backlogCursor, through);
        _backlogCursor = through;
        ReportProgress();
        return TimeSpan.Zero;
    }

    /// <returns>How long until the next confirmation is due.</returns>
    public async Task<TimeSpan> ConfirmAsync(bool now, CancellationToken stop)
    {
        if (!_unconfirmed)
            return IdleTimeout;
        var left = options.ConfirmInterval - timeProvider.GetElapsedTime(_unconfirmedTimestamp);
        if (left > TimeSpan.Zero && !now)
            return left;
        await link.SubscribeAsync(topics.NodeCommand, stop);
        CheckEpoch();
        confirmed.Take(_sent, outbox);
        _unconfirmed = false;
        return IdleTimeout;
    }

    /// <summary>Report by exception: a value equal to the one before it says nothing new. One older than the last published is history and stays.</summary>
    private static List<MetricUpdate> OnlyChanges(List<MetricUpdate> updates)
    {
        var changes = new List<MetricUpdate>(updates.Count);
        var latest = new Dictionary<AnnouncedMetric, MetricUpdate>();
        foreach (var update in updates)
        {
            var same = latest.TryGetValue(update.Metric, out var previous)
                ? update.Good == previous.Good && Equals(update.Value, previous.Value)
                : !update.Metric.Differs(update.Value, update.Good);
            if (same && update.UtcNs >= update.Metric.LastUtcNs)
                continue;
            latest[update.Metric] = update;
            changes.Add(update);
        }

        return changes;
    }

    private bool Map(OutboxEntry entry, List<MetricUpdate> updates)
    {
        try
        {
            return _mapper.Map(entry, updates);
        }
        catch (JsonException malformed)
        {
            SyncLog.RecordNotMapped(logger, SparkplugLane.LaneName, entry.Sequence, malformed.Message);
            return false;
        }
    }

    /// <summary>A message that the broker is known not to take is tried record by record; a record that is still too large is put aside.</summary>
    private async Task<int> SendOrPutAsideAsync(IReadOnlyList<OutboxEntry> entries, List<MetricUpdate> updates, bool historical, CancellationToken stop)
    {
        var sent = await publisher.SendDataAsync(updates, historical, stop);
        if (sent >= 0)
            return sent;
        var bytes = 0;
        foreach (var entry in entries)
        {
            var own = new List<MetricUpdate>();
            _ = Map(entry, own);
            sent = await publisher.SendDataAsync(own, historical, stop);
            bytes += Math.Max(0, sent);
            if (sent >= 0)
                continue;
            var reason = MqttReason.Describe(MqttReason.PacketTooLarge);
            outbox.Quarantine(SparkplugLane.LaneName, entry, reason);
            state.AddQuarantined();
            SyncLog.Quarantined(logger, SparkplugLane.LaneName, entry.Epoch, entry.Sequence, reason);
        }

        return bytes;
    }

    private void MarkSent(long after, long through)
    {
        _sent.Add(after + 1, through);
        if (_unconfirmed)
            return;
        _unconfirmed = true;
        _unconfirmedTimestamp = timeProvider.GetTimestamp();
    }

    private void CheckEpoch()
    {
        if (outbox.Epoch != _epoch)
            throw new SyncException("session", string.Empty, "The store went on in a new file with a new epoch", mayPass: true);
    }

    private void ReportProgress()
    {
        var waiting = Math.Max(0, _birthHead - _backlogCursor);
        state.Set(true, waiting == 0 ? "In step." : $"Live; {waiting} older records on their way.");
    }
}
