namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Why a segment does not go on in the next one.</summary>
/// <param name="Kind">What lies between them.</param>
/// <param name="BeforeRecord">Number in the file of the record that begins the next segment.</param>
/// <param name="Seconds">Time between the end of the one and the start of the other: above 0 for a gap, below 0 for an overlap.</param>
public readonly record struct MiniSeedBreak(MiniSeedBreakKind Kind, int BeforeRecord, double Seconds);
