namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>
/// Finds out when a chip that converts on its own clock, keeps only the newest result and has no more than a flag "new" took each
/// sample, and how many were overwritten unseen.
/// <para>
/// A look that finds the flag clear, and a later one that finds it set, enclose the end of a conversion. When the result was read
/// within one interval of the look that found it clear, no second conversion can have ended: there is exactly one new sample, it is
/// whole, and it is known in time to the distance of the looks. These looks drive a growing-memory g-h filter of phase and interval
/// (Brookner, "Tracking and Kalman Filtering Made Easy", 1998, section 1.2.10), and each of them is a hard bound as well.
/// </para>
/// <para>
/// When the host came late, the flag cannot say how many conversions ended. The phase can: the number is that of the ends between,
/// provided that neither the look nor the end of the reading is near one. A result that cannot be placed so is not delivered. Whatever
/// happens, sequence numbers follow the time, so every sample is delivered or counted as missing.
/// </para>
/// Owned by the thread that calls the driver.
/// </summary>
/// <param name="rateHz">Nominal rate.</param>
/// <param name="maximumClockError">Largest error of the chip's clock, as a share.</param>
internal sealed class ReadyFlagClock(double rateHz, double maximumClockError)
{
    private const int FirstIntervalLook = 3;
    private const int MemoryLooksMax = 2000;

    // A look is near the end of a conversion within this share of the interval.
    private const double Guard = 0.1;

    // Looks further apart than this say nothing of the phase.
    private const double PhaseWidthMax = 0.6;

    // A phase that is so far off is not the old one: the chip has paused or restarted its conversions.
    private const double PhaseErrorMax = 0.4;

    // Without a phase, after so many results that could not be placed, half an interval is the best guess.
    private const int UnplacedMax = 4;

    private readonly double _nominalIntervalNs = 1e9 / rateHz;
    private double _intervalNs = 1e9 / rateHz;
    private bool _hasPhase;
    private bool _hasSample;
    private bool _hasOrigin;
    private long _originNs;
    private double _restartNs;
    private double _clearNs;
    private double _referenceNs;
    private long _referenceSequence;
    private long _next;
    private int _phaseLooks;
    private int _intervalLooks = FirstIntervalLook;
    private int _unplaced;
    private long _lastTakenNs = long.MinValue;

    /// <summary>Estimated time between samples in nanoseconds.</summary>
    public double IntervalNs => _intervalNs;

    /// <summary>Time since the newest known conversion ended, or since the last restart, in intervals.</summary>
    public double IntervalsSinceNewest(long nowNs) => (nowNs - _originNs - (_hasPhase ? _referenceNs : _restartNs)) / _intervalNs;

    /// <summary>How long after the end of the newest known conversion the flag was still clear, in intervals; 0 before the first.</summary>
    public double IntervalsAtClear => _hasPhase ? (_clearNs - _referenceNs) / _intervalNs : 0;

    /// <summary>The chip was started: its phase is new. Samples that it did not make meanwhile are counted with the next one.</summary>
    /// <param name="nowNs">Monotonic time; no flag that is set now counts.</param>
    public void Restart(long nowNs)
    {
        if (!_hasOrigin)
            _originNs = nowNs;
        _hasOrigin = true;
        _hasPhase = false;
        _unplaced = 0;
        _restartNs = _clearNs = nowNs - _originNs;
    }

    /// <summary>The flag was clear.</summary>
    /// <param name="beforeNs">Monotonic time before the chip was asked.</param>
    public void WasClear(long beforeNs) => _clearNs = beforeNs - _originNs;

    /// <summary>Whether a result that is read now and for some time may be overtaken by the next conversion.</summary>
    public bool IsNearNext(long nowNs, long durationNs)
    {
        if (!_hasPhase)
            return false;
        var now = (nowNs - _originNs - _referenceNs) / _intervalNs;
        return now >= 1 && Math.Floor(now + Guard + durationNs / _intervalNs) > Math.Floor(now - Guard);
    }

