namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Largest nominal stress range for which the curves of EN 1993-1-9:2005 hold (section 8(1)); beyond it steel yields in every cycle and a damage sum means nothing.</summary>
public static class NominalStressLimit
{
    /// <summary>1.5 times the yield strength for direct stress, 1.5 times the yield strength over the square root of 3 for shear, in MPa.</summary>
    /// <param name="yieldMPa">Yield strength, 100 to 1500 MPa.</param>
    /// <param name="kind">Direct or shear stress.</param>
    /// <exception cref="ArgumentOutOfRangeException">The yield strength is out of its range.</exception>
    public static double LargestRangeMPa(double yieldMPa, StressKind kind)
    {
        if (!(yieldMPa >= 100 && yieldMPa <= 1500))
            throw new ArgumentOutOfRangeException(nameof(yieldMPa), yieldMPa, "A yield strength lies between 100 and 1500 MPa.");
        return kind == StressKind.Shear ? 1.5 * yieldMPa / Math.Sqrt(3) : 1.5 * yieldMPa;
    }
}
