using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Simulation.Physics;

namespace EdgeTwin.EdgeAgent.Tests.Simulation;

/// <summary>A concrete span of 30 m with three members and a first frequency of 3.77 Hz.</summary>
internal static class SpanUnderTest
{
    public const double LengthM = 30;
    public const double GaugeM = 0.8;

    public static BeamConfiguration Beam { get; } = new(9000, 4.2e10, 0.012, GaugeM);

    public static SpanConfiguration Configuration { get; } = new()
    {
        Id = "span-1",
        LengthM = LengthM,
        Beam = Beam,
        Members =
        [
            new MemberConfiguration("west", "West girder", 0, 10),
            new MemberConfiguration("mid", "Middle girder", 10, 20),
            new MemberConfiguration("east", "East girder", 20, 30),
        ],
    };

    /// <summary>No swing of temperature, so that frequencies can be compared with the beam's.</summary>
    public static SimulatedSpan Create(int seed = 1, double vehiclesPerHour = 240, double dailySwingC = 0) =>
        new(Configuration, Simulation(seed, vehiclesPerHour, dailySwingC));

    public static SimulationConfiguration Simulation(int seed, double vehiclesPerHour, double dailySwingC) => new()
    {
        Seed = seed,
        VehiclesPerHour = vehiclesPerHour,
        DailySwingC = dailySwingC,
    };
}
