namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>What the owner asks of a baseline, and the limits of the fit.</summary>
public sealed record NoveltyOptions
{
    /// <summary>False alarms that the threshold aims at, per year of undisturbed operation. Above 0.</summary>
    public double FalseAlarmsPerYear { get; init; } = 1;

    /// <summary>Windows in a year: 525 960 for windows of a minute.</summary>
    public double WindowsPerYear { get; init; } = 525_960;

    /// <summary>Consecutive windows above the threshold that raise an alarm, and below it that end one. At least 1.</summary>
    public int PersistenceWindows { get; init; } = 5;

    /// <summary>Windows below which no baseline is fitted, whatever the number of features.</summary>
    public int MinimumWindows { get; init; } = 100;

    /// <summary>Complete windows per feature below which a covariance is not trusted (Rousseeuw and Van Driessen 1999 ask for five).</summary>
    public int MinimumWindowsPerFeature { get; init; } = 5;

    /// <summary>Share of windows in which a feature may be missing, 0 to 1.</summary>
    public double MaximumMissingShare { get; init; } = 0.2;

    /// <summary>Share of the windows that determines the covariance; the rest may be outliers. 0.5 to 1.</summary>
    public double CovarianceShare { get; init; } = 0.75;

    /// <summary>Condition number of the correlation matrix above which it is shrunk towards the identity.</summary>
    public double MaximumConditionNumber { get; init; } = 1000;

    /// <summary>Share of features that must be present for a window to be scored, 0 to 1.</summary>
    public double MinimumFeatureShare { get; init; } = 0.6;

    /// <summary>Groups of windows that are held out in turn. At least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Start of the search for the covariance; the same seed gives the same baseline.</summary>
    public int Seed { get; init; } = 1;
}
