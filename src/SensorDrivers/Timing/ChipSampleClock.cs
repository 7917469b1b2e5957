namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>
/// Finds out when a chip that samples on its own clock took each sample, from nothing but how many samples its buffer held at
/// moments of the monotonic clock. Numbers every sample, also those that were lost.
/// <para>
/// At a look at the buffer the newest sample is between nothing and one interval old, so half an interval is the best guess and the
/// error is uniform. A growing-memory g-h filter (a recursive straight-line fit; Brookner, "Tracking and Kalman Filtering Made Easy",
/// 1998, section 1.2.10) averages that error out of phase and interval; its memory stops growing so that it follows the drift of the
/// chip's clock with temperature. Two facts need no averaging: the newest sample is not in the future, and the next one was not yet
/// there. An estimate that breaks them is corrected and loses half of its memory, because it was worse than it believed.
/// </para>
/// Owned by the thread that calls the driver.
/// </summary>
internal sealed class ChipSampleClock
{
    // Chips' clocks are within a few percent of nominal over all temperatures; anything beyond is an artefact of the estimate.
    private const double MaximumClockError = 0.05;

    // The fit starts as if it had already seen a few looks, because the nominal interval is known to a percent.
    private const int FirstLook = 8;
    private const int MemoryLooksMax = 2000;
    private const double ImplausibleErrorIntervals = 1.5;
    private const int ImplausibleLooksMax = 4;
    private const double BoundSlackIntervals = 0.1;

    private readonly double _nominalIntervalNs;
    private bool _started;
    private bool _anchored;
    private long _originNs;
    private long _next;
    private long _referenceSequence;
    private double _referenceNs;
    private double _intervalNs;
    private int _phaseLooks;
    private int _intervalLooks = FirstLook;
    private int _implausibleLooks;
    private long _lastDeliveredNs = long.MinValue;

    public ChipSampleClock(double sampleRateHz)
    {
        _nominalIntervalNs = 1e9 / sampleRateHz;
        _intervalNs = _nominalIntervalNs;
    }

    /// <summary>Estimated time between samples in nanoseconds.</summary>
    public double IntervalNs => _intervalNs;

    /// <summary>Sequence number of the next sample to be delivered.</summary>
    public long NextSequence => _next;

    /// <summary>
    /// The chip or its buffer was started: the next look finds out from the time how many samples are missing since the last delivered
    /// one, or, at the first start, since now.
    /// </summary>
    public void Restart(long nowNs)
    {
        _anchored = false;
        if (!_started)
            _originNs = nowNs;
    }

    /// <summary>How long ago the newest known sample was taken, in intervals; 0 before the first.</summary>
    public double IntervalsSinceNewest(long nowNs) =>
        _started ? (nowNs - _originNs - _referenceNs) / _intervalNs : 0;

    /// <summary>Takes in that the buffer held some samples at a moment between two readings of the clock.</summary>
    /// <param name="beforeNs">Monotonic time before the chip was asked.</param>
    /// <param name="afterNs">Monotonic time after the chip was asked.</param>
    /// <param name="buffered">Samples in the buffer, at least 1.</param>
    /// <param name="overrun">Whether the chip dropped samples in front of them.</param>
    /// <returns>Samples that are missing in front of the oldest one in the buffer.</returns>
    public long Look(long beforeNs, long afterNs, int buffered, bool overrun)
    {
        var now = (double)(beforeNs - _originNs);
        if (!_anchored)
            return Anchor(now, buffered, overrun);

        var missing = overrun ? LostInOverrun(now, buffered) : 0;
        _next += missing;
        var newest = _next + buffered - 1;
        var steps = newest - _referenceSequence;
        if (steps == 0)
            return missing;
        var errorNs = now - _intervalNs / 2 - (_referenceNs + steps * _intervalNs);
        _referenceSequence = newest;
        _referenceNs += steps * _intervalNs;
        if (Math.Abs(errorNs) >= ImplausibleErrorIntervals * _intervalNs)
            return missing + Slip(errorNs);

        _implausibleLooks = 0;
        if (afterNs - beforeNs < _intervalNs)
            Correct(errorNs, steps);
        Bound(now, afterNs - _originNs);
        return missing;
    }

    /// <summary>Numbers the next samples of the buffer and says when the first was taken.</summary>
    public long Deliver(int count)
    {
        var firstNs = _originNs + (long)(_referenceNs - (_referenceSequence - _next) * _intervalNs);
        firstNs = Math.Max(firstNs, _lastDeliveredNs + 1);
        _lastDeliveredNs = firstNs + (long)((count - 1) * _intervalNs);
        _next += count;
        return firstNs;
    }

    // After a restart the phase is new: the newest sample is half an interval old. At the first start the buffer begins with sample 0,
    // however long the chip took to wake up, unless it has overrun since.
    private long Anchor(double now, int buffered, bool overrun)
    {
        long newest = buffered - 1;
        if (_started)
            newest = _referenceSequence + (long)Math.Round((now - _referenceNs) / _intervalNs - 0.5);
        else if (overrun)
            newest = (long)(now / _intervalNs) - 1;
        var lost = Math.Max(overrun ? 1 : 0, newest - buffered + 1 - _next);
        _next += lost;
        _referenceSequence = _next + buffered - 1;
        _referenceNs = now - _intervalNs / 2;
        _phaseLooks = 1;
        _started = true;
        _anchored = true;
        return lost;
    }

    // In an overrun the phase is the old one.
    private long LostInOverrun(double now, int buffered)
    {
        var newest = _referenceSequence + (long)Math.Floor((now - _referenceNs) / _intervalNs);
        return Math.Max(1, newest - buffered + 1 - _next);
    }

    // A count that disagrees with the clock look after look means that samples vanished without an overrun flag. A single one may be
    // a look that was preempted.
    private long Slip(double errorNs)
    {
        if (++_implausibleLooks < ImplausibleLooksMax)
            return 0;
        _implausibleLooks = 0;
        _phaseLooks = 1;
        var lost = Math.Max(0, (long)Math.Round(errorNs / _intervalNs));
        _next += lost;
        _referenceSequence += lost;
        _referenceNs += errorNs;
        return lost;
    }

    private void Correct(double errorNs, long steps)
    {
        _phaseLooks = Math.Min(_phaseLooks + 1, MemoryLooksMax);
        _intervalLooks = Math.Min(_intervalLooks + 1, MemoryLooksMax);
        double phase = _phaseLooks, interval = _intervalLooks;
        _referenceNs += errorNs * 2 * (2 * phase - 1) / (phase * (phase + 1));
        _intervalNs += errorNs / steps * 6 / (interval * (interval + 1));
        _intervalNs = Math.Clamp(
            _intervalNs, _nominalIntervalNs * (1 - MaximumClockError), _nominalIntervalNs * (1 + MaximumClockError));
    }

    private void Bound(double before, double after)
    {
        var bounded = Math.Min(Math.Max(_referenceNs, before - _intervalNs), after);
        if (Math.Abs(bounded - _referenceNs) <= BoundSlackIntervals * _intervalNs)
            return;
        _referenceNs = bounded;
        _phaseLooks = Math.Max(1, _phaseLooks / 2);
        _intervalLooks = Math.Max(FirstLook, _intervalLooks / 2);
    }
}
