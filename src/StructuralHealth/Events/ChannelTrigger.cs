namespace EdgeTwin.StructuralHealth.Events;

/// <summary>Whether one channel is on: by the ratio of its short to its long mean, or by a level.</summary>
internal sealed class ChannelTrigger(EventTriggerOptions options, double sampleRateHz)
{
    private readonly RecursiveStaLta _ratio = new(
        Math.Max(1, (int)Math.Round(options.ShortSeconds * sampleRateHz)),
        Math.Max(2, (int)Math.Round(options.LongSeconds * sampleRateHz)));

    private readonly double _leastMeanSquare = options.LeastRms * options.LeastRms;
    private readonly long _hold = (long)Math.Round(options.HoldSeconds * sampleRateHz);
    private long _since;

    public bool IsOn { get; private set; }

    /// <summary>Takes the next sample; a missing one leaves everything as it is, but a channel that misses all samples of the hold time is off.</summary>
    public void Next(double sample)
    {
        if (options.Level is { } level)
        {
            Look(Math.Abs(sample), level);
            return;
        }

        if (!double.IsFinite(sample))
        {
            IsOn &= ++_since <= _hold;
            return;
        }

        _since = 0;

        var ratio = _ratio.Next(sample);
        IsOn = _ratio.ShortMeanSquare >= _leastMeanSquare && ratio >= (IsOn ? options.OffRatio : options.OnRatio);
    }

    /// <summary>An oscillation passes zero twice a period, so that a channel stays on until nothing reached half the level for the hold time.</summary>
    private void Look(double amplitude, double level)
    {
        if (amplitude >= (IsOn ? level / 2 : level))
            (IsOn, _since) = (true, 0);
        else
            IsOn &= ++_since < _hold;
    }
}
