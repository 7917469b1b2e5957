namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>A bus that was scanned.</summary>
/// <param name="Name">The bus in the technician's words: <c>i2c-1</c>, <c>spidev0</c>, <c>1-Wire</c>, <c>IIO</c>.</param>
/// <param name="Places">Places that were looked at.</param>
/// <param name="Note">What the scan cannot know, or why it ended early; empty when there is nothing to say.</param>
public sealed record BusFinding(string Name, int Places, string Note);

/// <summary>What a scan found.</summary>
/// <param name="Buses">The buses that exist.</param>
/// <param name="Places">Every sensor of the station file and everything else that answers, in the order of the places.</param>
public sealed record ScanReport(IReadOnlyList<BusFinding> Buses, IReadOnlyList<PlaceFinding> Places)
{
    /// <summary>Whether every sensor of the station file answers at its place. What answers beside them does not matter here.</summary>
    public bool IsAsConfigured => Places.All(place => place.IsAsConfigured);
}

/// <summary>How far a scan is.</summary>
/// <param name="Done">Places looked at.</param>
/// <param name="Total">Places to look at.</param>
/// <param name="Place">The place that is looked at now.</param>
public readonly record struct ScanProgress(int Done, int Total, BusLocation Place);

/// <summary>What a running agent says of one of its sensors.</summary>
/// <param name="IsRunning">Whether its driver reads the chip: such a place is not looked at.</param>
/// <param name="Failure">Why it does not; <see langword="null"/> while it runs, or before its first start.</param>
public readonly record struct SensorInUse(bool IsRunning, SensorException? Failure);

/// <summary>What to scan.</summary>
public sealed record ScanRequest
{
    /// <summary>The sensors of the station file.</summary>
    public IReadOnlyList<SensorSettings> Sensors { get; init; } = [];

    /// <summary>
    /// What the running agent says of its sensors, by identifier; <see langword="null"/> when no agent runs. Beside an agent a scan only reads:
    /// no driver is started and no self test is made.
    /// </summary>
    public IReadOnlyDictionary<string, SensorInUse>? Agent { get; init; }

    /// <summary>Whether the chips that can test themselves do so.</summary>
    public bool SelfTest { get; init; }

    /// <summary>Called before each place.</summary>
    public Action<ScanProgress>? Progress { get; init; }
}
