using System.Text.Json;
using System.Threading.Channels;
using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// One MQTT session of the edge node. A single loop owns everything here: it takes commands, sends births, then data as it comes,
/// then one historical batch when the byte rate allows, and sleeps until something of that is due. Other threads only set
/// <c>_wake</c>. Records up to the head at the last birth are history; later ones are live. QoS 0 confirms nothing, so from time to
/// time the loop subscribes again to its own command topic: the SUBACK comes after everything sent before it on the same
/// connection, and only then do records count as done. What was not confirmed is sent again as history by the next session.
/// </summary>
internal sealed class SparkplugSession(
    IMqttLink link, SparkplugLaneOptions options, SparkplugTopics topics, int birthDeathSequence, byte[] death,
    IOutbox outbox, ITwinHost host, MetricBoard board, SequenceSet confirmed, LaneState state, TimeProvider timeProvider, ILogger logger)
{
    private const int InboxMax = 64;
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromSeconds(5);

    private readonly WakeSignal _wake = new();
    private readonly Channel<MqttMessage> _inbox = Channel.CreateBounded<MqttMessage>(InboxMax);
    private readonly PrimaryHostState _primaryHost = new();
    private readonly RecordMapper _mapper = new(board);
    private readonly TokenBucket _bucket = new(options.BacklogBytesPerSecond, options.BacklogBytesPerSecond, timeProvider);
    private readonly SparkplugPublisher _publisher = new(link, options, topics, board, state, timeProvider);

    /// <summary>Sent in this session, not yet known to have reached the broker.</summary>
    private readonly SequenceSet _sent = new();
    private int _hostChanged;
    private bool _born;
    private bool _rebirthAsked;
    private long _bornTimestamp;
    private long _birthHead;
    private long _liveCursor;
    private long _backlogCursor;
    private bool _unconfirmed;
    private long _confirmedTimestamp;

    public async Task RunAsync(Func<bool> graceful, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Action<string> changed = _ => { Volatile.Write(ref _hostChanged, 1); _wake.Set(); };
        host.StateChanged += changed;
        var watching = Task.WhenAll(WatchOutboxAsync(ended.Token), WatchInboxAsync(ended.Token));
        try
        {
            await SubscribeAsync(stop);
            await LoopAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (graceful())
                await SayGoodbyeAsync();
        }
        finally
        {
            host.StateChanged -= changed;
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task SubscribeAsync(CancellationToken stop)
    {
        await link.SubscribeAsync(topics.NodeCommand, stop);
        await link.SubscribeAsync(topics.DeviceCommands, stop);
        if (topics.HostState is { } hostState)
        {
            state.Set(true, $"Waiting for the primary host {options.PrimaryHost} to come online.");
            await link.SubscribeAsync(hostState, stop);
        }
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (link.Closed.IsCompleted)
                throw new SyncException("session", string.Empty, await link.Closed, mayPass: true);
            await TakeInboxAsync();
            if (topics.HostState is not null && !_primaryHost.Online)
            {
                await _wake.WaitAsync(IdleTimeout, timeProvider, stop);
                continue;
            }

            if (BirthDue())
                await SendBirthsAsync(stop);
            await SendHostChangesAsync(stop);
            var moreLive = await SendLiveAsync(stop);
            var wait = moreLive ? TimeSpan.Zero : await SendBacklogAsync(stop);
            wait = Shorter(wait, await ConfirmAsync(stop));
            wait = Shorter(wait, UntilRebirth());
            await _wake.WaitAsync(wait, timeProvider, stop);
        }
    }

    private async Task TakeInboxAsync()
    {
        while (_inbox.Reader.TryRead(out var message))
        {
            if (message.Topic == topics.HostState)
                await TakeHostStateAsync(message);
            else
                TakeCommand(message);
        }
    }

    /// <summary>An offline primary host ends the session: death, disconnect, and from the start again.</summary>
    private async Task TakeHostStateAsync(MqttMessage message)
    {
        if (!_primaryHost.Accept(message.Payload))
        {
            SyncLog.InboundRefused(logger, SparkplugLane.LaneName, message.Topic, "malformed, or older than the last STATE");
            return;
        }

        if (_primaryHost.Online || !_born)
            return;
        await SayGoodbyeAsync();
        throw new SyncException("session", string.Empty, $"The primary host {options.PrimaryHost} went offline.", mayPass: true);
    }

    private void TakeCommand(MqttMessage message)
    {
        var (rebirth, refusal) = SparkplugCommand.Read(message.Payload);
        if (refusal is not null)
            SyncLog.InboundRefused(logger, SparkplugLane.LaneName, message.Topic, refusal);
        _rebirthAsked |= rebirth && message.Topic == topics.NodeCommand && !message.Retained;
    }

    private bool BirthDue() => !_born || (_rebirthAsked && UntilRebirth() == TimeSpan.Zero);

    private TimeSpan UntilRebirth()
    {
        if (!_rebirthAsked)
            return IdleTimeout;
        var left = options.RebirthInterval - timeProvider.GetElapsedTime(_bornTimestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task SendBirthsAsync(CancellationToken stop)
    {
        // The head is read first: values read after it are at least as new as the records up to it.
        var head = outbox.HeadSequence;
        var gone = board.Renew();
        if (_born)
        {
            foreach (var device in gone)
                await _publisher.SendDeviceDeathAsync(device, stop);
        }

        await _publisher.SendBirthsAsync(birthDeathSequence, stop);
        if (!_born)
        {
            _backlogCursor = outbox.Position(SparkplugLane.LaneName);
            confirmed.ForgetThrough(_backlogCursor);
        }

        (_born, _rebirthAsked, _birthHead, _liveCursor) = (true, false, head, head);
        _bornTimestamp = timeProvider.GetTimestamp();
        SyncLog.BirthsSent(logger, board.Devices.Count, board.Count, birthDeathSequence);
        ReportProgress();
    }

    /// <summary>Metrics that change without a record; a changed set of metrics needs new births.</summary>
    private async Task SendHostChangesAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _hostChanged, 0) == 0)
            return;
        var metrics = host.Metrics();
        if (!board.Announces(metrics))
        {
            await SendBirthsAsync(stop);
            return;
        }

        var updates = new List<MetricUpdate>();
        foreach (var metric in metrics)
        {
            var announced = board.Find(metric.Device, metric.Name)!;
            var good = metric.Good && metric.Value is not null;
            if (metric.UtcNs >= announced.LastUtcNs && announced.Differs(metric.Value, good))
                updates.Add(new MetricUpdate(announced, metric.Value, metric.UtcNs, good));
        }

        if (updates.Count > 0)
            _ = await _publisher.SendDataAsync(updates, historical: false, stop);
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> SendLiveAsync(CancellationToken stop)
    {
        var entries = outbox.Read(_liveCursor, options.BatchRecordsMax, options.BatchBytesMax);
        if (entries.Count == 0)
            return false;
        var updates = new List<MetricUpdate>();
        var unannounced = false;
        foreach (var entry in entries)
            unannounced |= Map(entry, updates);
        if (unannounced && (board.HasUnannouncedExtra || !board.Announces(host.Metrics())))
        {
            await SendBirthsAsync(stop);
            return true;
        }

        await SendOrQuarantineAsync(entries, OnlyChanges(updates), historical: false, stop);
        MarkSent(_liveCursor, entries[^1].Sequence);
        _liveCursor = entries[^1].Sequence;
        return true;
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

    /// <returns>How long until more may be sent.</returns>
    private async Task<TimeSpan> SendBacklogAsync(CancellationToken stop)
    {
        if (_backlogCursor >= _birthHead)
            return IdleTimeout;
        if (_bucket.Wait is var wait && wait > TimeSpan.Zero)
            return wait;
        var entries = outbox.Read(_backlogCursor, options.BatchRecordsMax, options.BatchBytesMax);
        var old = entries.Where(entry => entry.Sequence <= _birthHead).ToList();
        var open = old.Where(entry => !confirmed.Contains(entry.Sequence) && !_sent.Contains(entry.Sequence)).ToList();
        var updates = new List<MetricUpdate>();
        foreach (var entry in open)
            _ = Map(entry, updates);
        _bucket.Spend(await SendOrQuarantineAsync(open, updates, historical: true, stop));
        var through = old.Count == 0 || old.Count < entries.Count ? _birthHead : old[^1].Sequence;
        MarkSent(_backlogCursor, through);
        _backlogCursor = through;
        return TimeSpan.Zero;
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
    private async Task<int> SendOrQuarantineAsync(IReadOnlyList<OutboxEntry> entries, List<MetricUpdate> updates, bool historical, CancellationToken stop)
    {
        var sent = await _publisher.SendDataAsync(updates, historical, stop);
        if (sent >= 0)
            return sent;
        var bytes = 0;
        foreach (var entry in entries)
        {
            var own = new List<MetricUpdate>();
            _ = Map(entry, own);
            sent = await _publisher.SendDataAsync(own, historical, stop);
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
        _confirmedTimestamp = timeProvider.GetTimestamp();
    }

    /// <returns>How long until the next confirmation is due.</returns>
    private async Task<TimeSpan> ConfirmAsync(CancellationToken stop)
    {
        if (!_unconfirmed)
            return IdleTimeout;
        var left = options.ConfirmInterval - timeProvider.GetElapsedTime(_confirmedTimestamp);
        if (left > TimeSpan.Zero)
            return left;
        await link.SubscribeAsync(topics.NodeCommand, stop);
        TakeConfirmed();
        return IdleTimeout;
    }

    private void TakeConfirmed()
    {
        var before = outbox.Position(SparkplugLane.LaneName);
        foreach (var (first, last) in _sent.Ranges)
            confirmed.Add(first, last);
        _sent.Clear();
        _unconfirmed = false;
        var position = confirmed.ContiguousFrom(before);
        if (position > before)
            outbox.Advance(SparkplugLane.LaneName, position);
        confirmed.ForgetThrough(position);
        ReportProgress();
    }

    private void ReportProgress()
    {
        var waiting = Math.Max(0, _birthHead - _backlogCursor);
        state.Set(true, waiting == 0 ? "In step." : $"Live; {waiting} older records on their way.");
    }

    /// <summary>A death certificate of our own, then DISCONNECT (MQTT 5: with the will, reason 0x04).</summary>
    private async Task SayGoodbyeAsync()
    {
        using var deadline = new CancellationTokenSource(FarewellDeadline, timeProvider);
        try
        {
            if (_unconfirmed)
            {
                await link.SubscribeAsync(topics.NodeCommand, deadline.Token);
                TakeConfirmed();
            }

            if (_born)
                await link.PublishAsync(new MqttPublication { Topic = topics.NodeDeath, Payload = death, QualityOfService = 1 }, deadline.Token);
            await link.DisconnectAsync(withWill: true, deadline.Token);
        }
        catch (Exception failure) when (failure is SyncException or OperationCanceledException)
        {
            SyncLog.SessionEnded(logger, SparkplugLane.LaneName, $"no farewell was possible: {failure.Message}");
        }
    }

    private async Task WatchOutboxAsync(CancellationToken ended)
    {
        var head = outbox.HeadSequence;
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await outbox.WaitForMoreAsync(head, ended);
                head = outbox.HeadSequence;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _wake.Set();
        }
    }

    /// <summary>Moves messages to where the loop takes them; when the loop is slow, the link's own inbox fills and counts.</summary>
    private async Task WatchInboxAsync(CancellationToken ended)
    {
        try
        {
            await foreach (var message in link.Messages.ReadAllAsync(ended))
            {
                await _inbox.Writer.WriteAsync(message, ended);
                _wake.Set();
            }

            await link.Closed.WaitAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _wake.Set();
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
