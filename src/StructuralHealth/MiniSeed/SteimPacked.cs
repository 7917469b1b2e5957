namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What went into Steim frames.</summary>
/// <param name="Samples">Samples packed.</param>
/// <param name="Frames">Frames used, at least 1.</param>
/// <param name="OverflowAt">Index of the sample whose difference to the one before needs too many bits; -1 when there was none.</param>
internal readonly record struct SteimPacked(int Samples, int Frames, int OverflowAt);
