namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>The monotonic clock of a <see cref="TimeProvider"/> in nanoseconds, whatever its frequency.</summary>
internal static class MonotonicClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static long NowNs(this TimeProvider time)
    {
        var frequency = time.TimestampFrequency;
        var ticks = time.GetTimestamp();
        return frequency == NanosecondsPerSecond ? ticks : (long)((Int128)ticks * NanosecondsPerSecond / frequency);
    }
}
