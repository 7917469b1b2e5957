using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>
/// The account of one chip's FIFO: numbers and times of what is delivered, what is missing in front of it, and for how long nothing came.
/// Owned by the thread that calls the driver.
/// </summary>
internal sealed class FifoAccount(double sampleRateHz)
{
    private const double StarvedIntervals = 4;
    private const long StarvedNs = 20_000_000;

    // The clock lets its own estimate be this much beside the truth before it corrects it at once.
    private const double UncertainIntervals = 0.1;

    private readonly ChipSampleClock _clock = new(sampleRateHz);
    private long _startedNs;
    private int _carried;
    private int _overruns;
    private bool _isAnchored;
    private bool _lostBehind;

    /// <summary>Estimated time between sets in nanoseconds.</summary>
    public double IntervalNs => _clock.IntervalNs;

    /// <summary>The chip or its FIFO begins anew: what is missing since the last delivered set is found from the time.</summary>
    public void Restart(long nowNs)
    {
        _startedNs = nowNs;
        _clock.Restart(nowNs);
        _isAnchored = false;
        _lostBehind = false;
        _carried = 0;
    }

    /// <summary>Sets behind the delivered ones are lost: an overrun, which the next block reports; how many, its look tells from the time.</summary>
    public void LoseBehind()
    {
        if (!_lostBehind)
            _overruns++;
        _lostBehind = true;
    }

    /// <summary>Whether, by the clock, there should be more sets than there are. Before the first look nobody knows: <see langword="false"/>.</summary>
    public bool HasLost(in FifoLook look, int buffered) =>
        _isAnchored && Math.Floor(_clock.IntervalsSinceNewest(look.BeforeNs) - UncertainIntervals) > buffered - _carried;

    /// <summary>
    /// Whether sets were dropped in front of those in the FIFO: the chip says that it may be so, and the clock that there should be more.
    /// Before the first look only the chip can tell.
    /// </summary>
    public bool HasOverrun(in FifoLook look) => look.MayHaveOverrun && (!_isAnchored || HasLost(look, look.Sets));

    /// <summary>Numbers and times the first sets of the FIFO and labels their block.</summary>
    /// <param name="block">The block whose rows hold the sets.</param>
    /// <param name="count">Sets in it, at least 1.</param>
    /// <param name="look">When <paramref name="buffered"/> was true.</param>
    /// <param name="buffered">Sets that were in the FIFO, those in the block among them.</param>
    /// <param name="overrun">Whether sets were dropped in front of them.</param>
    public void Deliver(SampleBlock block, int count, in FifoLook look, int buffered, bool overrun)
    {
        if (overrun && !_lostBehind)
            _overruns++;
        block.MissingBefore = _clock.Look(look.BeforeNs, look.AfterNs, buffered, overrun || _lostBehind);
        block.SetSampleCount(count);
        block.FirstSequence = _clock.NextSequence;
        block.SampleIntervalNs = _clock.IntervalNs;
        block.FirstSampleMonotonicNs = _clock.Deliver(count);
        block.Overruns = _overruns;
        _overruns = 0;
        _carried = buffered - count;
        _isAnchored = true;
        _lostBehind = false;
        if (block.MissingBefore > 0)
            MarkGap(block.Status);
    }

    /// <summary>Whether an empty FIFO should have held something for long.</summary>
    public bool IsStarved(long nowNs) =>
        nowNs - _startedNs >= StarvedIntervals * _clock.IntervalNs + StarvedNs
        && (!_isAnchored || _clock.IntervalsSinceNewest(nowNs - StarvedNs) >= StarvedIntervals);

    private static void MarkGap(Span<ChannelStatus> channels)
    {
        foreach (ref var status in channels)
        {
            if (status == ChannelStatus.Ok)
                status = ChannelStatus.Gap;
        }
    }
}
