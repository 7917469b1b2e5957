namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>
/// Finds out when a chip that samples on its own clock took each sample, from nothing but how many samples its buffer held at
/// moments of the monotonic clock. Numbers every sample, also those that were lost.
/// <para>
/// A look at the buffer tells two facts and no more: the newest sample is not in the future, and the next one was not yet there. A fit
/// through half-interval guesses is off by up to an interval over the time of the fit when polls and samples beat slowly, so nothing is
/// guessed here: <see cref="FeasibleClocks"/> holds every phase and interval that agree with all facts (set-membership estimation;
/// Schweppe, "Recursive state estimation: unknown but bounded errors and system inputs", IEEE Trans. Automatic Control 13, 1968), widened
/// as time passes by how fast temperature may change a clock, and the estimate is its middle. A slow or preempted look tells weaker facts
/// and can do no harm. Facts that contradict everything held possible look after look mean that samples vanished, when they are off by a
/// good part of an interval, and else that the clock changes faster than was allowed: then more is allowed, and the clock is called unstable.
/// </para>
/// Owned by the thread that calls the driver.
/// </summary>
internal sealed class ChipSampleClock
{
    // Chips' clocks are within a few percent of nominal over all temperatures.
    private const double MaximumClockError = 0.06;

    // A chip of 20 ppm/degC while the temperature changes by 2 degC a minute.
    private const double SteadyDriftPpmPerMinute = 20;
    private const double DriftPpmPerMinuteMax = 4000;
    private const double DriftGrowth = 4;
    private const double DriftDecaySeconds = 30;
    private const double ReopenedIntervals = 0.1;
    private const double ReopenedSecondsMax = 10;
    private const double WidenSeconds = 1;

    // A clock that was left alone for hours has not drifted for hours: temperature is bounded.
    private const double WidenSecondsMax = 1800;

    // Jitter of the chip's samples and of reading the clock.
    private const double SlackNsMin = 1000;
    private const double SlackIntervals = 0.001;

    private const double SlowLookIntervals = 0.5;
    private const double VanishedIntervals = 0.25;
    private const int ContradictionsMax = 4;
    private const double ContradictionsSecondsMax = 10;
    private const double SettledIntervals = 0.125;
    private const double SettledPpm = 100;

    private const double PpmPerMinute = 1e-6 / 60e9;

    private readonly double _nominalIntervalNs;
    private readonly double _delayIntervals;
    private readonly double _slackNs;
    private readonly FeasibleClocks _clocks;
    private double _driftPpmPerMinute = SteadyDriftPpmPerMinute;
    private double _unwidenedNs;
    private bool _started;
    private bool _anchored;
    private bool _settled;
    private long _next;

    // The polygon's time is that of this sample, counted from this moment.
    private long _referenceSequence;
    private long _baseNs;
    private int _contradictions;
    private int _contradictionsInARow;
    private long _lastContradictionNs;
    private double _worstContradictionNs;
    private long _lastDeliveredNs = long.MinValue;

    /// <param name="sampleRateHz">Nominal output rate.</param>
    /// <param name="delayIntervals">Group delay of the chip's filter, in sample intervals: a sample is that much older than the moment at which it appears.</param>
    public ChipSampleClock(double sampleRateHz, double delayIntervals = 0)
    {
        _nominalIntervalNs = 1e9 / sampleRateHz;
        _delayIntervals = delayIntervals;
        _slackNs = Math.Max(SlackNsMin, SlackIntervals * _nominalIntervalNs);
        _clocks = new FeasibleClocks(_nominalIntervalNs);
        IntervalNs = _nominalIntervalNs;
    }

    /// <summary>Estimated time between samples in nanoseconds.</summary>
    public double IntervalNs { get; private set; }

    /// <summary>Sequence number of the next sample to be delivered.</summary>
    public long NextSequence => _next;

    /// <summary>Whether the numbers of samples stand since the last start: from the next look on they do.</summary>
    public bool IsAnchored => _anchored;

    /// <summary>How well <see cref="IntervalNs"/> and the times of <see cref="Deliver"/> are known.</summary>
    public SampleClockState State { get; private set; } = new(ClockStability.Settling, MaximumClockError * 1e6, double.PositiveInfinity);

    /// <summary>
    /// The chip or its buffer was started: the next look finds out from the time how many samples are missing since the last delivered
    /// one, or, at the first start, since now.
    /// </summary>
    public void Restart(long nowNs)
    {
        _anchored = false;
        if (!_started)
            _baseNs = nowNs;
    }

