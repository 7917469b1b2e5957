namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>How many arms of the Wheatstone bridge are gauges.</summary>
internal enum BridgeType
{
    /// <summary>One gauge and three fixed resistors; slightly non-linear.</summary>
    Quarter,

    /// <summary>Two gauges that see opposite strain (bending).</summary>
    Half,

    /// <summary>Four gauges, two by two of opposite strain (bending).</summary>
    Full,
}

/// <summary>
/// Strain from the output of a Wheatstone bridge relative to its excitation. With e the strain of one gauge, k the gauge factor and
/// r = output/excitation: quarter r = k e / (4 + 2 k e), half r = k e / 2, full r = k e
/// (National Instruments, "Strain Gauge Configuration Types", with the sign turned so that tension at a rising output is positive).
/// </summary>
/// <param name="Type">Which arms are gauges.</param>
/// <param name="GaugeFactor">Relative change of resistance per strain.</param>
/// <param name="LeadFactor">1 + lead resistance / gauge resistance: what the leads take from the sensitivity.</param>
internal readonly record struct StrainBridge(BridgeType Type, double GaugeFactor, double LeadFactor)
{
    private const double MicrostrainPerStrain = 1e6;

    /// <summary>Strain in microstrain.</summary>
    public double Microstrain(double ratio)
    {
        var relativeChange = Type switch
        {
            BridgeType.Quarter => 4 * ratio / (1 - 2 * ratio),
            BridgeType.Half => 2 * ratio,
            _ => ratio,
        };
        return relativeChange / GaugeFactor * LeadFactor * MicrostrainPerStrain;
    }

    /// <summary>Output over excitation at a strain in microstrain.</summary>
    public double Ratio(double microstrain)
    {
        var relativeChange = microstrain / MicrostrainPerStrain / LeadFactor * GaugeFactor;
        return Type switch
        {
            BridgeType.Quarter => relativeChange / (4 + 2 * relativeChange),
            BridgeType.Half => relativeChange / 2,
            _ => relativeChange,
        };
    }
}
