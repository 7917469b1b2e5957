namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>When records of one source count as one stretch.</summary>
public sealed record MiniSeedAssemblyOptions
{
    /// <summary>How far a record may begin from where the one before ends, in sample intervals, 0 to 0.5; the default is a half, as the format's tools have it.</summary>
    public double ToleranceSamples { get; init; } = 0.5;

    /// <summary>How far the rates of two records may differ, relative, 0 to 0.01; the default is 1e-4, as the format's tools have it.</summary>
    public double RateTolerance { get; init; } = 1e-4;

    internal static MiniSeedAssemblyOptions Default { get; } = new();

    internal void Validate()
    {
        if (ToleranceSamples is not (>= 0 and <= 0.5))
            throw new ArgumentException(FormattableString.Invariant($"{nameof(ToleranceSamples)} is {ToleranceSamples}; it lies between 0 and 0.5."), nameof(ToleranceSamples));
        if (RateTolerance is not (>= 0 and <= 0.01))
            throw new ArgumentException(FormattableString.Invariant($"{nameof(RateTolerance)} is {RateTolerance}; it lies between 0 and 0.01."), nameof(RateTolerance));
    }
}
