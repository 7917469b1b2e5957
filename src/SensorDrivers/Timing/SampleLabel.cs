namespace EdgeTwin.SensorDrivers.Timing;

/// <summary>Number and time of one sample.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Missing">Samples that are missing in front of it.</param>
/// <param name="MonotonicNs">When it was taken.</param>
/// <param name="IntervalNs">Estimated time between samples.</param>
internal readonly record struct SampleLabel(long Sequence, long Missing, long MonotonicNs, double IntervalNs)
{
    /// <summary>Labels a block of this one sample.</summary>
    public void ApplyTo(SampleBlock block)
    {
        block.SetSampleCount(1);
        block.FirstSequence = Sequence;
        block.MissingBefore = Missing;
        block.FirstSampleMonotonicNs = MonotonicNs;
        block.SampleIntervalNs = IntervalNs;
        if (Missing == 0)
            return;
        foreach (ref var status in block.Status)
        {
            if (status == ChannelStatus.Ok)
                status = ChannelStatus.Gap;
        }
    }
}
