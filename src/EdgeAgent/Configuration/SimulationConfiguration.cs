using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record SimulationConfiguration
{
    public int Seed { get; init; } = 1;

    /// <summary>Simulated seconds per real second; 1 is real time.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Length of the temperature cycle.</summary>
    public double DayHours { get; init; } = 24;
    public double MeanTemperatureC { get; init; } = 12;
    public double DailySwingC { get; init; } = 8;
    public double VehiclesPerHour { get; init; } = 240;

    /// <summary>Simulated chips that are broken from the start; at most one fault per sensor.</summary>
    public IReadOnlyList<FaultConfiguration> Faults { get; init; } = [];

    /// <summary>Simulated chips that no sensor of the station file is for.</summary>
    public IReadOnlyList<StrangerConfiguration> Strangers { get; init; } = [];
}

/// <summary>A fault of a simulated chip.</summary>
internal sealed record FaultConfiguration
{
    public required string Sensor { get; init; }
    public required SimulatedFault Fault { get; init; }

    /// <summary>How much of it, as the fault says; <see langword="null"/>: a usual amount.</summary>
    public double? Amount { get; init; }
}

/// <summary>A simulated chip that the station does not expect.</summary>
internal sealed record StrangerConfiguration
{
    public required BusLocation Bus { get; init; }

    /// <summary>A kind of the catalog; empty: a chip on I2C that no kind knows.</summary>
    public string Kind { get; init; } = "";
}
