namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Ordinate of a measured mode shape, in any unit that all ordinates of the mode share.</summary>
/// <param name="PositionM">Where the sensor sits, on the beam.</param>
/// <param name="Value">Real part after rotation to the real axis; NaN where the sensor was missing.</param>
public readonly record struct ShapeOrdinate(double PositionM, double Value);

/// <summary>A mode as it was measured.</summary>
/// <param name="Number">Which bending mode of the beam it is, 1 for the lowest.</param>
/// <param name="FrequencyHz">Natural frequency, above 0.</param>
/// <param name="DeviationHz">Standard deviation of the frequency, above 0.</param>
public sealed record MeasuredMode(int Number, double FrequencyHz, double DeviationHz)
{
    /// <summary>Its shape at the sensors; empty when only the frequency is known. At least two ordinates count.</summary>
    public IReadOnlyList<ShapeOrdinate> Shape { get; init; } = [];

    /// <summary>Standard deviation of each ordinate as a share of the largest one.</summary>
    public double ShapeDeviation { get; init; } = 0.05;
}
