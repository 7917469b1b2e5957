namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>How one channel of a recording is looked through.</summary>
public sealed record RecordingScanOptions
{
    /// <summary>Length of the windows of the gate in seconds. Above 0.</summary>
    public double WindowSeconds { get; init; } = 10;

    /// <summary>Lowest value of the chip's range in the unit of the samples; NaN when not known.</summary>
    public double RangeMin { get; init; } = double.NaN;

    /// <summary>Highest value of the chip's range; NaN when not known.</summary>
    public double RangeMax { get; init; } = double.NaN;

    /// <summary>Identical samples in a row at the largest or smallest value that are a clipped peak when the range is not known. At least 3.</summary>
    public int ClippedRun { get; init; } = 8;

    /// <summary>Limits for outliers of slow quantities.</summary>
    public OutlierScanOptions Outliers { get; init; } = new();

    internal void Validate()
    {
        if (!(WindowSeconds > 0) || double.IsInfinity(WindowSeconds))
            throw new ArgumentException($"{nameof(WindowSeconds)} must be above 0 s.");
        if (RangeMin >= RangeMax)
            throw new ArgumentException($"{nameof(RangeMin)} must be below {nameof(RangeMax)}.");
        if (ClippedRun < 3)
            throw new ArgumentException($"{nameof(ClippedRun)} must be at least 3.");
        Outliers.Validate();
    }
}
