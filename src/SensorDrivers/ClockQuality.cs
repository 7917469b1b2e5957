namespace EdgeTwin.SensorDrivers;

/// <summary>Where the wall clock got its time from, worst first.</summary>
public enum ClockSource : byte
{
    /// <summary>The time is a guess: no clock was ever set.</summary>
    None,

    /// <summary>A battery-backed real-time clock.</summary>
    Rtc,

    /// <summary>Network time protocol.</summary>
    Ntp,

    /// <summary>Precision time protocol.</summary>
    Ptp,

    /// <summary>A satellite receiver, or a simulated or recorded time that is exact by definition.</summary>
    Gnss,
}

/// <summary>How far the UTC label of a sample can be trusted.</summary>
/// <param name="Source">Where the time came from.</param>
/// <param name="UncertaintyNs">Half width of the interval that holds true UTC, in nanoseconds; <see cref="long.MaxValue"/> when unknown.</param>
public readonly record struct ClockQuality(ClockSource Source, long UncertaintyNs)
{
    /// <summary>Nothing is known about the clock.</summary>
    public static ClockQuality Unknown => new(ClockSource.None, long.MaxValue);
}
