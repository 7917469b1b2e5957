namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>What a plateau is: a time in which no channel moves by more than its noise and a small share of its range.</summary>
public sealed record LoadPlateauOptions
{
    /// <summary>Samples are averaged over this long before steps are looked for, in seconds. Above 0.</summary>
    public double BlockSeconds { get; init; } = 2;

    /// <summary>Shortest plateau in seconds, at least four blocks.</summary>
    public double MinimumSeconds { get; init; } = 12;

    /// <summary>A change of the level is a step above this many deviations of a block. From 3 to 50.</summary>
    public double NoiseFactor { get; init; } = 6;

    /// <summary>A change of the level is a step above this share of the channel's range. From 0.005 to 0.5.</summary>
    public double RangeShare { get; init; } = 0.04;

    /// <summary>Levels of two plateaus that differ by less than this share of the range, on every channel, belong to the same load. From 0.02 to 0.5.</summary>
    public double SameLoadShare { get; init; } = 0.15;

    internal void Validate()
    {
        if (!(BlockSeconds > 0) || double.IsInfinity(BlockSeconds))
            throw new ArgumentException($"{nameof(BlockSeconds)} must be above 0 s.");
        if (!(MinimumSeconds >= 4 * BlockSeconds) || double.IsInfinity(MinimumSeconds))
            throw new ArgumentException($"{nameof(MinimumSeconds)} must be at least four times {nameof(BlockSeconds)}.");
        if (!(NoiseFactor is >= 3 and <= 50))
            throw new ArgumentException($"{nameof(NoiseFactor)} must be from 3 to 50.");
        if (!(RangeShare is >= 0.005 and <= 0.5))
            throw new ArgumentException($"{nameof(RangeShare)} must be from 0.005 to 0.5.");
        if (!(SameLoadShare is >= 0.02 and <= 0.5))
            throw new ArgumentException($"{nameof(SameLoadShare)} must be from 0.02 to 0.5.");
    }
}
