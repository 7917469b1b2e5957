#if !EDGE_PACKAGES_NUGET
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace EdgeTwin.Sync.Mqtt.Libmosquitto;

/// <summary>
/// A link on libmosquitto. One thread owns the native client from its creation to its destruction and runs its network loop;
/// other threads only queue packets under <c>_nativeGate</c>, which the loop thread takes solely to retire the client.
/// Acknowledgements meet their publishes in <c>_pending</c>, whichever side comes first. A connect that hangs in the system
/// (no route, slow name server) is abandoned by its caller; the thread then cleans up when the system lets go of it.
/// </summary>
internal sealed class MosquittoLink : IMqttLink
{
    private const int LoopTimeoutMs = 200;
    private const int PacketsPerLoop = 1;
    private static readonly TimeSpan DisconnectDeadline = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _timeProvider;
    private readonly Lock _nativeGate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<byte> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _threadEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<byte>> _pending = new();
    private Channel<MqttMessage> _inbox = Channel.CreateBounded<MqttMessage>(1);
    private SemaphoreSlim _inFlight = new(1, 1);
    private MqttLinkOptions? _options;
    private string? _closeReason;
    private long _inboundDropped;

    /// <summary>Zero before the connect and after the end; guarded by <c>_nativeGate</c> outside the loop thread.</summary>
    private nint _client;

    public MosquittoLink(TimeProvider timeProvider)
    {
        NativeMosquitto.EnsureLoaded();
        _timeProvider = timeProvider;
    }

    public ChannelReader<MqttMessage> Messages => _inbox.Reader;

    public Task<string> Closed => _closed.Task;

    public long InboundDropped => Interlocked.Read(ref _inboundDropped);

    private string BrokerName => _options?.Broker.Name ?? string.Empty;

