namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>When times of samples are wrong.</summary>
public sealed record SampleTimesOptions
{
    /// <summary>Rate that was ordered, in Hz; NaN when not known, then the rate is not judged. Above 0.</summary>
    public double NominalRateHz { get; init; } = double.NaN;

    /// <summary>Relative difference of the rate that is an error. From 1e-6 to 0.5. The default is ten times a poor quartz.</summary>
    public double RateTolerance { get; init; } = 1e-3;

    /// <summary>A step between samples this many times the usual one is a gap. From 1.2 to 10.</summary>
    public double GapFactor { get; init; } = 1.5;

    internal void Validate()
    {
        if (!double.IsNaN(NominalRateHz) && (!(NominalRateHz > 0) || double.IsInfinity(NominalRateHz)))
            throw new ArgumentException($"{nameof(NominalRateHz)} must be above 0 Hz.");
        if (!(RateTolerance is >= 1e-6 and <= 0.5))
            throw new ArgumentException($"{nameof(RateTolerance)} must be from 0.000001 to 0.5.");
        if (!(GapFactor is >= 1.2 and <= 10))
            throw new ArgumentException($"{nameof(GapFactor)} must be from 1.2 to 10.");
    }
}
