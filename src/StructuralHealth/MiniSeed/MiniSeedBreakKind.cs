namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What lies between two segments of one source.</summary>
public enum MiniSeedBreakKind
{
    /// <summary>Samples are missing.</summary>
    Gap,

    /// <summary>The next segment begins before the one in front of it ends: samples of one time twice.</summary>
    Overlap,

    /// <summary>The rate or the type of samples changes, in good time.</summary>
    Change,
}
