namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>A gap between two rows.</summary>
/// <param name="Row">First row behind the gap.</param>
/// <param name="Seconds">Time from the row before to it.</param>
/// <param name="Missing">Samples missing, to the nearest whole one.</param>
public readonly record struct SampleGap(int Row, double Seconds, int Missing);
