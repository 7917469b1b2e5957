namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Fatigue strength curve of EN 1993-1-9:2005, section 7.1 and figures 7.1 to 7.3, for stress spectra: below the constant amplitude limit the slope is 5, below the cut-off limit at
/// 100 million cycles a range does no damage. The limits are the exact powers, not the rounded factors 0.737, 0.549 and 0.457 of the text. Immutable.
/// </summary>
public sealed class SnCurve
{
    private const double ReferenceCycles = 2e6;
    private const double CutOffCycles = 1e8;
    private readonly double _kneeMPa;
    private readonly double _kneeCycles;
    private readonly double _steepSlope;

    /// <summary>Draws the curve of a category.</summary>
    /// <param name="category">A category of the standard.</param>
    /// <param name="strengthFactor">What the strength is multiplied by: 1 over the partial factor of fatigue strength, times a size factor where the standard has one. Above 0, at most 2.</param>
    /// <exception cref="ArgumentException">The standard has no such category, or the factor is out of its range.</exception>
    public SnCurve(DetailCategory category, double strengthFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (!category.IsInStandard)
            throw new ArgumentException($"EN 1993-1-9 has no detail category {category}.", nameof(category));
        if (!(strengthFactor > 0) || strengthFactor > 2)
            throw new ArgumentException($"The strength factor must lie above 0 and be at most 2; it is {strengthFactor}.", nameof(strengthFactor));
        Category = category;
        ReferenceMPa = category.ReferenceMPa * strengthFactor;
        _steepSlope = category.Kind == StressKind.Shear ? 5 : 3;
        _kneeCycles = category.Kind == StressKind.Shear ? CutOffCycles : category.IsRaised ? 1e7 : 5e6;
        _kneeMPa = ReferenceMPa * Math.Pow(ReferenceCycles / _kneeCycles, 1 / _steepSlope);
        CutOffMPa = _kneeMPa * Math.Pow(_kneeCycles / CutOffCycles, 1.0 / 5);
    }

    /// <summary>The category.</summary>
    public DetailCategory Category { get; }

    /// <summary>Stress range at 2 million cycles, the strength factor included.</summary>
    public double ReferenceMPa { get; }

    /// <summary>Constant amplitude fatigue limit: (2/5)^(1/3) of the reference at 5 million cycles; NaN for shear, for which the standard has only the cut-off.</summary>
    public double ConstantAmplitudeLimitMPa => Category.Kind == StressKind.Direct ? _kneeMPa : double.NaN;

    /// <summary>Cut-off limit at 100 million cycles: (5/100)^(1/5) of the constant amplitude limit; (2/100)^(1/5) of the reference for shear.</summary>
    public double CutOffMPa { get; }

    /// <summary>Cycles to failure at a stress range; infinite below the cut-off.</summary>
    /// <param name="rangeMPa">Stress range, at least 0. The standard limits nominal ranges to 1.5 times the yield strength (section 8(1)), which is not looked at here: see <see cref="NominalStressLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is negative or no number.</exception>
    public double CyclesToFailure(double rangeMPa)
    {
        if (!(rangeMPa >= 0))
            throw new ArgumentOutOfRangeException(nameof(rangeMPa), rangeMPa, "A stress range is at least 0.");
        return 1 / DamagePerCycle(rangeMPa);
    }

    /// <summary>Share of the life that one cycle takes: 1 over the cycles to failure, 0 below the cut-off. NaN in, 0 out never: a range that is no number throws.</summary>
    internal double DamagePerCycle(double rangeMPa)
    {
        if (double.IsNaN(rangeMPa))
            throw new ArgumentOutOfRangeException(nameof(rangeMPa), rangeMPa, "A stress range is a number.");
        if (rangeMPa < CutOffMPa)
            return 0;
        if (rangeMPa >= _kneeMPa)
        {
            var ratio = rangeMPa / ReferenceMPa;
            var cube = ratio * ratio * ratio;
            return (_steepSlope == 3 ? cube : cube * ratio * ratio) / ReferenceCycles;
        }

        var below = rangeMPa / _kneeMPa;
        var square = below * below;
        return square * square * below / _kneeCycles;
    }
}
