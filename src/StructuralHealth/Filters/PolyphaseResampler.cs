using System.Numerics;
using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Resamples records by the ratio up / down with a low pass of 20 max(up, down) + 1 coefficients under a Kaiser window of beta 5 and zeros beyond the ends;
/// equal to <c>scipy.signal.resample_poly</c>. Only the coefficients that meet a sample are computed with. Immutable.
/// </summary>
public sealed class PolyphaseResampler
{
    private const int HalfLengthPerFactor = 10;
    private const double KaiserBeta = 5;
    private readonly int _up;
    private readonly int _down;
    private readonly int _half;
    private readonly double[][] _phases;

    /// <summary>Designs the low pass.</summary>
    /// <param name="up">Factor by which the rate grows, 1 to <see cref="Resampling.GreatestFactor"/>.</param>
    /// <param name="down">Factor by which the rate falls, likewise.</param>
    /// <exception cref="ArgumentException">A factor is out of range.</exception>
    public PolyphaseResampler(int up, int down)
    {
        Resampling.RequireFactor(up, 1, nameof(up));
        Resampling.RequireFactor(down, 1, nameof(down));
        var divisor = (int)BigInteger.GreatestCommonDivisor(up, down);
        (_up, _down) = (up / divisor, down / divisor);
        var factor = Math.Max(_up, _down);
        _half = HalfLengthPerFactor * factor;
        _phases = factor == 1 ? [[1]] : Phases(FirDesign.Window((2 * _half) + 1, PassBand.Below(1.0 / factor), 2, WindowFunction.Kaiser(KaiserBeta)), _up);
    }

    /// <summary>Resamples a record.</summary>
    /// <param name="samples">The record; a missing sample (NaN) makes every value missing that it reaches.</param>
    /// <returns>The record at the rate times up / down; its first value lies at the time of the first sample.</returns>
    public double[] Resample(ReadOnlySpan<double> samples)
    {
        if (_up == _down)
            return samples.ToArray();

        // Zeros beyond both ends, as many as a phase has coefficients.
        var taps = _phases[0].Length;
        var padded = new double[samples.Length + (2 * taps)];
        samples.CopyTo(padded.AsSpan(taps));
        var result = new double[(int)((((long)samples.Length * _up) + _down - 1) / _down)];
        for (var index = 0; index < result.Length; index++)
        {
            var (newest, phase) = Math.DivRem(((long)index * _down) + _half, _up);
            result[index] = TensorPrimitives.Dot<double>(padded.AsSpan((int)newest + 1, taps), _phases[phase]);
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
}
