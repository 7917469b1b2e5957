using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>Options of moisture probes on an ADS1115.</summary>
/// <param name="Probes">
/// One to four probes, each with a name, an input, and its voltages when dry (default 2.8 V) and wet (default 1.2 V).
/// Default: <c>probe-1</c> on input 0 and <c>probe-2</c> on input 1.
/// </param>
/// <param name="Simulation">How the simulated chip differs from its data sheet.</param>
internal sealed record Ads1115Options(IReadOnlyList<MoistureProbe> Probes, SimulationOptions Simulation)
{
    private const double RateHzMin = 0.001;
    private const double RateHzMax = 2;
    private const double DefaultDryV = 2.8;
    private const double DefaultWetV = 1.2;
    private const double SpanVMin = 0.1;

    public static Ads1115Options Read(SettingsReader settings)
    {
        settings.RequireI2c(Ads1115Registers.AddressMin, Ads1115Registers.AddressMax);
        settings.RequireRate(RateHzMin, RateHzMax);
        var options = settings.Options;
        var read = new Ads1115Options(ReadProbes(options), SimulationOptions.Read(options));
        options.RejectUnknown();
        return read;
    }

    private static List<MoistureProbe> ReadProbes(OptionsReader options)
    {
        if (options.List("probes") is not { } list)
            return [new MoistureProbe("probe-1", 0, DefaultDryV, DefaultWetV), new MoistureProbe("probe-2", 1, DefaultDryV, DefaultWetV)];
        if (list.Count is 0 or > Ads1115Registers.InputCount)
            options.Add("probes", """must list 1 to 4 probes, for example [ { "name": "deck", "input": 0, "dryV": 2.8, "wetV": 1.2 } ]""");
        var probes = new List<MoistureProbe>();
        foreach (var item in list)
            probes.Add(ReadProbe(item, probes));
        return probes;
    }

    private static MoistureProbe ReadProbe(OptionsReader item, List<MoistureProbe> others)
    {
        var probe = new MoistureProbe(
            item.Text("name", ""),
            item.Integer("input", others.Count, 0, Ads1115Registers.InputCount - 1),
            item.Number("dryV", DefaultDryV, 0, Ads1115Registers.FullScaleV),
            item.Number("wetV", DefaultWetV, 0, Ads1115Registers.FullScaleV));
        if (probe.Name.Length == 0 || !probe.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            item.Add("name", "write a name of letters, digits, '-' and '_'");
        else if (others.Any(other => other.Name == probe.Name))
            item.Add("name", $"is \"{probe.Name}\", which another probe has; give each its own");
        if (others.Any(other => other.Input == probe.Input))
            item.Add("input", $"is {probe.Input}, where another probe is; give each its own");
        if (Math.Abs(probe.DryV - probe.WetV) < SpanVMin)
            item.Add("wetV", "is within 0.1 V of dryV; measure both with the probe in air and in water");
        item.RejectUnknown();
        return probe;
    }
}
