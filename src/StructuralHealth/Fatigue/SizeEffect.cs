namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Size factors k_s of EN 1993-1-9:2005 for the details for which its tables 8.1 and 8.3 have one (section 7.2.2).</summary>
public static class SizeEffect
{
    /// <summary>Transverse butt welds (table 8.3): (25 / t)^0.2 above 25 mm, else 1.</summary>
    /// <param name="thicknessMm">Plate thickness, above 0.</param>
    public static double TransverseButtWeld(double thicknessMm) => Factor(thicknessMm, 25, 0.2);

    /// <summary>Bolts and rods in tension (table 8.1): (30 / d)^0.25 above 30 mm, else 1.</summary>
    /// <param name="diameterMm">Diameter, above 0.</param>
    public static double BoltInTension(double diameterMm) => Factor(diameterMm, 30, 0.25);

    private static double Factor(double sizeMm, double limitMm, double exponent)
    {
        if (!(sizeMm > 0) || double.IsInfinity(sizeMm))
            throw new ArgumentOutOfRangeException(nameof(sizeMm), sizeMm, "A size must be finite and above 0 mm.");
        return sizeMm <= limitMm ? 1 : Math.Pow(limitMm / sizeMm, exponent);
    }
}
