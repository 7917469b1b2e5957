using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>
/// Labels monotonic time with UTC. The monotonic clock orders everything; the wall clock only labels. A forward step of the wall clock and small
/// corrections are taken over; a backward step is not, since windows would come twice: the old label goes on, with the step as its uncertainty.
/// One thread refreshes, any thread reads.
/// </summary>
internal sealed class StationClock
{
    private const long BackwardStepMaxNs = 500_000_000;
    private readonly TimeProvider _time;
    private readonly Func<ClockQuality> _quality;
    private long _offsetNs;
    private long _stepNotTakenNs;
    private ClockQuality _lastQuality;

    public StationClock(TimeProvider time, Func<ClockQuality> quality)
    {
        _time = time;
        _quality = quality;
        _offsetNs = ReadOffsetNs();
        _lastQuality = quality();
    }

    /// <summary>Quality of the labels given now.</summary>
    public ClockQuality Quality
    {
        get
        {
            var notTaken = Interlocked.Read(ref _stepNotTakenNs);
            return notTaken == 0 || _lastQuality.UncertaintyNs == long.MaxValue
                ? _lastQuality
                : _lastQuality with { UncertaintyNs = _lastQuality.UncertaintyNs + notTaken };
        }
    }

    public long MonotonicNs => _time.GetTimestamp();

    public long UtcNs => UtcAt(_time.GetTimestamp());

    /// <summary>Nanoseconds since 1970 UTC at a monotonic time.</summary>
    public long UtcAt(long monotonicNs) => monotonicNs + Interlocked.Read(ref _offsetNs);

    /// <summary>Compares with the wall clock; call about once a second.</summary>
    public void Refresh()
    {
        var seen = ReadOffsetNs();
        var step = seen - Interlocked.Read(ref _offsetNs);
        if (step < -BackwardStepMaxNs)
        {
            Interlocked.Exchange(ref _stepNotTakenNs, -step);
        }
        else
        {
            Interlocked.Exchange(ref _stepNotTakenNs, 0);
            Interlocked.Exchange(ref _offsetNs, seen);
        }

        _lastQuality = _quality();
    }

    private long ReadOffsetNs() => ((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100) - _time.GetTimestamp();
}
