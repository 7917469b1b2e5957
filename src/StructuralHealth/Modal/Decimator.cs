using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>
/// Decimation without phase by a symmetric Kaiser-windowed low-pass, evaluated only at the samples that are kept: flat to 0.4 of the new rate,
/// 80 dB down from 0.6 of it on, so that what folds back stays above the band. The ends that the filter cannot fill are dropped.
/// Source: A. Oppenheim, R. Schafer, Discrete-Time Signal Processing, section 7.6 (Kaiser's formulas).
/// </summary>
internal sealed class Decimator
{
    private const double AttenuationDb = 80;
    private readonly double[] _taps;

    public Decimator(int factor)
    {
        Factor = factor;
        HalfLength = factor == 1 ? 0 : (int)Math.Ceiling((AttenuationDb - 8) / (2.285 * 2 * Math.PI * 0.2 / factor) / 2);
        _taps = factor == 1 ? [1] : Design(HalfLength, 0.5 / factor);
    }

    public int Factor { get; }

    /// <summary>Samples at each end of a stretch that only feed the filter.</summary>
    public int HalfLength { get; }

    public int OutputLength(int inputLength) => inputLength <= 2 * HalfLength ? 0 : ((inputLength - (2 * HalfLength) - 1) / Factor) + 1;

    public double[] Apply(ReadOnlySpan<double> samples)
    {
        var result = new double[OutputLength(samples.Length)];
        for (var index = 0; index < result.Length; index++)
            result[index] = TensorPrimitives.Dot(samples.Slice(index * Factor, _taps.Length), _taps);
        return result;
    }

    private static double[] Design(int half, double cutoff)
    {
        const double beta = 0.1102 * (AttenuationDb - 8.7);
        var taps = new double[(2 * half) + 1];
        var sum = 0.0;
        for (var index = 0; index < taps.Length; index++)
        {
            var offset = index - half;
            var sinc = offset == 0 ? 2 * cutoff : Math.Sin(2 * Math.PI * cutoff * offset) / (Math.PI * offset);
            var ratio = (double)offset / (half + 1);
            taps[index] = sinc * WindowFunction.BesselI0(beta * Math.Sqrt(1 - (ratio * ratio)));
            sum += taps[index];
        }

        TensorPrimitives.Divide(taps, sum, taps);
        return taps;
    }
}
