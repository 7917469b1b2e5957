using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Lane A: Sparkplug B 3.0 for SCADA and historians. Connects with the death certificate as will, hands the connection to a
/// <see cref="SparkplugSession"/>, and remembers across sessions which records the broker certainly has.
/// </summary>
internal sealed class SparkplugLane(
    SyncOptions options, IOutbox outbox, ITwinHost host, BirthDeathSequenceStore sequenceStore,
    TimeProvider timeProvider, ILogger logger, Func<IMqttLink> createLink) : ILane
{
    public const string LaneName = "sparkplug";

    private readonly SparkplugTopics _topics = new(options.Sparkplug.Group ?? options.Owner, options.Gateway, options.Sparkplug.PrimaryHost);

    private readonly ConfirmedRecords _confirmed = new();
    private readonly MetricBoard _board = new(host);

    public string Name => LaneName;

    public LaneState State { get; } = new(LaneName, outbox);

    public async Task RunSessionAsync(MqttVersion version, Func<bool> graceful, CancellationToken stop)
    {
        var birthDeathSequence = sequenceStore.Next();
        var death = PayloadEncoder.Death(birthDeathSequence, timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        await using var link = createLink();
        await link.ConnectAsync(
            new MqttLinkOptions
            {
                Broker = options.Broker,
                ClientId = options.ClientId(LaneName),
                Version = version,
                CleanStart = true,
                Will = new MqttWill(_topics.NodeDeath, death, 1, Retain: false),
            },
            stop);
        SyncLog.Connected(logger, LaneName, options.Broker.Name, version.ToString());
        var session = new SparkplugSession(
            link, options.Sparkplug, _topics, birthDeathSequence, death, outbox, host, _board, _confirmed, State, timeProvider, logger);
        await session.RunAsync(graceful, stop);
    }
}
