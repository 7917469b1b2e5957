namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Extent of a window's valid values, how many lie at an end of the chip's range, and which end more of them lie at.</summary>
internal readonly record struct WindowValues(int Count, double Mean, double Minimum, double Maximum, int AtEnds, double End)
{
    public static WindowValues Of(ReadOnlySpan<float> window, double rangeMin, double rangeMax, in QuantityLimits limits, double clipTolerance)
    {
        var margin = clipTolerance * (rangeMax - rangeMin);
        var canClip = double.IsFinite(margin) && margin > 0 && !limits.RestsAtEnds;
        var highEnd = canClip ? rangeMax - margin : double.PositiveInfinity;
        var lowEnd = canClip ? rangeMin + margin : double.NegativeInfinity;
        var count = 0;
        var atHigh = 0;
        var atLow = 0;
        var sum = 0.0;
        var minimum = double.PositiveInfinity;
        var maximum = double.NegativeInfinity;
        foreach (var sample in window)
        {
            double value = sample;
            if (!double.IsFinite(value))
                continue;
            count++;
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            atHigh += value >= highEnd ? 1 : 0;
            atLow += value <= lowEnd ? 1 : 0;
        }

        return new WindowValues(count, sum / count, minimum, maximum, atHigh + atLow, atHigh >= atLow ? rangeMax : rangeMin);
    }
}
