namespace EdgeTwin.SensorDrivers.Tests.Fifo;

/// <summary>A clock that goes on by 100 ns each time it is asked.</summary>
internal sealed class TickingTime : TimeProvider
{
    private const long TickNs = 100;

    /// <summary>The time; asking for it here does not let it pass.</summary>
    public long NowNs { get; set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => NowNs += TickNs;
}
