namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>When a change between two load tests is called one.</summary>
public sealed record SettlementOptions
{
    /// <summary>Level of significance over all channels together. Above 0 and below 0.5.</summary>
    public double Level { get; init; } = 0.001;

    /// <summary>Smallest index that is called a change: change of the unloaded level over the effect of the test load. From 0 to 10.</summary>
    public double SmallestIndex { get; init; } = 0.15;

    internal void Validate()
    {
        if (!(Level is > 0 and < 0.5))
            throw new ArgumentException($"{nameof(Level)} must be above 0 and below 0.5.");
        if (!(SmallestIndex is >= 0 and <= 10))
            throw new ArgumentException($"{nameof(SmallestIndex)} must be from 0 to 10.");
    }
}
