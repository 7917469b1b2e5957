#if EDGE_PACKAGES_NUGET
using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeTwin.Sync.Mqtt;

/// <summary>A link on MQTTnet 5. MQTTnet keeps the connection alive and matches acknowledgements; this class adds bounds and deadlines.</summary>
internal sealed class MqttNetLink(TimeProvider timeProvider) : IMqttLink
{
    /// <summary>Topic, properties and headers beside the payload, when a broker limits the packet.</summary>
    private const int PacketOverheadBytes = 8 * 1024;

    /// <summary>CONNACK return code of MQTT 3.1.1 (section 3.2.2.3).</summary>
    private const byte UnacceptableProtocolVersion311 = 1;
    private static readonly TimeSpan DisconnectDeadline = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private Channel<MqttMessage> _inbox = Channel.CreateBounded<MqttMessage>(1);
    private SemaphoreSlim _inFlight = new(1, 1);
    private MqttLinkOptions? _options;
    private uint _packetBytesMax = uint.MaxValue;
    private string? _closeReason;
    private long _inboundDropped;

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
        _inbox = Channel.CreateBounded<MqttMessage>(options.InboxMax);
        _client.ApplicationMessageReceivedAsync += TakeAsync;
        _client.DisconnectedAsync += ended =>
        {
            var takenOver = (int)ended.Reason == MqttReason.SessionTakenOver ? MqttReason.Describe(MqttReason.SessionTakenOver) : null;
            End(_closeReason ?? takenOver ?? ended.Exception?.Message ?? ended.ReasonString ?? "the broker closed the connection");
            return Task.CompletedTask;
        };
        using var deadline = new CancellationTokenSource(options.ConnectDeadline, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var result = await ConnectAsync(Build(options), either.Token, cancellationToken);
        var reasonCode = (byte)result.ResultCode;
        // A broker of the 3.1.1 age answers MQTT 5 with its own code 1, which MQTT 5 does not have.
        if (options.Version == MqttVersion.V5 && reasonCode == UnacceptableProtocolVersion311)
            reasonCode = MqttReason.UnsupportedProtocolVersion;
        if (reasonCode != 0)
            throw Failure("connect", $"The broker {BrokerName} refused the connection: {MqttReason.Describe(reasonCode)}.", true, reasonCode);
        _packetBytesMax = result.MaximumPacketSize is { } limit and > 0 ? limit : uint.MaxValue;
    }

    public async Task<MqttPublishResult> PublishAsync(MqttPublication publication, CancellationToken cancellationToken)
    {
        if (PacketBytes(publication) > _packetBytesMax)
            return new MqttPublishResult(MqttReason.PacketTooLarge);
        var message = Message(publication, _options!.Version == MqttVersion.V5);
        var entered = publication.QualityOfService > 0;
        if (entered)
            await WithinAsync("publish", token => _inFlight.WaitAsync(token), cancellationToken);
        try
        {
            var result = await WithinAsync("publish", token => _client.PublishAsync(message, token), cancellationToken);
            return new MqttPublishResult((byte)result.ReasonCode);
        }
        finally
        {
            if (entered)
                _inFlight.Release();
        }
    }

