namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>The options of a strain bridge, the same for every converter: its gauges and their wires.</summary>
/// <param name="Bridge">The arithmetic.</param>
/// <param name="Leads">The wires.</param>
public sealed record StrainBridgeOptions(StrainBridge Bridge, BridgeLeads Leads)
{
    private static readonly string[] Types = ["quarter", "half", "half-poisson", "full", "full-bending-poisson", "full-poisson"];

    /// <summary>The bridge of a strain sensor whose settings are valid, for whoever calibrates it.</summary>
    public static StrainBridgeOptions Of(SensorSettings settings) => Read(new OptionsReader(settings.Options, "options", []));

    /// <summary>
    /// Reads <c>bridge</c> (default full), <c>gaugeFactor</c> (0.5 … 300, default 2), <c>gaugeOhm</c> (60 … 10000, default 350),
    /// <c>leadOhm</c> (0 … 100, default 0), <c>quarterWires</c> (2 or 3, default 3) and <c>poissonRatio</c> (0 … 0.5, default 0.3).
    /// </summary>
    internal static StrainBridgeOptions Read(OptionsReader options)
    {
        var type = options.OneOf("bridge", "full", Types) switch
        {
            "quarter" => BridgeType.Quarter,
            "half" => BridgeType.Half,
            "half-poisson" => BridgeType.HalfPoisson,
            "full-bending-poisson" => BridgeType.FullBendingPoisson,
            "full-poisson" => BridgeType.FullPoisson,
            _ => BridgeType.Full,
        };
        var leads = ReadLeads(options, type);
        return new StrainBridgeOptions(
            new StrainBridge(type, options.Number("gaugeFactor", 2, 0.5, 300), leads.Factor, options.Number("poissonRatio", StrainBridge.SteelPoissonRatio, 0, 0.5)),
            leads);
    }

    // With sense wires there is nothing to correct on a full bridge, so a lead resistance means that there are none.
    private static BridgeLeads ReadLeads(OptionsReader options, BridgeType type)
    {
        var quarterWires = options.OneOf("quarterWires", 3, [3, 2]);
        var leadOhm = options.Number("leadOhm", 0, 0, 100);
        var wires = type switch
        {
            BridgeType.Quarter => quarterWires,
            BridgeType.Half or BridgeType.HalfPoisson => 3,
            _ => leadOhm > 0 ? 4 : 6,
        };
        return new BridgeLeads(wires, leadOhm, options.Number("gaugeOhm", 350, 60, 10_000));
    }
}
