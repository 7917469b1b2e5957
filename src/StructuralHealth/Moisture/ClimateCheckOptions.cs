namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Limits at which a series of temperature and humidity is refused.</summary>
public sealed record ClimateCheckOptions
{
    /// <summary>How far above 100 % a humidity may read and still be taken for 100 %, in percentage points. From 0 to 5. Capacitive sensors in fog may need 2 or 3; the default refuses any.</summary>
    public double SaturationTolerancePct { get; init; }

    /// <summary>Largest share of missing pairs. From 0 to 0.5.</summary>
    public double MaximumMissingShare { get; init; } = 0.1;

    /// <summary>Time for which humidity may stay at exactly one value below 100 % before it is taken for stuck, in hours. Above 0.</summary>
    public double StuckHours { get; init; } = 72;

    internal void Validate()
    {
        if (!(SaturationTolerancePct is >= 0 and <= 5))
            throw new ArgumentException($"{nameof(SaturationTolerancePct)} must be from 0 to 5 percentage points.");
        if (!(MaximumMissingShare is >= 0 and <= 0.5))
            throw new ArgumentException($"{nameof(MaximumMissingShare)} must be from 0 to 0.5.");
        if (!(StuckHours > 0))
            throw new ArgumentException($"{nameof(StuckHours)} must be above 0 h.");
    }
}
