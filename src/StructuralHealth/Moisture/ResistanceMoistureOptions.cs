namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Species constants for moisture content from electrical resistance. The defaults are those of Douglas-fir, for which the scale was made; another species needs its own calibration.</summary>
public sealed record ResistanceMoistureOptions
{
    /// <summary>Slope a of the species' reading against Douglas-fir. From 0.3 to 3.</summary>
    public double SpeciesSlope { get; init; } = 1;

    /// <summary>Offset b of the species' reading against Douglas-fir, in percentage points. From -10 to 10.</summary>
    public double SpeciesOffsetPct { get; init; }

    internal void Validate()
    {
        if (!(SpeciesSlope is >= 0.3 and <= 3))
            throw new ArgumentException($"{nameof(SpeciesSlope)} must be from 0.3 to 3.");
        if (!(SpeciesOffsetPct is >= -10 and <= 10))
            throw new ArgumentException($"{nameof(SpeciesOffsetPct)} must be from -10 to 10 percentage points.");
    }
}
