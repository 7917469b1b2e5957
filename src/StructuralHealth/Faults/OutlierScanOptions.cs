namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>When values of a slow quantity are outliers: a jump that the quantity cannot make, taken back soon.</summary>
public sealed record OutlierScanOptions
{
    /// <summary>Distance from the last sound values that is impossible, in the unit of the samples. Above 0; null takes that of the quantity (displacement 20 mm, temperature 10 K, humidity and moisture 40 points).</summary>
    public double? Jump { get; init; }

    /// <summary>Longest time an outlier may last; what lasts longer is a new level. Above 0.</summary>
    public double MaximumSeconds { get; init; } = 120;

    internal void Validate()
    {
        if (Jump is { } jump && !(jump > 0))
            throw new ArgumentException($"{nameof(Jump)} must be above 0.");
        if (!(MaximumSeconds > 0))
            throw new ArgumentException($"{nameof(MaximumSeconds)} must be above 0 s.");
    }
}
