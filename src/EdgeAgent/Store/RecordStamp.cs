using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>When a record was made: the monotonic clock of one boot orders it, the wall clock labels it, and the quality says how far to trust the label.</summary>
internal readonly record struct RecordStamp(long MonotonicNs, long UtcNs, ClockQuality ClockQuality)
{
    /// <summary>Binds the five columns of a stamp, in the schema's order.</summary>
    public void Bind(SqliteStatement statement, int firstParameter, long boot)
    {
        statement.Bind(firstParameter, boot).Bind(firstParameter + 1, MonotonicNs).Bind(firstParameter + 2, UtcNs)
            .Bind(firstParameter + 3, (long)ClockQuality.Source).Bind(firstParameter + 4, Uncertainty(ClockQuality));
    }

    public static long? Uncertainty(ClockQuality quality) => quality.UncertaintyNs == long.MaxValue ? null : quality.UncertaintyNs;

    public static ClockQuality Quality(long source, long? uncertaintyNs) => new((ClockSource)source, uncertaintyNs ?? long.MaxValue);

    public static long UtcNow(TimeProvider time) => (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    /// <summary>Whole seconds and the rest apart: a product of ticks and nanoseconds overflows after days.</summary>
    public static long MonotonicNow(TimeProvider time)
    {
        var ticks = time.GetTimestamp();
        var frequency = time.TimestampFrequency;
        return (ticks / frequency * 1_000_000_000) + (ticks % frequency * 1_000_000_000 / frequency);
    }
}
