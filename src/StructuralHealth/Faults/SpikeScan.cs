using System.Numerics;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Finds samples that stand alone. An impact rings on in its neighbours; a disturbed data line or a plug does not.</summary>
internal static class SpikeScan
{
    private const int Reach = 8;
    private const double NeighbourShare = 0.15;
    private const double LevelShare = 0.25;
    private const int Trims = 3;
    private const double TrimFactor = 5;

    /// <summary>Largest height of a lone sample over <paramref name="factor"/> mean steps; 0 when there is none. <paramref name="limit"/> is what it was held against.</summary>
    public static double LargestLoneSample(ReadOnlySpan<float> window, double factor, out double limit)
    {
        limit = factor * MeanStep(window);
        var largest = 0.0;
        var index = 1;
        for (; index <= window.Length - 1 - Vector<float>.Count; index += Vector<float>.Count)
        {
            // Hardly any stretch holds one: look a vector at a time, closely only where something is there.
            if (AnyHigher(window, index, limit))
                largest = LargestLoneSample(window, index, index + Vector<float>.Count, limit, largest);
        }

        return LargestLoneSample(window, index, window.Length - 1, limit, largest);
    }

    /// <summary>Largest step between samples that is at least <paramref name="limit"/> and that another such step takes back; 0 when there is none.</summary>
    public static double LargestReturningJump(ReadOnlySpan<float> window, double limit)
    {
        var up = 0.0;
        var down = 0.0;
        var before = float.NaN;
        foreach (var value in window)
        {
            if (!float.IsFinite(value))
                continue;
            var step = (double)value - before;
            up = step > up ? step : up;
            down = -step > down ? -step : down;
            before = value;
        }

        return up >= limit && down >= limit ? Math.Max(up, down) : 0;
    }

    private static double LargestLoneSample(ReadOnlySpan<float> window, int from, int to, double limit, double largest)
    {
        for (var index = from; index < to; index++)
        {
            var height = Height(window, index);
            if (height > limit && height > largest && StandsAlone(window, index, height))
                largest = height;
        }

        return largest;
    }

    private static bool AnyHigher(ReadOnlySpan<float> window, int index, double limit)
    {
        Vector.Widen(new Vector<float>(window[index..]), out var low, out var high);
        Vector.Widen(new Vector<float>(window[(index - 1)..]), out var lowBefore, out var highBefore);
        Vector.Widen(new Vector<float>(window[(index + 1)..]), out var lowAfter, out var highAfter);
        var half = new Vector<double>(0.5);
        var limits = new Vector<double>(limit);
        return Vector.GreaterThanAny(Vector.Abs(low - (half * (lowBefore + lowAfter))), limits)
            || Vector.GreaterThanAny(Vector.Abs(high - (half * (highBefore + highAfter))), limits);
    }

    /// <summary>Mean of the steps between neighbours without the large ones, so that neither spikes nor events raise it.</summary>
    private static double MeanStep(ReadOnlySpan<float> window)
    {
        var ceiling = double.PositiveInfinity;
        var mean = 0.0;
        for (var trim = 0; trim < Trims; trim++)
        {
            var (sum, count) = SumOfSteps(window, ceiling);
            if (count == 0)
                return double.PositiveInfinity;
            mean = sum / count;
            ceiling = TrimFactor * mean;
        }

        // A signal that rests between two steps of its resolution has no scale to judge by.
        return mean > 0 ? mean : double.PositiveInfinity;
    }

    /// <summary>Steps up to a ceiling; one from or to a missing sample is none.</summary>
    private static (double Sum, long Count) SumOfSteps(ReadOnlySpan<float> window, double ceiling)
    {
        var (sums, counts, ceilings) = (Vector<double>.Zero, Vector<long>.Zero, new Vector<double>(ceiling));
        var index = 1;
        for (; index <= window.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(window[index..]), out var low, out var high);
            Vector.Widen(new Vector<float>(window[(index - 1)..]), out var lowBefore, out var highBefore);
            low = Vector.Abs(low - lowBefore);
            high = Vector.Abs(high - highBefore);
            var (lowCounts, highCounts) = (Vector.LessThanOrEqual(low, ceilings), Vector.LessThanOrEqual(high, ceilings));
            sums += Vector.ConditionalSelect(lowCounts, low, Vector<double>.Zero) + Vector.ConditionalSelect(highCounts, high, Vector<double>.Zero);
            counts -= lowCounts + highCounts;
        }

        var (sum, count) = (Vector.Sum(sums), Vector.Sum(counts));
        for (; index < window.Length; index++)
        {
            var step = Math.Abs((double)window[index] - window[index - 1]);
            if (!(step <= ceiling))
                continue;
            sum += step;
            count++;
        }

        return (sum, count);
    }

    private static double Height(ReadOnlySpan<float> window, int index) =>
        Math.Abs(window[index] - (0.5 * ((double)window[index - 1] + window[index + 1])));

    private static bool StandsAlone(ReadOnlySpan<float> window, int index, double height)
    {
        if (Math.Abs((double)window[index + 1] - window[index - 1]) > LevelShare * height)
            return false;
        for (var distance = 2; distance <= Reach; distance++)
        {
            if (!IsCalm(window, index - distance, height) || !IsCalm(window, index + distance, height))
                return false;
        }

        return true;
    }

    private static bool IsCalm(ReadOnlySpan<float> window, int index, double height)
    {
        if (index < 1 || index > window.Length - 2)
            return true;
        var neighbour = Height(window, index);
        return !(neighbour > NeighbourShare * height);
    }
}
