using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>A window read back. Values that were missing are NaN again.</summary>
internal sealed record StoredWindow
{
    public required long Id { get; init; }
    public required long StartUtcNs { get; init; }
    public required long EndUtcNs { get; init; }
    public required string BootId { get; init; }
    public required long EndMonotonicNs { get; init; }
    public required ClockQuality ClockQuality { get; init; }

    /// <summary>The same list instance for every window of one configuration.</summary>
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }
    public required double[] Values { get; init; }
    public required float[] Completeness { get; init; }
    public required double TemperatureC { get; init; }
    public required double ExcitationMps2 { get; init; }
    public required IReadOnlyList<ChannelFault> Faults { get; init; }

    /// <summary>SHA-256 of the model that scored the window; null when none did.</summary>
    public string? ModelHash { get; init; }
    public double Score { get; init; } = double.NaN;
    public double ScoreIndex { get; init; } = double.NaN;
}

/// <summary>A stretch of one feature's history; with few windows, one window.</summary>
internal readonly record struct FeaturePoint(long FromUtcNs, long ToUtcNs, double Minimum, double Mean, double Maximum, int Windows);
