namespace EdgeTwin.StructuralHealth.Events;

/// <summary>Whether one channel is on: by the ratio of its short to its long mean, or by a level.</summary>
internal sealed class ChannelTrigger(EventTriggerOptions options, double sampleRateHz)
{
    private readonly RecursiveStaLta _ratio = new(
        Math.Max(1, (int)Math.Round(options.ShortSeconds * sampleRateHz)),
        Math.Max(2, (int)Math.Round(options.LongSeconds * sampleRateHz)));

    private readonly double _leastMeanSquare = options.LeastRms * options.LeastRms;

    public bool IsOn { get; private set; }

    /// <summary>Takes the next sample; a missing one leaves everything as it is.</summary>
    public void Next(double sample)
    {
        if (!double.IsFinite(sample))
            return;
        if (options.Level is { } level)
        {
            var amplitude = Math.Abs(sample);
            IsOn = amplitude >= (IsOn ? level / 2 : level);
            return;
        }

        var ratio = _ratio.Next(sample);
        IsOn = _ratio.ShortMeanSquare >= _leastMeanSquare && ratio >= (IsOn ? options.OffRatio : options.OnRatio);
    }
}
