using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>A fault of a simulated chip.</summary>
internal sealed record FaultConfiguration
{
    public required string Sensor { get; init; }
    public required SimulatedFault Fault { get; init; }

    /// <summary>How much of it, as the fault says; <see langword="null"/>: a usual amount.</summary>
    public double? Amount { get; init; }
}
