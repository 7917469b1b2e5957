namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>A <see cref="RangeMeanHistogram"/> as it is stored.</summary>
public sealed record RangeMeanState
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The classes.</summary>
    public RangeMeanOptions Options { get; init; } = new();

    /// <summary>Half cycles, range classes one after the other (the last for larger ranges), in each the means from below the classes to above them.</summary>
    public IReadOnlyList<long> HalfCycles { get; init; } = [];

    /// <summary>Largest range seen.</summary>
    public double LargestRange { get; init; }

    /// <summary>Lowest mean seen.</summary>
    public double LowestMean { get; init; }

    /// <summary>Highest mean seen.</summary>
    public double HighestMean { get; init; }
}
