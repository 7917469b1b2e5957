namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>How a simulated chip differs from its data sheet: <c>options.simulation</c> of any sensor. Real chips ignore it.</summary>
/// <param name="ClockErrorPpm">How much faster than nominal the chip's own clock runs, in parts per million. Default 0.</param>
/// <param name="ClockDriftPpmPerMinute">How fast that error grows, in parts per million a minute of the simulation's clock. Default 0.</param>
/// <param name="NoiseScale">Factor on the noise of the data sheet; 0 switches it off. Default 1.</param>
internal sealed record SimulationOptions(double ClockErrorPpm, double ClockDriftPpmPerMinute, double NoiseScale)
{
    private const double ClockErrorPpmMax = 20_000;
    private const double ClockDriftPpmPerMinuteMax = 1000;
    private const double NoiseScaleMax = 1000;

    public static SimulationOptions Read(OptionsReader options)
    {
        var simulation = options.Object("simulation");
        var read = new SimulationOptions(
            simulation.Number("clockErrorPpm", 0, -ClockErrorPpmMax, ClockErrorPpmMax),
            simulation.Number("clockDriftPpmPerMinute", 0, -ClockDriftPpmPerMinuteMax, ClockDriftPpmPerMinuteMax),
            simulation.Number("noiseScale", 1, 0, NoiseScaleMax));
        simulation.RejectUnknown();
        return read;
    }

    /// <summary>The simulated chip's true rate for a nominal one.</summary>
    public double TrueRate(double nominal) => nominal * (1 + ClockErrorPpm * 1e-6);
}
