namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What the detector of slow channels takes for the channel's own habit. Times in seconds; defaults fit probes of temperature, humidity, moisture and tilt.</summary>
public sealed record DailyPatternOptions
{
    /// <summary>Time between samples. Above 0, at most a sixtieth of <see cref="PeriodSeconds"/>.</summary>
    public double SampleSeconds { get; init; } = 300;

    /// <summary>Period of the habit.</summary>
    public double PeriodSeconds { get; init; } = 86400;

    /// <summary>Past periods that a value is compared with. From 1 to 31.</summary>
    public int Periods { get; init; } = 7;

    /// <summary>How much earlier or later the same thing may happen. From 0 to a quarter of the period.</summary>
    public double ToleranceSeconds { get; init; } = 1800;

    /// <summary>Distances are averaged over this time.</summary>
    public double AverageSeconds { get; init; } = 3600;

    /// <summary>Periods that must have been seen before anything is called unusual. From 1 to 366.</summary>
    public double LearningPeriods { get; init; } = 3;

    /// <summary>An averaged distance this many times the largest of the channel's past is unusual. Above 1.</summary>
    public double AlarmFactor { get; init; } = 2;

    /// <summary>Share of the channel's range below which a distance means nothing. From 0 to 0.5.</summary>
    public double FloorShare { get; init; } = 0.01;

    /// <summary>No second alarm until the channel has been usual for this long.</summary>
    public double QuietSeconds { get; init; } = 86400;

    internal void Validate()
    {
        if (!(PeriodSeconds > 0) || double.IsInfinity(PeriodSeconds))
            throw new ArgumentException($"{nameof(PeriodSeconds)} must be above 0 s.");
        if (!(SampleSeconds > 0 && SampleSeconds <= PeriodSeconds / 60))
            throw new ArgumentException($"{nameof(SampleSeconds)} must be above 0 s and at most a sixtieth of {nameof(PeriodSeconds)}.");
        if (Periods is < 1 or > 31)
            throw new ArgumentException($"{nameof(Periods)} must be from 1 to 31.");
        if (!(ToleranceSeconds >= 0 && ToleranceSeconds <= PeriodSeconds / 4))
            throw new ArgumentException($"{nameof(ToleranceSeconds)} must be from 0 s to a quarter of {nameof(PeriodSeconds)}.");
        if (!(AverageSeconds >= SampleSeconds && AverageSeconds <= PeriodSeconds))
            throw new ArgumentException($"{nameof(AverageSeconds)} must be from {nameof(SampleSeconds)} to {nameof(PeriodSeconds)}.");
        if (!(LearningPeriods is >= 1 and <= 366))
            throw new ArgumentException($"{nameof(LearningPeriods)} must be from 1 to 366.");
        if (!(AlarmFactor > 1) || double.IsInfinity(AlarmFactor))
            throw new ArgumentException($"{nameof(AlarmFactor)} must be above 1.");
        if (!(FloorShare is >= 0 and <= 0.5))
            throw new ArgumentException($"{nameof(FloorShare)} must be from 0 to 0.5.");
        if (!(QuietSeconds >= 0) || double.IsInfinity(QuietSeconds))
            throw new ArgumentException($"{nameof(QuietSeconds)} must not be negative.");
        if (PeriodSeconds * Periods / SampleSeconds > 1_000_000)
            throw new ArgumentException($"{nameof(PeriodSeconds)} times {nameof(Periods)} over {nameof(SampleSeconds)} must be at most 1,000,000 samples: average the channel first.");
    }
}
