namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>The whole station file: an immutable snapshot that has passed validation.</summary>
internal sealed record StationConfiguration
{
    public int Version { get; init; } = 1;
    public required GatewayConfiguration Gateway { get; init; }
    public required StructureConfiguration Structure { get; init; }
    public required IReadOnlyList<SensorConfiguration> Sensors { get; init; }

    /// <summary>Per I2C bus, the GPIO lines that can free it.</summary>
    public IReadOnlyList<I2cRecoveryConfiguration> I2cRecovery { get; init; } = [];
    public WindowConfiguration Windows { get; init; } = new();
    public FeatureConfiguration Features { get; init; } = new();
    public IReadOnlyList<RuleConfiguration> Rules { get; init; } = [];
    public ModelConfiguration Model { get; init; } = new();
    public StoreConfiguration Store { get; init; } = new();
    public SyncConfiguration Sync { get; init; } = new();
    public PageConfiguration Page { get; init; } = new();

    /// <summary>Present when the station measures the simulated bridge instead of real chips.</summary>
    public SimulationConfiguration? Simulation { get; init; }
}
