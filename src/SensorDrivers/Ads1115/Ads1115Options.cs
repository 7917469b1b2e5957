using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Options of moisture probes on an ADS1115.</summary>
/// <param name="Probes">
/// One to four probes, each with a name, an input, a type and what its voltage means. Default: the capacitive probes <c>probe-1</c> on input
/// 0 and <c>probe-2</c> on input 1, 2.8 V when dry and 1.2 V when wet.
/// </param>
/// <param name="FullScaleMv">Range of the converter in millivolts: 6144, 4096, 2048 or 1024. Default 4096.</param>
/// <param name="ConversionsPerSecond">Rate of the converter: the slower, the less noise. Default 128.</param>
/// <param name="DataReady">GPIO line on the ALERT/RDY pin; <see langword="null"/> when it is not wired.</param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ads1115Options(
    IReadOnlyList<MoistureProbe> Probes, int FullScaleMv, int ConversionsPerSecond, GpioPlace? DataReady, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 2;
    private const int FullScaleMvDefault = 4096;
    private const int ConversionsPerSecondDefault = 128;

    // Each probe takes a poll to start and one to fetch; the rest is to spare.
    private const double PollsPerProbe = 2;
    private const double PollSecondsMax = 0.1;

    private static readonly int[] FullScalesMv = [6144, 4096, 2048, 1024];
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];

    /// <summary>Longest conversion, with a margin.</summary>
    public long ConversionNsMax => (long)(1e9 / ConversionsPerSecond * Ads1115Registers.ConversionTolerance) + Ads1115Registers.MarginNs;

    /// <summary>What the configuration register holds beside the input and the OS bit.</summary>
    public ushort Settings => (ushort)(
        Ads1115Registers.SingleShot
        | Array.IndexOf(FullScalesMv, FullScaleMv) << Ads1115Registers.GainShift
        | Array.IndexOf(Rates, ConversionsPerSecond) << Ads1115Registers.RateShift
        | (DataReady is null ? Ads1115Registers.ComparatorOff : 0));

    /// <summary>The configuration in which nothing was started: that of no probe.</summary>
    public ushort Parked => Settings;

    /// <summary>The configuration that converts one input.</summary>
    public ushort ConfigurationFor(int input) => (ushort)(Settings | Ads1115Registers.SingleEnded | input << Ads1115Registers.MuxShift);

    /// <summary>Volts at the input.</summary>
    public double Volts(ushort register) => Ads1115Registers.Volts(register, FullScaleMv * 1e-3);

    /// <summary>How often the driver is to be polled.</summary>
    public TimeSpan PollInterval(double rateHz) =>
        TimeSpan.FromSeconds(Math.Min(1 / (PollsPerProbe * (Probes.Count + 1) * rateHz), PollSecondsMax));

    public static Ads1115Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Ads1115Registers.AddressMin, Ads1115Registers.AddressMax);
        var options = settings.Options;
        var read = new Ads1115Options(
            ReadProbes(options),
            options.OneOf("fullScaleMv", FullScaleMvDefault, FullScalesMv),
            options.OneOf("conversionsPerSecond", ConversionsPerSecondDefault, Rates),
            options.GpioLine("dataReady"),
            SimulationOptions.Read(options));
        settings.RequireRate(RateHzMin, read.RateHzLimit);
        options.RejectUnknown();
        return read;
    }

    // A conversion may end just after a poll, so each probe can take its conversion and two polls; half of the interval is enough for that.
    private double RateHzLimit => Math.Min(RateHzMax, Math.Round(0.5e9 / (ConversionNsMax * Math.Max(1, Probes.Count)), 2));

    private static List<MoistureProbe> ReadProbes(OptionsReader options)
    {
        if (options.List("probes") is not { } list)
            return [Default("probe-1", 0), Default("probe-2", 1)];
        if (list.Count is 0 or > Ads1115Registers.InputCount)
            options.Add("probes", """must list 1 to 4 probes, for example [ { "name": "deck", "input": 0, "dryV": 2.8, "wetV": 1.2 } ]""");
        var probes = new List<MoistureProbe>();
        foreach (var item in list)
            probes.Add(ProbeOptions.Read(item, probes));
        return probes;
    }

    private static MoistureProbe Default(string name, int input) => new(name, input, new SpanCurve(ProbeOptions.DryVDefault, ProbeOptions.WetVDefault));
}
