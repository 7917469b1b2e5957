namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What the station's gate finds in a recording, window by window, rows of equal findings joined.</summary>
internal static class GateFindings
{
    /// <param name="left">Samples, those already explained taken out.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="quantity">What is measured.</param>
    /// <param name="channel">Number of the channel.</param>
    /// <param name="options">Windows and range.</param>
    public static IEnumerable<SensorFault> Find(double[] left, double sampleRateHz, string quantity, int channel, RecordingScanOptions options)
    {
        var length = (int)Math.Clamp(Math.Round(options.WindowSeconds * sampleRateHz), 1, left.Length);
        var detector = new ChannelFaultDetector(new ChannelFaultOptions { WindowSeconds = length / sampleRateHz });
        var window = new float[length];
        var found = new List<SensorFault>();
        for (var from = 0; from < left.Length; from += length)
        {
            var to = Math.Min(left.Length, from + length);
            var present = 0;
            for (var index = from; index < to; index++)
            {
                window[index - from] = (float)left[index];
                present += double.IsNaN(left[index]) ? 0 : 1;
            }

            // What is missing is reported by sample; here only what is there is judged.
            if (present == 0 || 2 * (to - from) < length)
                continue;
            var result = detector.Inspect(window.AsSpan(0, to - from), length, options.RangeMin, options.RangeMax, quantity);
            if (KindOf(result.Kind) is { } kind && !(kind == SensorFaultKind.Stuck && MayRest(window.AsSpan(0, to - from), quantity)))
                Join(found, Placed(new SensorFault(kind, channel, from, to, result.Measured, result.Limit, CertaintyOf(result)), left));
        }

        return found;
    }

    /// <summary>Air stays saturated for days; rain, counts and other quantities without known limits stay at 0.</summary>
    private static bool MayRest(ReadOnlySpan<float> window, string quantity)
    {
        var last = window[^1];
        return quantity == "relativeHumidity" ? last >= 99.5f : last == 0 && QuantityLimits.Of(quantity) == QuantityLimits.Of("");
    }

    /// <summary>A rest is placed at its own first and last sample instead of those of the window.</summary>
    private static SensorFault Placed(SensorFault fault, double[] samples)
    {
        if (fault.Kind != SensorFaultKind.Stuck)
            return fault;
        var (from, to) = RecordingScan.Runs(fault.EndSample - fault.FirstSample, index => index == 0 || samples[fault.FirstSample + index] == samples[fault.FirstSample + index - 1])
            .Append((From: 0, To: 0)).MaxBy(run => run.To - run.From);
        if (2 * (to - from) < fault.EndSample - fault.FirstSample)
            return fault;
        var (first, end) = (fault.FirstSample + Math.Max(0, from - 1), fault.FirstSample + to);
        while (first > 0 && samples[first - 1] == samples[first])
            first--;
        while (end < samples.Length && samples[end] == samples[end - 1])
            end++;
        return fault with { FirstSample = first, EndSample = end };
    }

    private static void Join(List<SensorFault> found, SensorFault next)
    {
        if (found.Count > 0 && found[^1] is var last && last.Kind == next.Kind && last.EndSample >= next.FirstSample)
            found[^1] = last with { EndSample = Math.Max(last.EndSample, next.EndSample), Measured = Math.Abs(next.Measured) > Math.Abs(last.Measured) ? next.Measured : last.Measured, Certainty = (FaultCertainty)Math.Max((int)last.Certainty, (int)next.Certainty) };
        else
            found.Add(next);
    }

    private static SensorFaultKind? KindOf(ChannelFaultKind kind) => kind switch
    {
        ChannelFaultKind.Stuck => SensorFaultKind.Stuck,
        ChannelFaultKind.Clipped => SensorFaultKind.Clipped,
        ChannelFaultKind.Spikes => SensorFaultKind.Spikes,
        ChannelFaultKind.Implausible => SensorFaultKind.Implausible,
        ChannelFaultKind.Noise => SensorFaultKind.Noise,
        _ => null,
    };

    private static FaultCertainty CertaintyOf(in ChannelFaultResult result) => result.Kind switch
    {
        ChannelFaultKind.Implausible or ChannelFaultKind.Clipped => FaultCertainty.Certain,
        _ => Math.Abs(result.Measured) >= 2 * Math.Abs(result.Limit) ? FaultCertainty.VeryLikely : FaultCertainty.Likely,
    };
}