    public async Task SubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        var options = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce).Build();
        var result = await WithinAsync("subscribe", token => _client.SubscribeAsync(options, token), cancellationToken);
        var reasonCode = (byte)result.Items.First().ResultCode;
        if (reasonCode >= MqttReason.FirstFailure)
            throw Failure("subscribe", $"The broker {BrokerName} refused the subscription to {filter}: {MqttReason.Describe(reasonCode)}.", false, reasonCode);
    }

    public async Task DisconnectAsync(bool withWill, CancellationToken cancellationToken)
    {
        _closeReason ??= "disconnected";
        var reason = withWill && _options?.Version == MqttVersion.V5
            ? MqttClientDisconnectOptionsReason.DisconnectWithWillMessage
            : MqttClientDisconnectOptionsReason.NormalDisconnection;
        using var deadline = new CancellationTokenSource(DisconnectDeadline, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (_client.IsConnected)
                await _client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = reason }, either.Token);
        }
        catch (Exception failure) when (failure is MqttCommunicationException or OperationCanceledException)
        {
            _closeReason = failure.Message;
        }

        End("disconnected");
    }

    public ValueTask DisposeAsync()
    {
        // Disposing without DISCONNECT cuts the connection, so that the broker publishes the will.
        _client.Dispose();
        End("closed");
        return ValueTask.CompletedTask;
    }

    private async Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.ConnectAsync(options, either);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (failure is OperationCanceledException || either.IsCancellationRequested))
        {
            // MQTTnet wraps a cancelled connect into exceptions of its own.
            throw Failure("connect", $"The broker {BrokerName} did not answer within {_options!.ConnectDeadline.TotalSeconds:0} s. Check the network and the address.", true);
        }
        catch (MqttProtocolViolationException violation)
        {
            // A broker of the 3.1.1 age answers MQTT 5 with a CONNACK that version 5 cannot read.
            throw Failure("connect", $"The broker {BrokerName} does not speak this protocol version: {violation.Message}", true, MqttReason.UnsupportedProtocolVersion);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Failure("connect", $"The broker {BrokerName} cannot be reached: {failure.Message}", true);
        }
    }

    private MqttClientOptions Build(MqttLinkOptions options)
    {
        var broker = options.Broker;
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(broker.Host, broker.Port)
            .WithClientId(options.ClientId)
            .WithProtocolVersion(options.Version == MqttVersion.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithCleanStart(options.CleanStart)
            .WithTimeout(options.PublishDeadline)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(broker.KeepAliveSeconds));
        if (options.Version == MqttVersion.V5)
        {
            builder = builder
                .WithSessionExpiryInterval(options.SessionExpirySeconds)
                .WithReceiveMaximum(options.ReceiveMaximum)
                .WithMaximumPacketSize((uint)(options.InboundBytesMax + PacketOverheadBytes));
        }

        if (broker.Username is not null)
            builder = builder.WithCredentials(broker.Username, broker.ReadPassword());
        if (options.Will is { } will)
        {
            builder = builder
                .WithWillTopic(will.Topic).WithWillPayload(will.Payload.ToArray())
                .WithWillQualityOfServiceLevel((MqttQualityOfServiceLevel)will.QualityOfService).WithWillRetain(will.Retain);
        }

        return broker.Tls ? builder.WithTlsOptions(tls => SetTls(tls, broker)).Build() : builder.Build();
    }

    private void SetTls(MqttClientTlsOptionsBuilder tls, BrokerOptions broker)
    {
        try
        {
            tls.UseTls();
            if (broker.CaFile is not null)
            {
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPemFile(broker.CaFile);
                tls.WithTrustChain(authorities);
            }

            if (broker.ClientCertificateFile is not null)
                tls.WithClientCertificates([X509Certificate2.CreateFromPemFile(broker.ClientCertificateFile, broker.ClientKeyFile)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw Failure("connect", $"The TLS files cannot be used: {failure.Message} Check that the CA, certificate and key files exist, are PEM and readable.", false);
        }
    }

    private static MqttApplicationMessage Message(MqttPublication publication, bool properties) => new()
    {
        Topic = publication.Topic,
        Payload = new ReadOnlySequence<byte>(publication.Payload),
        QualityOfServiceLevel = (MqttQualityOfServiceLevel)publication.QualityOfService,
        Retain = publication.Retain,
        ContentType = properties ? publication.ContentType : null,
        MessageExpiryInterval = properties ? publication.MessageExpirySeconds ?? 0 : 0,
        ResponseTopic = properties ? publication.ResponseTopic : null,
        CorrelationData = properties && !publication.CorrelationData.IsEmpty ? publication.CorrelationData.ToArray() : null,
        UserProperties = properties && publication.UserProperties.Count > 0
            ? [.. publication.UserProperties.Select(pair => new MqttUserProperty(pair.Key, Encoding.UTF8.GetBytes(pair.Value)))]
            : null,
    };

    /// <summary>Size of the PUBLISH packet (MQTT 5.0 section 3.3), so that a record is neither refused nor sent in vain.</summary>
    private static long PacketBytes(MqttPublication publication)
    {
        long properties = Property(publication.ContentType) + Property(publication.ResponseTopic)
            + (publication.CorrelationData.IsEmpty ? 0 : 3 + publication.CorrelationData.Length)
            + (publication.MessageExpirySeconds is null ? 0 : 5)
            + publication.UserProperties.Sum(pair => 5 + Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        var rest = 2 + Encoding.UTF8.GetByteCount(publication.Topic) + (publication.QualityOfService > 0 ? 2 : 0)
            + LengthBytes(properties) + properties + publication.Payload.Length;
        return 1 + LengthBytes(rest) + rest;

        static int Property(string? text) => text is null ? 0 : 3 + Encoding.UTF8.GetByteCount(text);

        static int LengthBytes(long length) => length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4;
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (message.Payload.Length > _options!.InboundBytesMax)
        {
            Interlocked.Increment(ref _inboundDropped);
            return Task.CompletedTask;
        }

        var taken = new MqttMessage(message.Topic, message.Payload.ToArray(), message.Retain, timeProvider.GetTimestamp())
        {
            MessageExpirySeconds = message.MessageExpiryInterval > 0 ? message.MessageExpiryInterval : null,
            ContentType = message.ContentType,
            ResponseTopic = message.ResponseTopic,
            CorrelationData = message.CorrelationData,
            UserProperties = message.UserProperties is { } pairs ? [.. pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.ReadValueAsString()))] : [],
        };
        if (!_inbox.Writer.TryWrite(taken))
            Interlocked.Increment(ref _inboundDropped);
        return Task.CompletedTask;
    }

    private Task<bool> WithinAsync(string operation, Func<CancellationToken, Task> act, CancellationToken cancellationToken) =>
        WithinAsync(operation, async token => { await act(token); return true; }, cancellationToken);

    /// <summary>Bounds an operation by the deadline and the life of the connection; a missed deadline ends the connection.</summary>
    private async Task<T> WithinAsync<T>(string operation, Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options!.PublishDeadline, timeProvider);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stop.Token, cancellationToken);
        try
        {
            return await act(any.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or MqttCommunicationTimedOutException && deadline.IsCancellationRequested)
        {
            End($"no acknowledgement within {_options.PublishDeadline.TotalSeconds:0} s");
            _client.Dispose();
            throw Failure(operation, $"The broker {BrokerName} did not acknowledge within {_options.PublishDeadline.TotalSeconds:0} s; the connection is given up.", true);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(operation, $"The connection to {BrokerName} has ended: {_closeReason ?? failure.Message}.", true);
        }
    }

    private void End(string reason)
    {
        _closeReason ??= reason;
        _stop.Cancel();
        _inbox.Writer.TryComplete();
        _closed.TrySetResult(_closeReason);
    }

    private SyncException Failure(string operation, string message, bool mayPass, byte? reasonCode = null) =>
        new(operation, BrokerName, message, mayPass, reasonCode);
}
#endif
