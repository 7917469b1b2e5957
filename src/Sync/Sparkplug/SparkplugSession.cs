using System.Threading.Channels;
using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// One MQTT session of the edge node. A single loop owns everything here: it takes commands, sends births, then data as it comes,
/// then one historical batch when the byte rate allows, and sleeps until something of that is due. Other threads only set
/// <c>_wake</c> and fill <c>_inbox</c>.
/// </summary>
internal sealed class SparkplugSession(
    IMqttLink link, SparkplugLaneOptions options, SparkplugTopics topics, int birthDeathSequence, byte[] death,
    IOutbox outbox, ITwinHost host, MetricBoard board, ConfirmedRecords confirmed, LaneState state, TimeProvider timeProvider, ILogger logger)
{
    private const int InboxMax = 64;
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromSeconds(5);

    private readonly WakeSignal _wake = new();
    private readonly Channel<MqttMessage> _inbox = Channel.CreateBounded<MqttMessage>(InboxMax);
    private readonly PrimaryHostState _primaryHost = new();
    private readonly SparkplugPublisher _publisher = new(link, options, topics, board, state, timeProvider);
    private SparkplugDrain? _drain;
    private int _hostChanged;
    private bool _rebirthAsked;
    private long _bornTimestamp;

    private bool Born => _drain is not null;

    public async Task RunAsync(Func<bool> graceful, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        host.StateChanged += MarkChanged;
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
            host.StateChanged -= MarkChanged;
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
            var mayBeBorn = topics.HostState is null || _primaryHost.Online;
            var wait = mayBeBorn ? await WorkAsync(stop) : IdleTimeout;
            await _wake.WaitAsync(wait, timeProvider, stop);
        }
    }

    /// <summary>One round of births, live data, history and confirmation.</summary>
    /// <returns>How long until something is due again.</returns>
    private async Task<TimeSpan> WorkAsync(CancellationToken stop)
    {
        if (!Born || _drain!.NeedsBirth || (_rebirthAsked && UntilRebirth() == TimeSpan.Zero))
            await SendBirthsAsync(stop);
        await SendHostChangesAsync(stop);
        var wait = await _drain!.SendLiveAsync(() => !board.Announces(host.Metrics()), stop);
        if (wait > TimeSpan.Zero)
            wait = Shorter(wait, await _drain.SendBacklogAsync(stop));
        wait = Shorter(wait, await _drain.ConfirmAsync(now: false, stop));
        return Shorter(wait, UntilRebirth());
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

        if (_primaryHost.Online || !Born)
            return;
        await SayGoodbyeAsync();
        throw new SyncException("session", string.Empty, $"The primary host {options.PrimaryHost} went offline", mayPass: true);
    }

    private void TakeCommand(MqttMessage message)
    {
        var (rebirth, refusal) = SparkplugCommand.Read(message.Payload);
        if (refusal is not null)
            SyncLog.InboundRefused(logger, SparkplugLane.LaneName, message.Topic, refusal);
        _rebirthAsked |= rebirth && message.Topic == topics.NodeCommand && !message.Retained;
    }

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
        if (Born)
        {
            foreach (var device in gone)
                await _publisher.SendDeviceDeathAsync(device, stop);
        }

        await _publisher.SendBirthsAsync(birthDeathSequence, stop);
        _drain ??= new SparkplugDrain(link, options, topics, _publisher, board, outbox, confirmed, state, timeProvider, logger);
        _drain.Born(head);
        _rebirthAsked = false;
        _bornTimestamp = timeProvider.GetTimestamp();
        SyncLog.BirthsSent(logger, board.Devices.Count, board.Count, birthDeathSequence);
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

        _ = await _publisher.SendDataAsync(updates, historical: false, stop);
    }

    /// <summary>A death certificate of our own, then DISCONNECT (MQTT 5: with the will, reason 0x04).</summary>
    private async Task SayGoodbyeAsync()
    {
        using var deadline = new CancellationTokenSource(FarewellDeadline, timeProvider);
        try
        {
            if (_drain is not null)
            {
                _ = await _drain.ConfirmAsync(now: true, deadline.Token);
                await link.PublishAsync(new MqttPublication { Topic = topics.NodeDeath, Payload = death, QualityOfService = 1 }, deadline.Token);
            }

            await link.DisconnectAsync(withWill: true, deadline.Token);
        }
        catch (Exception failure) when (failure is SyncException or OperationCanceledException)
        {
            SyncLog.SessionEnded(logger, SparkplugLane.LaneName, $"no farewell was possible: {failure.Message}");
        }
    }

    private void MarkChanged(string section)
    {
        Volatile.Write(ref _hostChanged, 1);
        _wake.Set();
    }

    private async Task WatchOutboxAsync(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await outbox.WaitForMoreAsync(outbox.HeadSequence, ended);
                _wake.Set();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
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
            _wake.Set();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            _wake.Set();
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
