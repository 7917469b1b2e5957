namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>A point of a map.</summary>
/// <param name="Row">Row from 0.</param>
/// <param name="Column">Column from 0.</param>
/// <param name="Value">Value there, in the unit of the map.</param>
public readonly record struct GridPoint(int Row, int Column, double Value);
