namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Finds the lag of two gauges and the axles that both saw.</summary>
internal static class AxlePairing
{
    internal const double NoiseFactor = 4;
    private const double LeastCorrelation = 0.5;
    private const double AmbiguousShare = 0.9;

    /// <summary>Lag in samples by which the second signal follows the first: the best correlation of their positive parts, NaN when it is poor or as good the other way round.</summary>
    public static double Lag(double[] first, double[] second, int longest)
    {
        var (forward, forwardLag) = Best(first, second, longest);
        var (backward, backwardLag) = Best(second, first, longest);
        var scale = Math.Sqrt(Energy(first) * Energy(second));
        var (best, other) = (Math.Max(forward, backward), Math.Min(forward, backward));
        if (!(best > LeastCorrelation * scale) || other > AmbiguousShare * best)
            return double.NaN;
        return forward > backward ? forwardLag : -backwardLag;
    }

    /// <summary>Places of the bells, in samples from the start, that rise over noise and over a share of the highest.</summary>
    public static List<double> Peaks(double[] sharpened, double noise, double share)
    {
        var threshold = Math.Max(NoiseFactor * noise, share * (sharpened.Length == 0 ? 0 : sharpened.Max()));
        var peaks = new List<double>();
        for (var index = 1; index < sharpened.Length - 1; index++)
        {
            var (before, here, after) = (sharpened[index - 1], sharpened[index], sharpened[index + 1]);
            if (here < threshold || here <= before || here < after)
                continue;
            peaks.Add(index + (0.5 * (before - after) / (before - (2 * here) + after)));
        }

        return peaks;
    }

    /// <summary>The first signal plus the second shifted back by the lag and scaled by a factor: what both gauges saw stands out of what one saw.</summary>
    public static double[] Joint(double[] first, double[] second, double lag, double factor)
    {
        var joint = new double[first.Length];
        for (var index = 0; index < joint.Length; index++)
            joint[index] = first[index] + (factor * At(second, index + lag));
        return joint;
    }

    /// <summary>Highest of the peaks within the tolerance of a place; NaN when there is none.</summary>
    public static double PeakNear(double[] sharpened, List<double> peaks, double place, double tolerance)
    {
        var best = double.NaN;
        foreach (var peak in peaks)
        {
            if (Math.Abs(peak - place) <= tolerance && !(At(sharpened, peak) <= At(sharpened, best)))
                best = peak;
        }

        return best;
    }

    /// <summary>Root of the energy of the positive part.</summary>
    public static double Strength(double[] signal) => Math.Sqrt(Energy(signal));

    private static double At(double[] signal, double place)
    {
        if (!(place >= 0 && place < signal.Length - 1))
            return 0;
        var left = (int)place;
        return signal[left] + ((place - left) * (signal[left + 1] - signal[left]));
    }

    /// <summary>Best sum of products with the later signal shifted back by 1 to <paramref name="longest"/> samples, and the shift to a part of a sample.</summary>
    private static (double Correlation, double Lag) Best(double[] earlier, double[] later, int longest)
    {
        var correlation = new double[Math.Min(longest, earlier.Length - 1) + 1];
        var best = 0;
        for (var lag = 0; lag < correlation.Length; lag++)
        {
            for (var index = 0; index + lag < later.Length; index++)
                correlation[lag] += Math.Max(0, earlier[index]) * Math.Max(0, later[index + lag]);
            if (lag > 0 && correlation[lag] > correlation[best])
                best = lag;
        }

        if (best == 0 || best == correlation.Length - 1)
            return (correlation[best], best);
        var (before, here, after) = (correlation[best - 1], correlation[best], correlation[best + 1]);
        return (here, best + (0.5 * (before - after) / (before - (2 * here) + after)));
    }

    private static double Energy(double[] signal) => signal.Sum(value => value > 0 ? value * value : 0);
}
