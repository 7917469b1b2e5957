using System.Numerics;

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
        var sums = FiniteValues.All(window) ? Complete(window, lowEnd, highEnd) : Scan(window, lowEnd, highEnd);
        return new WindowValues(
            sums.Count, sums.Sum / sums.Count, sums.Minimum, sums.Maximum, sums.AtHigh + sums.AtLow, sums.AtHigh >= sums.AtLow ? rangeMax : rangeMin);
    }

    private static Sums Scan(ReadOnlySpan<float> window, double lowEnd, double highEnd)
    {
        var sums = new Sums(0, 0, double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        foreach (var sample in window)
        {
            double value = sample;
            if (!double.IsFinite(value))
                continue;
            sums = new Sums(
                sums.Count + 1, sums.Sum + value, Math.Min(sums.Minimum, value), Math.Max(sums.Maximum, value),
                sums.AtHigh + (value >= highEnd ? 1 : 0), sums.AtLow + (value <= lowEnd ? 1 : 0));
        }

        return sums;
    }

    private static Sums Complete(ReadOnlySpan<float> window, double lowEnd, double highEnd)
    {
        var (highs, lows) = (new Vector<double>(highEnd), new Vector<double>(lowEnd));
        var (sum, atHigh, atLow) = (Vector<double>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        var (minima, maxima) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(float.NegativeInfinity));
        var index = 0;
        for (; index <= window.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            var values = new Vector<float>(window[index..]);
            minima = Vector.Min(minima, values);
            maxima = Vector.Max(maxima, values);
            Vector.Widen(values, out var first, out var second);
            sum += first + second;
            atHigh -= Vector.GreaterThanOrEqual(first, highs) + Vector.GreaterThanOrEqual(second, highs);
            atLow -= Vector.LessThanOrEqual(first, lows) + Vector.LessThanOrEqual(second, lows);
        }

        var rest = Scan(window[index..], lowEnd, highEnd);
        var (minimum, maximum) = (rest.Minimum, rest.Maximum);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            (minimum, maximum) = (Math.Min(minimum, minima[lane]), Math.Max(maximum, maxima[lane]));
        return new Sums(
            window.Length, rest.Sum + Vector.Sum(sum), minimum, maximum, rest.AtHigh + (int)Vector.Sum(atHigh), rest.AtLow + (int)Vector.Sum(atLow));
    }

    private readonly record struct Sums(int Count, double Sum, double Minimum, double Maximum, int AtHigh, int AtLow);
}
