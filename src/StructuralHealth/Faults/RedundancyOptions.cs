namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>How channels are judged by each other.</summary>
public sealed record RedundancyOptions
{
    /// <summary>Samples in a window, at least 16 for each channel. Long enough to hold some periods of the slowest motion.</summary>
    public int WindowSamples { get; init; } = 1024;

    /// <summary>Reference windows needed. At least 8.</summary>
    public int FewestWindows { get; init; } = 8;

    /// <summary>Deviations beyond the largest of the reference at which a window is unusual. From 2 to 20.</summary>
    public double Margin { get; init; } = 6;

    /// <summary>Share of a channel's variance that the others must explain for it to be judged. From 0.1 to 0.99.</summary>
    public double LeastRedundancy { get; init; } = 0.5;

    /// <summary>Change of a channel's sensitivity that is a fault. From 0.05 to 1.</summary>
    public double GainTolerance { get; init; } = 0.25;

    /// <summary>Unusual windows in a row that make a fault. At least 1.</summary>
    public int Persistence { get; init; } = 2;

    internal void Validate()
    {
        if (WindowSamples < 32)
            throw new ArgumentException($"{nameof(WindowSamples)} must be at least 32.");
        if (FewestWindows < 8)
            throw new ArgumentException($"{nameof(FewestWindows)} must be at least 8.");
        if (!(Margin is >= 2 and <= 20))
            throw new ArgumentException($"{nameof(Margin)} must be from 2 to 20.");
        if (!(LeastRedundancy is >= 0.1 and <= 0.99))
            throw new ArgumentException($"{nameof(LeastRedundancy)} must be from 0.1 to 0.99.");
        if (!(GainTolerance is >= 0.05 and <= 1))
            throw new ArgumentException($"{nameof(GainTolerance)} must be from 0.05 to 1.");
        if (Persistence < 1)
            throw new ArgumentException($"{nameof(Persistence)} must be at least 1.");
    }
}