    /// <summary>How long ago the newest known sample appeared, in intervals; 0 before the first.</summary>
    public double IntervalsSinceNewest(long nowNs) => _started ? (nowNs - _baseNs - _clocks.TimeNs) / IntervalNs : 0;

    /// <summary>Takes in that the buffer held some samples at a moment between two readings of the clock.</summary>
    /// <param name="beforeNs">Monotonic time before the chip was asked.</param>
    /// <param name="afterNs">Monotonic time after the chip was asked.</param>
    /// <param name="buffered">Samples in the buffer, at least 1.</param>
    /// <param name="overrun">Whether the chip dropped samples in front of them.</param>
    /// <returns>Samples that are missing in front of the oldest one in the buffer.</returns>
    public long Look(long beforeNs, long afterNs, int buffered, bool overrun)
    {
        if (!_anchored)
            return Anchor(beforeNs, afterNs, buffered, overrun);

        var missing = overrun ? Math.Max(1, NewestAt(beforeNs) - buffered + 1 - _next) : 0;
        _next += missing;
        Advance(_next + buffered - 1, beforeNs);
        if (overrun && IsCountUncertain(afterNs - beforeNs))
            ForgetPhase(afterNs - beforeNs);
        if (afterNs - beforeNs < SlowLookIntervals * IntervalNs)
            missing += Narrow(afterNs - beforeNs);
        Summarise();
        return missing;
    }

    /// <summary>Numbers the next samples of the buffer and says when the first was taken.</summary>
    public long Deliver(int count)
    {
        var firstNs = _baseNs + (long)(_clocks.TimeNs - (_referenceSequence - _next + _delayIntervals) * IntervalNs);
        firstNs = Math.Max(firstNs, _lastDeliveredNs + 1);
        _lastDeliveredNs = firstNs + (long)((count - 1) * IntervalNs);
        _next += count;
        return firstNs;
    }

    // After a restart the phase is new and the interval the old one. At the first start the buffer begins with sample 0, however long
    // the chip took to wake up, unless it has overrun since.
    private long Anchor(long beforeNs, long afterNs, int buffered, bool overrun)
    {
        long newest = buffered - 1;
        if (_started)
            newest = _referenceSequence + (long)Math.Round((beforeNs - _baseNs - _clocks.TimeNs) / IntervalNs - 0.5);
        else if (overrun)
            newest = (long)((beforeNs - _baseNs) / IntervalNs) - 1;
        var lost = Math.Max(overrun ? 1 : 0, newest - buffered + 1 - _next);
        _next += lost;
        if (_started)
            Advance(_next + buffered - 1, beforeNs);
        _referenceSequence = _next + buffered - 1;
        _baseNs = beforeNs;
        ForgetPhase(afterNs - beforeNs);
        (_contradictions, _contradictionsInARow, _worstContradictionNs) = (0, 0, 0);
        _started = true;
        _anchored = true;
        Summarise();
        return lost;
    }

    private void ForgetPhase(double lookNs)
    {
        _settled = false;
        var limitNs = MaximumClockError * _nominalIntervalNs;
        var (deviationNs, uncertaintyNs) = (0.0, limitNs);
        if (_started)
        {
            _clocks.Summarise();
            (deviationNs, uncertaintyNs) = (_clocks.DeviationNs, _clocks.DeviationUncertaintyNs);
        }

        _clocks.Reset(
            -(1 + MaximumClockError) * _nominalIntervalNs, lookNs + _slackNs,
            Math.Max(-limitNs, deviationNs - uncertaintyNs), Math.Min(limitNs, deviationNs + uncertaintyNs));
    }

    private long NewestAt(long nowNs) => _referenceSequence + (long)Math.Floor((nowNs - _baseNs - _clocks.TimeNs) / IntervalNs);

    // Where the uncertainty, or the length of the look, leaves room for one sample more or less, the facts would cut away the truth if the
    // count is the wrong one.
    private bool IsCountUncertain(double lookNs)
    {
        _clocks.Summarise();
        return _clocks.TimeNs + _clocks.TimeUncertaintyNs > 0 || _clocks.TimeNs - _clocks.TimeUncertaintyNs < lookNs - IntervalNs;
    }

