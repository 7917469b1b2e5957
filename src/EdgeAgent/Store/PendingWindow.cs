using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>A window that waits for its commit; its bytes lie in the batch's arena.</summary>
internal readonly record struct PendingWindow
{
    public required long StartUtcNs { get; init; }
    public required long EndUtcNs { get; init; }
    public required long EndMonotonicNs { get; init; }
    public required ClockQuality ClockQuality { get; init; }
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }
    public required double TemperatureC { get; init; }
    public required double ExcitationMps2 { get; init; }

    /// <summary>Little-endian float64 per definition.</summary>
    public required Range Values { get; init; }

    /// <summary>One byte per definition, 255 is complete; empty when every one is.</summary>
    public required Range Completeness { get; init; }

    /// <summary>JSON array of the channel faults; empty when there are none.</summary>
    public required Range Faults { get; init; }
    public required string? ModelHash { get; init; }
    public required double Score { get; init; }
    public required double ScoreIndex { get; init; }
}
