using EdgeTwin.EdgeAgent.Acquisition;

namespace EdgeTwin.EdgeAgent.Simulation;

/// <summary>
/// Time of the simulated station. It stands still until the one sampling loop waits, then jumps to what the loop waits for, not faster than
/// <c>speed</c> times real time. A machine that cannot keep up makes the simulated time slower, never wrong: no sample is lost to the machine.
/// </summary>
internal sealed class SimulatedClock : TimeProvider, ISamplingClock
{
    private static readonly TimeSpan LagForgiven = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _real;
    private readonly DateTimeOffset _startUtc;
    private readonly long _realStart;
    private long _nowNs;
    private TimeSpan _lag;
    private long _measuredAtReal;
    private long _measuredAtNs;
    private double _achievedSpeed = double.NaN;

    public SimulatedClock(TimeProvider real, DateTimeOffset startUtc, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _real = real;
        _startUtc = startUtc;
        _realStart = real.GetTimestamp();
        _measuredAtReal = _realStart;
        Speed = speed;
    }

    /// <summary>Wanted simulated seconds per real second.</summary>
    public double Speed { get; }

    public TimeProvider Time => this;

    public bool RunsByItself => false;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Volatile.Read(ref _nowNs);

    public override DateTimeOffset GetUtcNow() => _startUtc.AddTicks(GetTimestamp() / 100);

    /// <summary>Timers of the simulated station are data-driven; anything that needs a timer belongs to the real clock.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("The simulated clock has no timers: use the real time provider for what is not sampling.");

    public void WaitUntil(long monotonicNs, CancellationToken cancellationToken)
    {
        if (monotonicNs <= GetTimestamp())
            return;
        var dueReal = TimeSpan.FromSeconds(monotonicNs / 1e9 / Speed);
        var ahead = dueReal - (_real.GetElapsedTime(_realStart) - _lag);
        if (ahead > TimeSpan.FromMilliseconds(1))
            cancellationToken.WaitHandle.WaitOne(ahead);
        else if (ahead < -LagForgiven)
            _lag -= ahead + LagForgiven; // Too slow a machine: go on from here instead of racing to catch up.
        if (!cancellationToken.IsCancellationRequested)
            AdvanceTo(monotonicNs);
    }

    /// <summary>Lets time pass on any thread, without waiting: the sampling loop waits for it to be due when it waits next.</summary>
    public void Pass(TimeSpan duration) => Interlocked.Add(ref _nowNs, duration.Ticks * TimeSpan.NanosecondsPerTick);

    // Another thread may have let time pass meanwhile; it never runs back.
    private void AdvanceTo(long monotonicNs)
    {
        long nowNs;
        while ((nowNs = Volatile.Read(ref _nowNs)) < monotonicNs)
            Interlocked.CompareExchange(ref _nowNs, monotonicNs, nowNs);
    }

    /// <summary>Simulated seconds per real second, as reached between the last two calls of <see cref="MeasureSpeed"/>; NaN before.</summary>
    public double AchievedSpeed => Volatile.Read(ref _achievedSpeed);

    /// <summary>Takes stock of the speed; call every few seconds from one thread.</summary>
    public void MeasureSpeed()
    {
        var (real, now) = (_real.GetTimestamp(), GetTimestamp());
        var elapsedSeconds = _real.GetElapsedTime(_measuredAtReal, real).TotalSeconds;
        if (elapsedSeconds <= 0)
            return;
        Volatile.Write(ref _achievedSpeed, (now - _measuredAtNs) / 1e9 / elapsedSeconds);
        (_measuredAtReal, _measuredAtNs) = (real, now);
    }
}
