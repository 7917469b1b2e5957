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
