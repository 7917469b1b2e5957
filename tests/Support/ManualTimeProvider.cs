namespace EdgeTwin.Tests.Support;

/// <summary>A clock that moves only when a test moves it. Timers fire, in order, on the thread that advances.</summary>
internal sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private long _elapsedTicks;
    private DateTimeOffset _wallOffset = start;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => 1_000_000_000;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _wallOffset + TimeSpan.FromTicks(_elapsedTicks);
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _elapsedTicks * 100;
    }

    public void Advance(TimeSpan by)
    {
        long end;
        lock (_gate)
            end = _elapsedTicks + by.Ticks;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _elapsedTicks = Math.Max(_elapsedTicks, end);
    }

    /// <summary>Steps the wall clock only, as an operator or a bad server does.</summary>
    public void StepWallClock(TimeSpan by)
    {
        lock (_gate)
            _wallOffset += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(long endTicks)
    {
        lock (_gate)
        {
            ManualTimer? next = null;
            foreach (var timer in _timers)
            {
                if (timer.DueTicks <= endTicks && (next is null || timer.DueTicks < next.DueTicks))
                    next = timer;
            }

            if (next is null)
                return null;
            _elapsedTicks = Math.Max(_elapsedTicks, next.DueTicks);
            if (next.PeriodTicks > 0)
                next.DueTicks += next.PeriodTicks;
            else
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public long DueTicks { get; set; }

        public long PeriodTicks { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                owner._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                DueTicks = owner._elapsedTicks + dueTime.Ticks;
                PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                owner._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner._gate)
                owner._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
