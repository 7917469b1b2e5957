namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>Options of an environmental regression.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>Confidence of the intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Rows worth independent ones that are needed per coefficient, at least 2.</summary>
    public double EffectiveRowsPerCoefficient { get; init; } = 5;

    /// <summary>How far beyond the trained range, as a share of its width, a condition may be before nothing is said. 0 to 1.</summary>
    public double RangeMargin { get; init; } = 0.02;

    /// <summary>Share of the rows that must lie on either side of a kink, above 0 and below 0.5.</summary>
    public double KinkShareMin { get; init; } = 0.1;

    internal void Check()
    {
        if (!(Confidence is > 0 and < 1))
            throw new ArgumentException($"The confidence must be above 0 and below 1; it is {Confidence}.", nameof(Confidence));
        if (!(EffectiveRowsPerCoefficient >= 2))
            throw new ArgumentException($"The effective rows per coefficient must be 2 or more; they are {EffectiveRowsPerCoefficient}.", nameof(EffectiveRowsPerCoefficient));
        if (!(RangeMargin is >= 0 and <= 1))
            throw new ArgumentException($"The range margin must be 0 to 1; it is {RangeMargin}.", nameof(RangeMargin));
        if (!(KinkShareMin is > 0 and < 0.5))
            throw new ArgumentException($"The share on either side of a kink must be above 0 and below 0.5; it is {KinkShareMin}.", nameof(KinkShareMin));
    }
}
