using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Lane B: the twin in step with a cloud, nothing missing, nothing doubled after de-duplication. Makes one <see cref="TwinSession"/>
/// per connection and keeps what outlives it.
/// </summary>
internal sealed class TwinLane(
    SyncOptions options, IOutbox outbox, ITwinHost host, TimeProvider timeProvider, ILogger logger, Func<IMqttLink> createLink) : ILane
{
    public const string LaneName = "twin";

    private readonly TwinTopics _topics = new(options.Owner, options.Gateway);
    private readonly CloudEventBatch _events = new(options.Owner, options.Gateway);

    /// <summary>Records put aside above the watermark; owned by the session that runs.</summary>
    private readonly SequenceSet _putAside = new();
    private long _epoch;
    private readonly LossGuard _losses = new();
    private readonly CommandMemory _commands = new();

    public string Name => LaneName;

    public LaneState State { get; } = new(LaneName, outbox);

    public async Task RunSessionAsync(MqttVersion version, Func<bool> graceful, CancellationToken stop)
    {
        await using var link = createLink();
        await link.ConnectAsync(
            new MqttLinkOptions
            {
                Broker = options.Broker,
                ClientId = options.ClientId(LaneName),
                Version = version,
                CleanStart = version == MqttVersion.V311,
                SessionExpirySeconds = (uint)options.Twin.SessionExpiry.TotalSeconds,
                Will = new MqttWill(_topics.Availability, "{\"state\":\"offline\"}"u8.ToArray(), 1, Retain: true),
            },
            stop);
        SyncLog.Connected(logger, LaneName, options.Broker.Name, version.ToString());
        if (_epoch != outbox.Epoch)
            _putAside.Clear();
        _epoch = outbox.Epoch;
        var drain = new RecordDrain(link, options.Twin, version, _topics, _events, outbox, _putAside, _losses, State, timeProvider, logger);
        var states = new StatePublisher(link, options.Twin, _topics, host, State, timeProvider, logger);
        var commands = new CommandInbox(link, options.Twin, _topics, host, _commands, timeProvider, logger);
        var session = new TwinSession(link, _topics, outbox, host, drain, states, commands, State, timeProvider, logger);
        await session.RunAsync(graceful, stop);
    }
}
