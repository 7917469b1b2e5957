using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Designs filters of finite response by the window method; equal to <c>scipy.signal.firwin</c>. Source: Oppenheim and Schafer 2010, section 7.5.</summary>
public static class FirDesign
{
    /// <summary>The most coefficients of a design.</summary>
    public const int MostTaps = 1_000_001;

    /// <summary>Symmetric coefficients with a gain of 1 in the middle of the lowest pass band.</summary>
    /// <param name="taps">Coefficients, at least 1; odd where half the sample rate is to pass.</param>
    /// <param name="band">Edges in Hz, where the gain is one half.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="window">Window over the ideal response; Hamming where null.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static double[] Window(int taps, PassBand band, double sampleRateHz, WindowFunction? window = null)
    {
        if (taps is < 1 or > MostTaps)
            throw new ArgumentException($"The filter has {taps} coefficients; it has 1 to {MostTaps}.", nameof(taps));
        band.Validate(sampleRateHz);
        if (taps % 2 == 0 && band.Kind is (PassBandKind.High or PassBandKind.Except))
            throw new ArgumentException($"A filter of {taps} coefficients loses half the sample rate, which is to pass; take an odd number.", nameof(taps));
        (double Low, double High)[] passes = band.Kind == PassBandKind.Except
            ? [(0, 2 * band.LowHz / sampleRateHz), (2 * band.HighHz / sampleRateHz, 1)]
            : [(2 * band.LowHz / sampleRateHz, Math.Min(1, 2 * band.HighHz / sampleRateHz))];

        var coefficients = (window ?? WindowFunction.Hamming).Symmetric(taps);
        for (var index = 0; index < taps; index++)
        {
            var offset = index - (0.5 * (taps - 1));
            coefficients[index] *= passes.Sum(pass => (pass.High * Sinc(pass.High * offset)) - (pass.Low * Sinc(pass.Low * offset)));
        }

        TensorPrimitives.Divide(coefficients, GainAt(Middle(passes[0]), coefficients), coefficients);
        return coefficients;
    }

    private static double Middle((double Low, double High) pass) => pass.Low == 0 ? 0 : pass.High == 1 ? 1 : 0.5 * (pass.Low + pass.High);

    private static double GainAt(double share, double[] coefficients)
    {
        var gain = 0.0;
        for (var index = 0; index < coefficients.Length; index++)
            gain += coefficients[index] * Math.Cos(Math.PI * (index - (0.5 * (coefficients.Length - 1))) * share);
        return gain;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
