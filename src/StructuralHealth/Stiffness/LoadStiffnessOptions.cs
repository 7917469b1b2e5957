namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Part of a loading from which stiffness is taken.</summary>
public sealed record LoadStiffnessOptions
{
    /// <summary>Share of the peak force from which samples count. From 0 to below <see cref="UpperShare"/>. Below it, bearings and cracks close.</summary>
    public double LowerShare { get; init; } = 0.2;

    /// <summary>Share of the peak force up to which samples count. At most 1. Above it, cracks open.</summary>
    public double UpperShare { get; init; } = 0.6;

    /// <summary>Fewest samples between the shares. At least 10.</summary>
    public int FewestSamples { get; init; } = 20;

    /// <summary>Residual over its robust deviation from which a sample is left out. From 4 to 20.</summary>
    public double RejectionFactor { get; init; } = 8;

    /// <summary>A residual also has to be above this share of the displacement covered between the shares before the sample is left out: creep during a stop of the loading is no outlier. From 0.02 to 1.</summary>
    public double RejectionShare { get; init; } = 0.25;

    /// <summary>Largest share of samples that may be left out. From 0 to 0.3.</summary>
    public double MaximumRejectedShare { get; init; } = 0.1;

    internal void Validate()
    {
        if (!(LowerShare >= 0 && LowerShare < UpperShare && UpperShare <= 1))
            throw new ArgumentException($"{nameof(LowerShare)} and {nameof(UpperShare)} must rise within 0 to 1.");
        if (FewestSamples < 10)
            throw new ArgumentException($"{nameof(FewestSamples)} must be at least 10.");
        if (!(RejectionFactor is >= 4 and <= 20))
            throw new ArgumentException($"{nameof(RejectionFactor)} must be from 4 to 20.");
        if (!(RejectionShare is >= 0.02 and <= 1))
            throw new ArgumentException($"{nameof(RejectionShare)} must be from 0.02 to 1.");
        if (!(MaximumRejectedShare is >= 0 and <= 0.3))
            throw new ArgumentException($"{nameof(MaximumRejectedShare)} must be from 0 to 0.3.");
    }
}
