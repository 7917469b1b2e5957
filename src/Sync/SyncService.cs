using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Sparkplug;
using EdgeTwin.Sync.Twin;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync;

/// <summary>Runs both lanes on their own connections. A lane that fails, for whatever reason, comes back by itself and says so in its status.</summary>
public sealed class SyncService : IAsyncDisposable
{
    /// <summary>Outbox lane of the Sparkplug lane.</summary>
    public const string SparkplugLaneName = SparkplugLane.LaneName;

    /// <summary>Outbox lane of the twin lane.</summary>
    public const string TwinLaneName = TwinLane.LaneName;

    private readonly List<LaneSupervisor> _lanes = [];

    /// <summary>Makes the lanes that are enabled; nothing is connected before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="outbox">Where records wait.</param>
    /// <param name="host">The agent.</param>
    /// <param name="sequenceStore">Where bdSeq is kept.</param>
    /// <param name="timeProvider">Clock.</param>
    /// <param name="loggerFactory">Logs.</param>
    /// <exception cref="ArgumentException">The options have errors; the message lists all of them.</exception>
    /// <exception cref="SyncException">The native MQTT library is not installed.</exception>
    public SyncService(
        SyncOptions options, IOutbox outbox, ITwinHost host, BirthDeathSequenceStore sequenceStore, TimeProvider timeProvider, ILoggerFactory loggerFactory)
    {
        var errors = options.Errors();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(options));
        var logger = loggerFactory.CreateLogger("EdgeTwin.Sync");
        if (options.Sparkplug.Enabled)
            Add(new SparkplugLane(options, outbox, host, sequenceStore, timeProvider, logger, CreateLink));
        if (options.Twin.Enabled)
            Add(new TwinLane(options, outbox, host, timeProvider, logger, CreateLink));

        IMqttLink CreateLink() => MqttLinks.Create(timeProvider);

        void Add(ILane lane) => _lanes.Add(new LaneSupervisor(lane, options.Broker.Name, options.Reconnect, timeProvider, logger));
    }

    /// <summary>One per enabled lane.</summary>
    public IReadOnlyList<LaneStatus> Status => [.. _lanes.Select(lane => lane.Status)];

    /// <summary>Starts the lanes; does not wait for a connection.</summary>
    public Task StartAsync()
    {
        foreach (var lane in _lanes)
            lane.Start();
        return Task.CompletedTask;
    }

    /// <summary>Ends the lanes.</summary>
    /// <param name="graceful">Send death certificates and "offline" first (at most five seconds), or drop the connections, so that the broker does it.</param>
    public Task StopAsync(bool graceful) => Task.WhenAll(_lanes.Select(lane => lane.StopAsync(graceful)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
            await lane.DisposeAsync();
    }
}
