using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Sends the outbox upstream in one session. Two loops: live takes the newest records and whatever comes after them, backlog takes the
/// oldest that were not sent yet under a byte rate; each has one batch under way, so a long backlog never stands before an alarm.
/// The position advances over what is acknowledged without a hole: by the consumer's watermark, or by PUBACK where the owner chose
/// that. Without progress the first unacknowledged batch is sent again, at growing intervals; when the consumer then acknowledges
/// exactly that batch it has lost the rest as well, and the rest follows. Fields below the gate are guarded by it.
/// </summary>
internal sealed class RecordDrain
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The outbox said that there is more and gave nothing: its store is in trouble and recovering.</summary>
    private static readonly TimeSpan UnreadableDelay = TimeSpan.FromSeconds(1);

    private readonly TwinLaneOptions _options;
    private readonly IOutbox _outbox;
    private readonly LaneState _state;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly BatchSender _sender;
    private readonly TokenBucket _bucket;
    private readonly WakeSignal _wakeBacklog = new();

    private readonly long _epoch;
    private readonly Lock _gate = new();
    private readonly SequenceSet _sent = new();
    private readonly SequenceSet _putAside;
    private long _position;
    private long _liveCursor;
    private long _progressTimestamp;
    private long _repeatedThrough;
    private TimeSpan _patience;

    public RecordDrain(
        IMqttLink link, TwinLaneOptions options, MqttVersion version, TwinTopics topics, CloudEventBatch events, IOutbox outbox,
        SequenceSet putAside, LossGuard losses, LaneState state, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _outbox = outbox;
        _putAside = putAside;
        _state = state;
        _timeProvider = timeProvider;
        _logger = logger;
        _sender = new BatchSender(link, options, version, topics, events, outbox, state, losses, timeProvider, logger, MarkPutAside);
        _bucket = new TokenBucket(options.BacklogBytesPerSecond, options.BacklogBytesPerSecond, timeProvider);
        _epoch = outbox.Epoch;
        _position = outbox.Position(TwinLane.LaneName);
        _liveCursor = Math.Max(_position, outbox.HeadSequence - options.LiveRecordsMax);
        _progressTimestamp = timeProvider.GetTimestamp();
        _patience = options.AcknowledgeTimeout;
    }

    private bool ByConsumer => _options.Acknowledge == AcknowledgePolicy.Consumer;

    /// <summary>Newest records first and everything new; when it falls too far behind it skips ahead and leaves the gap to the backlog.</summary>
    public async Task RunLiveAsync(CancellationToken ended)
    {
        while (true)
        {
            var cursor = SkipAhead();
            var entries = _outbox.Read(cursor, Math.Min(_options.LiveRecordsMax, _options.BatchRecordsMax), _options.BatchBytesMax);
            if (entries.Count == 0)
            {
                if (_outbox.HeadSequence > cursor)
                    await Task.Delay(UnreadableDelay, _timeProvider, ended);
                await _outbox.WaitForMoreAsync(cursor, ended);
                continue;
            }

            await _sender.SendAsync(entries, live: true, ended);
            lock (_gate)
                _liveCursor = entries[^1].Sequence;
            MarkSent(cursor, entries[^1].Sequence);
        }
    }

    /// <summary>Oldest first, at the byte rate, not further above the watermark than the window.</summary>
    public async Task RunBacklogAsync(CancellationToken ended)
    {
        while (true)
        {
            ended.ThrowIfCancellationRequested();
            var wait = RepeatWhenDue();
            var (after, before) = NextGap();
            if (after + 1 >= before)
            {
                await _wakeBacklog.WaitAsync(wait, _timeProvider, ended);
                continue;
            }

            if (_bucket.Wait is var bucketWait && bucketWait > TimeSpan.Zero)
            {
                await _wakeBacklog.WaitAsync(bucketWait, _timeProvider, ended);
                continue;
            }

            CheckEpoch();
            var read = _outbox.Read(after, _options.BatchRecordsMax, _options.BatchBytesMax);
            if (read.Count == 0)
            {
                await Task.Delay(UnreadableDelay, _timeProvider, ended);
                continue;
            }

            var entries = read.TakeWhile(entry => entry.Sequence < before).ToList();
            if (entries.Count > 0)
                _bucket.Spend(await _sender.SendAsync(entries, live: false, ended));

            // Numbers that the outbox no longer holds were shed; its loss records tell the consumer.
            MarkSent(after, entries.Count < read.Count ? before - 1 : entries[^1].Sequence);
        }
    }

    /// <summary>Takes the consumer's watermark.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Acknowledge(ReadOnlyMemory<byte> payload)
    {
        if (InboundJson.ReadAcknowledgement(payload, out var epoch, out var upTo) is { } refusal)
            return refusal;
        if (epoch != _epoch || epoch != _outbox.Epoch)
            return $"epoch {epoch} is not the present one, {_outbox.Epoch}";
        if (upTo > _outbox.HeadSequence)
            return $"upTo {upTo} is above the newest record, {_outbox.HeadSequence}";
        if (!ByConsumer)
            return null;
        lock (_gate)
        {
            if (upTo <= _position)
                return null;
            if (upTo == _repeatedThrough && upTo < _sent.Highest)
                _sent.Clear();
            AdvanceTo(upTo);
        }

        ReportProgress();
        _wakeBacklog.Set();
        return null;
    }

    public void ReportProgress()
    {
        long waiting;
        lock (_gate)
            waiting = Math.Max(0, _outbox.HeadSequence - Math.Max(_position, _sent.ContiguousFrom(_position)));
        _state.Set(true, waiting == 0 ? "In step." : $"Live; {waiting} older records on their way.");
    }

    private long SkipAhead()
    {
        CheckEpoch();
        var oldest = _outbox.HeadSequence - _options.LiveRecordsMax;
        lock (_gate)
        {
            if (_liveCursor >= oldest)
                return _liveCursor;
            _liveCursor = oldest;
        }

        _wakeBacklog.Set();
        return oldest;
    }

    /// <summary>A store that was damaged goes on with new numbers; a session is about one numbering only.</summary>
    private void CheckEpoch()
    {
        if (_outbox.Epoch != _epoch)
            throw new SyncException("session", string.Empty, "The store went on in a new file with a new epoch", mayPass: true);
    }

    private void MarkSent(long after, long through)
    {
        CheckEpoch();
        lock (_gate)
        {
            if (_sent.Highest <= _position)
                _progressTimestamp = _timeProvider.GetTimestamp();
            _sent.Add(Math.Max(after, _position) + 1, through);
            if (!ByConsumer)
                AdvanceTo(_sent.ContiguousFrom(_position));
        }

        _wakeBacklog.Set();
        ReportProgress();
    }

    private void MarkPutAside(long sequence)
    {
        lock (_gate)
        {
            _putAside.Add(sequence, sequence);
            AdvanceTo(_position);
        }
    }

    /// <summary>Under the gate.</summary>
    private void AdvanceTo(long acknowledged)
    {
        var position = _putAside.ContiguousFrom(acknowledged);
        if (position <= _position)
            return;
        _position = position;
        _outbox.Advance(TwinLane.LaneName, position);
        _sent.ForgetThrough(position);
        _putAside.ForgetThrough(position);
        _progressTimestamp = _timeProvider.GetTimestamp();
        _patience = _options.AcknowledgeTimeout;
        _repeatedThrough = 0;
    }

    /// <summary>The oldest stretch that was not sent in this session and is not the live loop's: exclusive ends.</summary>
    private (long After, long Before) NextGap()
    {
        lock (_gate)
        {
            var after = _sent.ContiguousFrom(_position);
            var before = Math.Min(_sent.FirstAbove(after) ?? long.MaxValue, _liveCursor + 1);
            if (ByConsumer)
                before = Math.Min(before, _position + _options.WindowRecordsMax + 1);
            return (after, before);
        }
    }

    /// <returns>How long until the next repetition is due.</returns>
    private TimeSpan RepeatWhenDue()
    {
        long position;
        lock (_gate)
        {
            if (!ByConsumer || _sent.Highest <= _position)
                return IdleTimeout;
            var left = _patience - _timeProvider.GetElapsedTime(_progressTimestamp);
            if (left > TimeSpan.Zero)
                return left;
            position = _position;
            _repeatedThrough = Math.Min(_sent.ContiguousFrom(position), position + _options.BatchRecordsMax);
            _sent.Remove(position + 1, _repeatedThrough);
            _progressTimestamp = _timeProvider.GetTimestamp();
            _patience = _patience * 2 < _options.AcknowledgeTimeoutMax ? _patience * 2 : _options.AcknowledgeTimeoutMax;
        }

        SyncLog.SendingAgain(_logger, TwinLane.LaneName, position);
        return IdleTimeout;
    }
}
