using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>Options of the seesaw soil sensor.</summary>
/// <param name="DryCounts">Reading in dry material: 0 %. Default 200.</param>
/// <param name="WetCounts">Reading in water: 100 %. Default 2000.</param>
/// <param name="Simulation">How the simulated chip differs from what is usual.</param>
internal sealed record SeesawSoilOptions(int DryCounts, int WetCounts, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;

    // A sample takes five polls.
    private const double RateHzMax = 1;
    private const double PollsPerSample = 8;
    private const double PollSecondsMax = 0.1;
    private const double Percents = 100;
    private const int SpanMin = 50;
    private const int DryCountsDefault = 200;
    private const int WetCountsDefault = 2000;

    /// <summary>How often the driver is to be polled.</summary>
    public static TimeSpan PollInterval(double rateHz) => TimeSpan.FromSeconds(Math.Min(1 / (PollsPerSample * rateHz), PollSecondsMax));

    /// <summary>The place between dry and wet in percent; beyond them below 0 and above 100.</summary>
    public double MoisturePercent(double counts) => (counts - DryCounts) / (WetCounts - DryCounts) * Percents;

    /// <summary>The reading for a moisture.</summary>
    public double Counts(double moisturePercent) => DryCounts + moisturePercent / Percents * (WetCounts - DryCounts);

    public static SeesawSoilOptions Read(SettingsReader settings)
    {
        settings.RequireI2c(SeesawProtocol.AddressMin, SeesawProtocol.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new SeesawSoilOptions(
            options.Integer("dryCounts", DryCountsDefault, 0, SeesawProtocol.TouchMax),
            options.Integer("wetCounts", WetCountsDefault, 0, SeesawProtocol.TouchMax),
            SimulationOptions.Read(options));
        if (Math.Abs(read.WetCounts - read.DryCounts) < SpanMin)
            options.Add("wetCounts", "is within 50 counts of dryCounts; measure both, in dry and in soaked material");
        options.RejectUnknown();
        return read;
    }
}
