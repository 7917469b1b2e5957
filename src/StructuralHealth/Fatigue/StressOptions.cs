namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>How a cycle of strain (or of any measured quantity) becomes a stress range of EN 1993-1-9.</summary>
public sealed record StressOptions
{
    /// <summary>Stress per unit of the samples: for strain in um/m, the modulus in MPa over a million; 0.21 (default) is steel of 210,000 MPa. 1 for samples in MPa. Finite, above 0.</summary>
    public double MPaPerUnit { get; init; } = 0.21;

    /// <summary>From the place of the gauge to the nominal stress of the detail; 1 (default), 0.05 to 20.</summary>
    public double GaugeFactor { get; init; } = 1;

    /// <summary>
    /// Non-welded or stress-relieved welded detail: the compressive part of a cycle counts 60 % (section 7.2.1). Needs samples whose zero is the stress-free state, dead load included;
    /// <see langword="false"/> (default) otherwise.
    /// </summary>
    public bool IsStressRelieved { get; init; }

    /// <summary>Stress range of a cycle in MPa, partial factors not included.</summary>
    public double RangeMPa(double range, double mean)
    {
        var scale = MPaPerUnit * GaugeFactor;
        if (!IsStressRelieved)
            return range * scale;
        var (high, low) = (mean + (0.5 * range), mean - (0.5 * range));
        var tension = Math.Max(high, 0) - Math.Max(low, 0);
        return (tension + (0.6 * (range - tension))) * scale;
    }

    internal void Validate()
    {
        if (!(MPaPerUnit > 0) || double.IsInfinity(MPaPerUnit))
            throw new ArgumentException($"{nameof(MPaPerUnit)} must be finite and above 0; it is {MPaPerUnit}.", nameof(MPaPerUnit));
        if (!(GaugeFactor >= 0.05 && GaugeFactor <= 20))
            throw new ArgumentException($"{nameof(GaugeFactor)} must lie between 0.05 and 20; it is {GaugeFactor}.", nameof(GaugeFactor));
    }
}
