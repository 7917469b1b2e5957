namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// A vehicle on its way over the span. The mix follows the classes of traffic counts on main roads: cars, vans, lorries of two or three axles and
/// articulated lorries of five (EN 1991-2, load model FLM 4, for axle distances and shares of weight).
/// </summary>
internal readonly record struct SimulatedVehicle(VehicleClass Class, double WeightN, double SpeedMps, bool IsLeftward, double EntrySeconds)
{
    private const double Gravity = 9.80665;

    public static SimulatedVehicle Draw(SeededRandom random, double entrySeconds)
    {
        var draw = random.NextUniform();
        var index = 0;
        while (index < VehicleClass.All.Count - 1 && draw >= VehicleClass.All[index].Share)
        {
            draw -= VehicleClass.All[index].Share;
            index++;
        }

        var kind = VehicleClass.All[index];
        var tonnes = kind.LightestTonnes + ((kind.HeaviestTonnes - kind.LightestTonnes) * DrawLoading(random));
        return new SimulatedVehicle(
            kind,
            tonnes * 1000 * Gravity,
            random.NextBetween(kind.SlowestMps, kind.FastestMps),
            random.NextUniform() < 0.5,
            entrySeconds);
    }

    /// <summary>From 0 (empty) to 1 (full): lorries run mostly either nearly empty or well loaded.</summary>
    private static double DrawLoading(SeededRandom random)
    {
        var isLoaded = random.NextUniform() < 0.6;
        var level = (isLoaded ? 0.75 : 0.2) + (0.11 * random.NextGaussian());
        return Math.Clamp(level, 0, 1);
    }
}

/// <summary>A class of vehicles: its share of all vehicles, empty and full weight, speeds, the distance of each axle behind the first and the share of the weight on each.</summary>
internal sealed record VehicleClass(
    double Share,
    double LightestTonnes,
    double HeaviestTonnes,
    double SlowestMps,
    double FastestMps,
    IReadOnlyList<double> AxleOffsetsM,
    IReadOnlyList<double> AxleShares)
{
    public static IReadOnlyList<VehicleClass> All { get; } =
    [
        new(0.78, 1.5, 2.5, 20, 30, [0, 2.7], [0.52, 0.48]),
        new(0.09, 2.5, 7.5, 20, 28, [0, 3.7], [0.42, 0.58]),
        new(0.06, 9, 26, 17, 25, [0, 4.6, 5.9], [0.34, 0.34, 0.32]),
        new(0.07, 15, 40, 15, 25, [0, 3.2, 8.4, 9.7, 11.0], [0.18, 0.28, 0.18, 0.18, 0.18]),
    ];
}
