namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>A moisture content and whether it can be relied on.</summary>
/// <param name="Percent">Percent of the dry mass; NaN when there is none.</param>
/// <param name="IsReliable">Whether the method holds at this moisture content.</param>
public readonly record struct MoistureReading(double Percent, bool IsReliable);