    private void Advance(long newest, long nowNs)
    {
        double elapsedNs = nowNs - _baseNs;
        _clocks.Advance(newest - _referenceSequence, elapsedNs);
        _referenceSequence = newest;
        _baseNs = nowNs;
        _unwidenedNs += elapsedNs;
        if (_unwidenedNs < WidenSeconds * 1e9)
            return;
        Widen(Math.Min(_unwidenedNs, WidenSecondsMax * 1e9));
        _driftPpmPerMinute = Math.Max(
            SteadyDriftPpmPerMinute, _driftPpmPerMinute * Math.Pow(2, -_unwidenedNs / (DriftDecaySeconds * 1e9)));
        _unwidenedNs = 0;
    }

    private void Widen(double elapsedNs)
    {
        var rate = _driftPpmPerMinute * PpmPerMinute * elapsedNs;
        _clocks.Widen(rate * elapsedNs / 2, rate * _nominalIntervalNs);
    }

    // A single contradiction may be a bad answer of the bus. When samples vanished every look contradicts from then on; when the clock runs
    // away, at first only those near the edge of an interval do.
    private long Narrow(double lookNs)
    {
        var contradictionNs = KeepWhatAgrees(lookNs);
        if (contradictionNs == 0)
        {
            _contradictionsInARow = 0;
            return 0;
        }

        if (Math.Sign(contradictionNs) != Math.Sign(_worstContradictionNs) || _baseNs - _lastContradictionNs > ContradictionsSecondsMax * 1e9)
            (_contradictions, _contradictionsInARow, _worstContradictionNs) = (0, 0, 0);
        if (Math.Abs(contradictionNs) > Math.Abs(_worstContradictionNs))
            _worstContradictionNs = contradictionNs;
        _lastContradictionNs = _baseNs;
        _contradictionsInARow++;
        if (++_contradictions < ContradictionsMax)
            return 0;
        var vanished = _contradictionsInARow >= ContradictionsMax && Math.Abs(_worstContradictionNs) > VanishedIntervals * IntervalNs;
        var lost = vanished ? Renumber() : AllowMoreDrift();
        (_contradictions, _worstContradictionNs) = (0, 0);
        if (KeepWhatAgrees(lookNs) != 0)
            ForgetPhase(lookNs);
        return lost;
    }

    // Positive: the samples are older than every feasible clock says.
    private double KeepWhatAgrees(double lookNs)
    {
        var tooNewNs = _clocks.KeepNotAfter(lookNs + _slackNs);
        return tooNewNs > 0 ? -tooNewNs : _clocks.KeepNextNotBefore(-_slackNs);
    }

    // The chip made more samples than were counted, or fewer than an earlier estimate of a loss said: the newest is less than an interval old.
    private long Renumber()
    {
        _clocks.Summarise();
        var steps = (long)Math.Floor(-_clocks.TimeNs / IntervalNs);
        _clocks.Advance(steps, 0);
        var lost = Math.Max(0, steps);
        _next += lost;
        _referenceSequence += lost;
        return lost;
    }

    private long AllowMoreDrift()
    {
        _driftPpmPerMinute = Math.Min(_driftPpmPerMinute * DriftGrowth, DriftPpmPerMinuteMax);
        // The new drift since a while ago, but not so long that the phase would be lost.
        var reopensNs = Math.Sqrt(2 * ReopenedIntervals * _nominalIntervalNs / (_driftPpmPerMinute * PpmPerMinute));
        Widen(Math.Min(reopensNs, ReopenedSecondsMax * 1e9));
        _clocks.Widen(Math.Abs(_worstContradictionNs), 0);
        return 0;
    }

    private void Summarise()
    {
        _clocks.Summarise();
        IntervalNs = _nominalIntervalNs + _clocks.DeviationNs;
        var drift = _driftPpmPerMinute * PpmPerMinute * _unwidenedNs;
        var uncertaintyPpm = (_clocks.DeviationUncertaintyNs / IntervalNs + drift) * 1e6;
        var timeUncertaintyNs = _clocks.TimeUncertaintyNs + drift * _unwidenedNs / 2;
        _settled |= uncertaintyPpm <= SettledPpm && timeUncertaintyNs <= SettledIntervals * IntervalNs;
        var stability = !_settled ? ClockStability.Settling
            : _driftPpmPerMinute > 2 * SteadyDriftPpmPerMinute ? ClockStability.Unstable : ClockStability.Stable;
        State = new SampleClockState(stability, uncertaintyPpm, timeUncertaintyNs);
    }
}