    /// <summary>Whether exactly one conversion can have ended since the flag was last known to be clear.</summary>
    /// <param name="endNs">Monotonic time after the result was read.</param>
    public bool IsSingle(long endNs) => endNs - _originNs - _clearNs < _intervalNs * (1 - (_hasPhase ? Guard : maximumClockError));

    /// <summary>Places a result that was read.</summary>
    /// <param name="seenNs">Monotonic time after the look that found the flag set.</param>
    /// <param name="endNs">Monotonic time after the result was read.</param>
    /// <param name="label">Its number and time; the time is the middle of its conversion.</param>
    /// <returns>Whether it could be placed; one that could not must not be delivered.</returns>
    public bool TryTake(long seenNs, long endNs, out SampleLabel label)
    {
        var seen = (double)(seenNs - _originNs);
        var isPlaced = IsSingle(endNs) ? TakeSingle(seen) : TakeLate(seen, endNs - _originNs);
        _clearNs = seen;
        label = default;
        if (!isPlaced)
            return false;
        _unplaced = 0;
        _lastTakenNs = Math.Max(_originNs + (long)(_referenceNs - _intervalNs / 2), _lastTakenNs + 1);
        label = new SampleLabel(_referenceSequence, _referenceSequence - _next, _lastTakenNs, _intervalNs);
        _next = _referenceSequence + 1;
        return true;
    }

    private bool TakeSingle(double seen)
    {
        var middle = (_clearNs + seen) / 2;
        if (!_hasPhase)
            return Anchor(middle);
        var steps = Math.Max(1, (long)Math.Round((middle - _referenceNs) / _intervalNs));
        var errorNs = middle - _referenceNs - steps * _intervalNs;
        if (Math.Abs(errorNs) > PhaseErrorMax * _intervalNs + (seen - _clearNs) / 2)
            return Anchor(middle);
        Step(steps);
        if (seen - _clearNs < PhaseWidthMax * _intervalNs)
            Correct(errorNs, steps);
        Bound(_clearNs, seen);
        return true;
    }

    private bool TakeLate(double seen, double end)
    {
        if (!_hasPhase)
            return ++_unplaced >= UnplacedMax && Anchor(seen - _intervalNs / 2);
        var intervals = (seen - _referenceNs) / _intervalNs;
        var steps = (long)Math.Floor(intervals);
        if (steps < 1 || intervals - steps < Guard || (end - _referenceNs) / _intervalNs > steps + 1 - Guard)
            return false;
        Step(steps);
        return true;
    }

    // The first sample of all is number 0, however long the chip took to wake up.
    private bool Anchor(double endNs)
    {
        var sequence = _hasSample ? _referenceSequence + (long)Math.Round((endNs - _referenceNs) / _intervalNs) : 0;
        _referenceSequence = Math.Max(_next, sequence);
        _referenceNs = endNs;
        _phaseLooks = 1;
        _hasPhase = true;
        _hasSample = true;
        return true;
    }

    private void Step(long steps)
    {
        _referenceSequence += steps;
        _referenceNs += steps * _intervalNs;
    }

    private void Correct(double errorNs, long steps)
    {
        _phaseLooks = Math.Min(_phaseLooks + 1, MemoryLooksMax);
        _intervalLooks = Math.Min(_intervalLooks + 1, MemoryLooksMax);
        double phase = _phaseLooks, interval = _intervalLooks;
        _referenceNs += errorNs * 2 * (2 * phase - 1) / (phase * (phase + 1));
        _intervalNs += errorNs / steps * 6 / (interval * (interval + 1));
        _intervalNs = Math.Clamp(_intervalNs, _nominalIntervalNs * (1 - maximumClockError), _nominalIntervalNs * (1 + maximumClockError));
    }

    // The conversion ended after the flag was clear and before it was seen. An estimate that breaks this believed too much of itself.
    private void Bound(double lowest, double highest)
    {
        var bounded = Math.Clamp(_referenceNs, lowest, highest);
        if (bounded == _referenceNs)
            return;
        _referenceNs = bounded;
        _phaseLooks = Math.Max(1, _phaseLooks / 2);
        _intervalLooks = Math.Max(FirstIntervalLook, _intervalLooks / 2);
    }
}
