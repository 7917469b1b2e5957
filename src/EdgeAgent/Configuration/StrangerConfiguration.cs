using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>A simulated chip that the station does not expect.</summary>
internal sealed record StrangerConfiguration
{
    public required BusLocation Bus { get; init; }

    /// <summary>A kind of the catalog; empty: a chip on I2C that no kind knows.</summary>
    public string Kind { get; init; } = "";
}
