using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Changes the rate of a record without delay.</summary>
public static class Resampling
{
    /// <summary>The largest factor of <see cref="Polyphase"/> and <see cref="Decimate"/>.</summary>
    public const int GreatestFactor = 10_000;

    // Order, ripple and edge of scipy.signal.decimate.
    private const int DecimationOrder = 8;
    private const double DecimationRippleDb = 0.05;
    private const double DecimationEdge = 0.8;

    /// <summary>
    /// Keeps every n-th sample behind a Chebyshev low pass of order 8, forwards and backwards, with its edge at 0.8 of the new half rate;
    /// equal to <c>scipy.signal.decimate</c>. For factors above 13 it is better to decimate twice.
    /// </summary>
    /// <param name="samples">The record; NaN is a missing sample, see <see cref="ZeroPhase.Filter"/>.</param>
    /// <param name="factor">2 to <see cref="GreatestFactor"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of range.</exception>
    public static double[] Decimate(ReadOnlySpan<double> samples, int factor)
    {
        RequireFactor(factor, 2, nameof(factor));
        var filtered = ZeroPhase.Filter(IirDesign.ChebyshevI(DecimationOrder, DecimationRippleDb, PassBand.Below(DecimationEdge / factor), 2), samples);
        var kept = new double[(samples.Length + factor - 1) / factor];
        for (var index = 0; index < kept.Length; index++)
            kept[index] = filtered[index * factor];
        return kept;
    }

    /// <summary>
    /// Resamples by the ratio up / down with a low pass of 20 max(up, down) + 1 coefficients under a Kaiser window of beta 5 and zeros beyond the ends;
    /// equal to <c>scipy.signal.resample_poly</c>. A missing sample makes every value missing that it reaches.
    /// </summary>
    /// <param name="samples">The record; NaN is a missing sample.</param>
    /// <param name="up">Factor by which the rate grows, 1 to <see cref="GreatestFactor"/> after the fraction is reduced.</param>
    /// <param name="down">Factor by which the rate falls, likewise.</param>
    /// <returns>The record at the rate times up / down; its first value lies at the time of the first sample.</returns>
    /// <exception cref="ArgumentException">A factor is out of range.</exception>
    public static double[] Polyphase(ReadOnlySpan<double> samples, int up, int down)
    {
        RequireFactor(up, 1, nameof(up));
        RequireFactor(down, 1, nameof(down));
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(up, down);
        (up, down) = (up / divisor, down / divisor);
        if (up == down)
            return samples.ToArray();
        var half = 10 * Math.Max(up, down);
        var phases = Phases(FirDesign.Window((2 * half) + 1, PassBand.Below(1.0 / Math.Max(up, down)), 2, WindowFunction.Kaiser(5)), up);

        // Zeros beyond both ends, as many as a phase has coefficients.
        var padding = phases[0].Length;
        var padded = new double[samples.Length + (2 * padding)];
        samples.CopyTo(padded.AsSpan(padding));
        var result = new double[(int)((((long)samples.Length * up) + down - 1) / down)];
        for (var index = 0; index < result.Length; index++)
        {
            var place = ((long)index * down) + half;
            var phase = phases[place % up];
            var newest = (int)(place / up) + padding;
            result[index] = TensorPrimitives.Dot<double>(padded.AsSpan(newest - phase.Length + 1, phase.Length), phase);
        }

        return result;
    }

    /// <summary>Every up-th coefficient from each of the first up ones on, in the order of the samples that they meet.</summary>
    private static double[][] Phases(double[] taps, int up)
    {
        var length = (taps.Length + up - 1) / up;
        var phases = new double[up][];
        for (var phase = 0; phase < up; phase++)
        {
            phases[phase] = new double[length];
            for (var index = 0; (index * up) + phase < taps.Length; index++)
                phases[phase][length - 1 - index] = taps[(index * up) + phase] * up;
        }

        return phases;
    }

    private static void RequireFactor(int factor, int least, string name)
    {
        if (factor < least || factor > GreatestFactor)
            throw new ArgumentException($"{name} is {factor}; it lies between {least} and {GreatestFactor}.", name);
    }
}
