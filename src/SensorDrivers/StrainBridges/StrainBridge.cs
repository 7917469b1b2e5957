namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>
/// Strain from the output of a Wheatstone bridge relative to its excitation. With x = k e (gauge factor times strain of a gauge along
/// it), n Poisson's ratio and r = output/excitation:
/// <code>
/// quarter                x = 4 r / (1 - 2 r)
/// half                   x = 2 r
/// half, Poisson          x = 4 r / ((1 + n) - 2 r (1 - n))
/// full                   x = r
/// full, bending Poisson  x = 2 r / (1 + n)
/// full, Poisson          x = 2 r / ((1 + n) - r (1 - n))
/// </code>
/// (National Instruments, "Strain Gauge Configuration Types", with the sign turned so that tension at a rising output is positive.)
/// The converters here are ratiometric: the excitation is their reference, so its voltage is in no formula. The zero of the bridge
/// when it was installed is not taken off: that is the offset of the channel's calibration in the station file.
/// </summary>
/// <param name="Type">How the gauges sit.</param>
/// <param name="GaugeFactor">k: relative change of resistance per strain.</param>
/// <param name="LeadFactor">What the leads take from the sensitivity, 1 or more; see <see cref="BridgeLeads"/>.</param>
/// <param name="PoissonRatio">n of the structure's material; only for the types that have it in their name.</param>
public readonly record struct StrainBridge(BridgeType Type, double GaugeFactor, double LeadFactor = 1, double PoissonRatio = StrainBridge.SteelPoissonRatio)
{
    /// <summary>Poisson's ratio of steel (EN 1993-1-1, section 3.2.6).</summary>
    public const double SteelPoissonRatio = 0.3;

    private const double MicrostrainPerStrain = 1e6;

    // Beyond this share of the ratio at which a resistance would be infinite no bridge is in one piece.
    private const double PossibleShare = 0.9;

    /// <summary>Strain in microstrain; <see cref="double.NaN"/> for a ratio that no bridge of this type can give, because a resistance would be infinite or less than nothing.</summary>
    public double Microstrain(double ratio)
    {
        var (gain, divisor, bend) = Coefficients;
        var denominator = divisor - bend * ratio;
        return denominator <= 0 ? double.NaN : gain * ratio / denominator / GaugeFactor * LeadFactor * MicrostrainPerStrain;
    }

    /// <summary>Output over excitation at a strain in microstrain.</summary>
    public double Ratio(double microstrain)
    {
        var (gain, divisor, bend) = Coefficients;
        var relativeChange = microstrain / MicrostrainPerStrain / LeadFactor * GaugeFactor;
        return divisor * relativeChange / (gain + bend * relativeChange);
    }

    /// <summary>Lowest and highest strain in microstrain that a converter of some range can measure.</summary>
    /// <param name="lowestRatio">Lowest output over excitation that it takes.</param>
    /// <param name="highestRatio">Highest output over excitation that it takes.</param>
    public (double LowestMicrostrain, double HighestMicrostrain) Range(double lowestRatio, double highestRatio)
    {
        var (_, divisor, bend) = Coefficients;
        var possible = bend == 0 ? 1 : PossibleShare * divisor / bend;
        return (Microstrain(Math.Max(lowestRatio, -possible)), Microstrain(Math.Min(highestRatio, possible)));
    }

    // x = Gain r / (Divisor - Bend r)
    private (double Gain, double Divisor, double Bend) Coefficients => Type switch
    {
        BridgeType.Quarter => (4, 1, 2),
        BridgeType.Half => (2, 1, 0),
        BridgeType.HalfPoisson => (4, 1 + PoissonRatio, 2 * (1 - PoissonRatio)),
        BridgeType.Full => (1, 1, 0),
        BridgeType.FullBendingPoisson => (2, 1 + PoissonRatio, 0),
        BridgeType.FullPoisson => (2, 1 + PoissonRatio, 1 - PoissonRatio),
        _ => throw new InvalidOperationException($"There is no bridge {Type}."),
    };
}
