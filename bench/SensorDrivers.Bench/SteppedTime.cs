namespace EdgeTwin.SensorDrivers.Bench;

/// <summary>A clock that the benchmark moves.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private long _nowNs;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Volatile.Read(ref _nowNs);

    public void Advance(TimeSpan by) => _nowNs += by.Ticks * TimeSpan.NanosecondsPerTick;
}