    public async Task ConnectAsync(MqttLinkOptions options, CancellationToken cancellationToken)
    {
        if (_options is not null)
            throw new InvalidOperationException("A link connects once.");
        _options = options;
        _inFlight = new SemaphoreSlim(options.InFlightMax, options.InFlightMax);
        _inbox = Channel.CreateBounded<MqttMessage>(new BoundedChannelOptions(options.InboxMax) { SingleWriter = true });
        var password = options.Broker.ReadPassword();
        new Thread(() => RunNative(options, password)) { IsBackground = true, Name = "mqtt" }.Start();
        byte reasonCode;
        try
        {
            reasonCode = await _connected.Task.WaitAsync(options.ConnectDeadline, _timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            Abandon($"no answer within {options.ConnectDeadline.TotalSeconds:0} s");
            throw Failure("connect", $"The broker {BrokerName} did not answer within {options.ConnectDeadline.TotalSeconds:0} s. Check the network and the address.", true);
        }
        catch (OperationCanceledException)
        {
            Abandon("stopped");
            throw;
        }

        if (reasonCode >= MqttReason.FirstFailure)
        {
            Abandon("refused");
            throw Failure("connect", $"The broker {BrokerName} refused the connection: {MqttReason.Describe(reasonCode)}.", true, reasonCode);
        }
    }

    public async Task<MqttPublishResult> PublishAsync(MqttPublication publication, CancellationToken cancellationToken)
    {
        var acknowledged = publication.QualityOfService > 0;
        if (acknowledged)
            await EnterFlightAsync(cancellationToken);
        Task<byte> outcome;
        try
        {
            outcome = Queue("publish", (nint client, out int messageId) => QueuePublish(client, publication, out messageId));
        }
        catch
        {
            if (acknowledged)
                _inFlight.Release();
            throw;
        }

        if (acknowledged)
            _ = outcome.ContinueWith(_ => _inFlight.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return new MqttPublishResult(await OutcomeAsync("publish", outcome, cancellationToken));
    }

    public async Task SubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        var outcome = Queue("subscribe", (nint client, out int messageId) => NativeMosquitto.Subscribe(client, out messageId, filter, 1, 0, 0));
        var reasonCode = await OutcomeAsync("subscribe", outcome, cancellationToken);
        if (reasonCode >= MqttReason.FirstFailure)
            throw Failure("subscribe", $"The broker {BrokerName} refused the subscription to {filter}: {MqttReason.Describe(reasonCode)}.", false, reasonCode);
    }

    public async Task DisconnectAsync(bool withWill, CancellationToken cancellationToken)
    {
        var reason = withWill && _options?.Version == MqttVersion.V5 ? MqttReason.DisconnectWithWill : (byte)0;
        lock (_nativeGate)
        {
            _closeReason ??= "disconnected";
            if (_client != 0)
                _ = NativeMosquitto.Disconnect(_client, reason, 0);
        }

        if (_options is null)
            return;
        try
        {
            await _closed.Task.WaitAsync(DisconnectDeadline, _timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            Abandon("the broker did not close the connection");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Abandon("closed");
        if (_options is null)
            _closed.TrySetResult("closed");
        else if (_connected.Task.IsCompleted)
            await _threadEnded.Task;
    }

    private async Task EnterFlightAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken);
        try
        {
            await _inFlight.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost("publish");
        }
    }

    private delegate int NativeQueue(nint client, out int messageId);

    private Task<byte> Queue(string operation, NativeQueue queue)
    {
        lock (_nativeGate)
        {
            if (_client == 0 || _closed.Task.IsCompleted)
                throw Lost(operation);
            var code = queue(_client, out var messageId);
            if (code is NativeMosquitto.OversizePacket or NativeMosquitto.PayloadSize)
                return Task.FromResult(MqttReason.PacketTooLarge);
            if (code == NativeMosquitto.NoConnection)
                throw Lost(operation);
            if (code != NativeMosquitto.Success)
                throw Failure(operation, $"The MQTT {operation} was not possible: {NativeMosquitto.Describe(code)}.", false);
            var pending = Pending(messageId);
            _ = pending.Task.ContinueWith(
                _ => _pending.TryRemove(messageId, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return pending.Task;
        }
    }

    private unsafe int QueuePublish(nint client, MqttPublication publication, out int messageId)
    {
        using var properties = _options!.Version == MqttVersion.V5 ? MosquittoProperties.ForPublish(publication) : default;
        fixed (byte* payload = publication.Payload.Span)
        {
            return NativeMosquitto.Publish(
                client, out messageId, publication.Topic, publication.Payload.Length, payload, publication.QualityOfService, publication.Retain, properties.List);
        }
    }

    private async Task<byte> OutcomeAsync(string operation, Task<byte> outcome, CancellationToken cancellationToken)
    {
        var deadline = _options!.PublishDeadline;
        try
        {
            return await outcome.WaitAsync(deadline, _timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            Abandon($"no acknowledgement within {deadline.TotalSeconds:0} s");
            throw Failure(operation, $"The broker {BrokerName} did not acknowledge within {deadline.TotalSeconds:0} s; the connection is given up.", true);
        }
    }

    private TaskCompletionSource<byte> Pending(int messageId) =>
        _pending.GetOrAdd(messageId, static _ => new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Abandon(string reason)
    {
        lock (_nativeGate)
            _closeReason ??= reason;
        _stop.Cancel();
    }

    private SyncException Lost(string operation) =>
        Failure(operation, $"The connection to {BrokerName} has ended: {_closeReason ?? "not connected"}.", true);

    private SyncException Failure(string operation, string message, bool mayPass, byte? reasonCode = null) =>
        new(operation, BrokerName, message, mayPass, reasonCode);

    // Loop thread from here on.
    private void RunNative(MqttLinkOptions options, string? password)
    {
        var self = GCHandle.Alloc(this);
        nint client = 0;
        try
        {
            client = MosquittoClient.Create(options, password, GCHandle.ToIntPtr(self));
            var code = MosquittoClient.Connect(client, options);
            if (code != NativeMosquitto.Success)
            {
                End($"The broker {options.Broker.Name} cannot be reached: {NativeMosquitto.Describe(code)}.");
                return;
            }

            lock (_nativeGate)
                _client = client;
            RunLoop(client);
        }
        catch (SyncException failure)
        {
            End(failure.Message);
        }
        finally
        {
            Retire(client);
            self.Free();
            _threadEnded.TrySetResult();
        }
    }

    private void RunLoop(nint client)
    {
        while (!_stop.IsCancellationRequested)
        {
            var code = NativeMosquitto.Loop(client, LoopTimeoutMs, PacketsPerLoop);
            if (code == NativeMosquitto.Success)
                continue;
            End(code == NativeMosquitto.KeepAliveExpired ? "the broker stopped answering" : NativeMosquitto.Describe(code));
            return;
        }
    }

    private void End(string reason)
    {
        lock (_nativeGate)
            _closeReason ??= reason;
    }

    private void Retire(nint client)
    {
        lock (_nativeGate)
        {
            _client = 0;
            if (client != 0)
                NativeMosquitto.Destroy(client);
        }

        _stop.Cancel();
        var reason = _closeReason ?? "ended";
        _connected.TrySetException(Failure("connect", reason, true));
        _ = _connected.Task.Exception;
        foreach (var pending in _pending.Values)
        {
            pending.TrySetException(Lost("publish"));
            _ = pending.Task.Exception;
        }

        _inbox.Writer.TryComplete();
        _closed.TrySetResult(reason);
    }

    internal void HandleConnected(int reasonCode)
    {
        // MQTT 3.1.1 has its own five codes (section 3.2.2.3); a broker of that age answers MQTT 5 with the first of them.
        byte code = reasonCode switch
        {
            1 => MqttReason.UnsupportedProtocolVersion,
            2 => 0x85,
            3 => 0x88,
            4 => 0x86,
            5 => 0x87,
            _ => (byte)reasonCode,
        };
        _connected.TrySetResult(code);
    }

    internal void HandleOutcome(int messageId, int reasonCode) => Pending(messageId).TrySetResult((byte)reasonCode);

    internal unsafe void HandleMessage(NativeMosquitto.NativeMessage* message, nint properties)
    {
        if (message->PayloadLength > _options!.InboundBytesMax)
        {
            Interlocked.Increment(ref _inboundDropped);
            return;
        }

        var payload = new ReadOnlySpan<byte>(message->Payload, message->PayloadLength).ToArray();
        var received = new MqttMessage(
            Marshal.PtrToStringUTF8(message->Topic) ?? string.Empty, payload, message->Retain != 0, _timeProvider.GetTimestamp());
        if (!_inbox.Writer.TryWrite(MosquittoProperties.Read(properties, received)))
            Interlocked.Increment(ref _inboundDropped);
    }
}
#endif
