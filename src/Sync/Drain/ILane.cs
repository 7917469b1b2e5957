using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Drain;

/// <summary>A lane as its supervisor sees it: one broker session after the other.</summary>
internal interface ILane
{
    string Name { get; }

    LaneState State { get; }

    /// <summary>
    /// Connects and works until the connection ends. Returns only when stopped: with a farewell when <paramref name="graceful"/>
    /// says so at that moment, otherwise by dropping the connection.
    /// </summary>
    /// <exception cref="SyncException">The connection was refused, failed or ended.</exception>
    Task RunSessionAsync(MqttVersion version, Func<bool> graceful, CancellationToken stop);
}
