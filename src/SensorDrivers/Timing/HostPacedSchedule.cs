namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>
/// The grid of moments at which the host starts single measurements, for chips that keep no samples. The grid is fixed to the
/// monotonic clock from the first start on, so every slot is accounted for: delivered, or missing in front of the next delivered one.
/// Owned by the thread that calls the driver.
/// </summary>
internal sealed class HostPacedSchedule(double rateHz)
{
    // A poll that comes this much early still takes its slot, so that jitter of the polling loop does not cost samples.
    private const double EarlyIntervals = 0.25;
    private const long NoSlot = -1;
    private const double PollsPerInterval = 4;
    private const double PollSecondsMax = 0.1;

    private readonly double _intervalNs = 1e9 / rateHz;
    private long _originNs;
    private long _slot = NoSlot;
    private long _delivered = NoSlot;

    /// <summary>How often a slow chip is polled: a result is fetched at a later poll than the one that started it.</summary>
    public static TimeSpan PollInterval(double rateHz) =>
        TimeSpan.FromSeconds(Math.Min(1 / (PollsPerInterval * rateHz), PollSecondsMax));

    /// <summary>Whether a new slot has begun since the last one that was taken.</summary>
    public bool IsDue(long nowNs) => _slot == NoSlot || SlotAt(nowNs) > _slot;

    /// <summary>Nanoseconds until a new slot begins; 0 or less when one has.</summary>
    public double NsUntilDue(long nowNs) => _slot == NoSlot ? 0 : _originNs + (_slot + 1 - EarlyIntervals) * _intervalNs - nowNs;

    /// <summary>Takes the present slot for a measurement that begins now.</summary>
    public void Take(long nowNs)
    {
        if (_slot == NoSlot)
            _originNs = nowNs;
        _slot = SlotAt(nowNs);
    }

    /// <summary>Labels a block of one sample set, measured in the slot taken last, and counts the slots that delivered nothing before it.</summary>
    public void Label(SampleBlock block, long sampleNs)
    {
        block.SetSampleCount(1);
        block.FirstSequence = _slot;
        block.MissingBefore = _slot - _delivered - 1;
        block.FirstSampleMonotonicNs = sampleNs;
        block.SampleIntervalNs = _intervalNs;
        _delivered = _slot;
        if (block.MissingBefore == 0)
            return;
        foreach (ref var status in block.Status)
        {
            if (status == ChannelStatus.Ok)
                status = ChannelStatus.Gap;
        }
    }

    private long SlotAt(long nowNs) => (long)Math.Floor((nowNs - _originNs) / _intervalNs + EarlyIntervals);
}
