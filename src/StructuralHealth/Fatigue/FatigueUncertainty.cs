namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// What is not known about a consumed life, each as a relative standard deviation (0.05 is 5 %) but for the scatter of the fatigue test results. The defaults are for a calibrated gauge beside
/// the detail, on steel; they are an engineer's assumptions, stated with every result, and should be replaced by what is known of the station.
/// </summary>
public sealed record FatigueUncertainty
{
    /// <summary>Calibration of the strain, wiring and gauge factor included; 0.02, 0 to 0.5.</summary>
    public double StrainCalibration { get; init; } = 0.02;

    /// <summary>Modulus of elasticity; 0.03, 0 to 0.5.</summary>
    public double Modulus { get; init; } = 0.03;

    /// <summary>From the place of the gauge to the nominal stress of the detail; 0.1, 0 to 1.</summary>
    public double GaugeFactor { get; init; } = 0.1;

    /// <summary>Damage of the counted time against that of the time for which it stands (gaps, other traffic, other seasons); 0.1, 0 to 2.</summary>
    public double CountedTime { get; init; } = 0.1;

    /// <summary>
    /// Standard deviation of log10 of the cycles to failure of equal details; 0.2 (default), 0 to 1. EN 1993-1-9 gives none for its details; 0.2 is what is usually
    /// quoted of DNV-RP-C203, not checked against its text: an assumption.
    /// </summary>
    public double LogLifeDeviation { get; init; } = 0.2;

    /// <summary>
    /// By how many of these deviations the curve of the standard lies below the median of log N; 1.645 (default) is 95 % survival of a well-known mean, and more for the standard's 75 % confidence
    /// from few tests. 0 to 4.
    /// </summary>
    public double CurveDeviations { get; init; } = 1.645;

    internal void Validate()
    {
        Require(StrainCalibration, 0.5, nameof(StrainCalibration));
        Require(Modulus, 0.5, nameof(Modulus));
        Require(GaugeFactor, 1, nameof(GaugeFactor));
        Require(CountedTime, 2, nameof(CountedTime));
        Require(LogLifeDeviation, 1, nameof(LogLifeDeviation));
        Require(CurveDeviations, 4, nameof(CurveDeviations));
    }

    private static void Require(double value, double most, string name)
    {
        if (!(value >= 0 && value <= most))
            throw new ArgumentException($"{name} must lie between 0 and {most}; it is {value}.", name);
    }
}
