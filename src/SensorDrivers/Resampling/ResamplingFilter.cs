using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTwin.SensorDrivers.Resampling;

/// <summary>
/// The low-pass filter between a chip's samples and the common time base: a sinc that ends at half the sample rate, in a Kaiser window
/// (Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974), tabulated at <see cref="Phases"/> places
/// between two samples and interpolated linearly between them. One table serves every channel of every sensor, whatever its rate.
/// <para>
/// Pass band 0 to <see cref="PassBand"/> of the sample rate, where amplitude is kept to <see cref="PassBandRippleDb"/> and phase exactly
/// (the filter is symmetric); from <see cref="StopBand"/> on everything is down by <see cref="StopBandDb"/>. What lies between has lost
/// amplitude, and its images are above the pass band. An output needs <see cref="HalfTaps"/> samples on either side: that is the delay.
/// </para>
/// Immutable; any thread may use it.
/// </summary>
public sealed class ResamplingFilter
{
    /// <summary>Samples that make one output.</summary>
    public const int Taps = 32;

    /// <summary>Samples before and behind an output's time that it is made of, and so its delay in sample intervals.</summary>
    public const int HalfTaps = Taps / 2;

    /// <summary>Tabulated places between two samples.</summary>
    public const int Phases = 256;

    /// <summary>End of the pass band as a share of the sample rate.</summary>
    public const double PassBand = 0.4;

    /// <summary>Begin of the stop band as a share of the sample rate.</summary>
    public const double StopBand = 0.6;

    /// <summary>Largest deviation from 0 dB in the pass band.</summary>
    public const double PassBandRippleDb = 0.001;

    /// <summary>Least attenuation in the stop band.</summary>
    public const double StopBandDb = 85;

    // Kaiser's formula for 90 dB; what remains is the interpolation of the table.
    private const double KaiserBeta = 0.1102 * (90 - 8.7);

    private readonly float[] _table = new float[(Phases + 1) * Taps];

    /// <summary>Computes the table.</summary>
    public ResamplingFilter()
    {
        Span<double> row = stackalloc double[Taps];
        for (var phase = 0; phase <= Phases; phase++)
        {
            var sum = 0.0;
            for (var tap = 0; tap < Taps; tap++)
            {
                row[tap] = Impulse(tap - (HalfTaps - 1) - (double)phase / Phases);
                sum += row[tap];
            }

            // Gravity is a thousand times what is sought: the sum of each row is exactly one.
            for (var tap = 0; tap < Taps; tap++)
                _table[phase * Taps + tap] = (float)(row[tap] / sum);
        }
    }

    /// <summary>Writes the weights of <see cref="Taps"/> consecutive samples for an output behind the middle one.</summary>
    /// <param name="fraction">Where the output lies between sample <see cref="HalfTaps"/> - 1 of them and the next one, 0 to 1.</param>
    /// <param name="weights">Takes <see cref="Taps"/> weights.</param>
    public void Weights(double fraction, Span<float> weights)
    {
        var place = fraction * Phases;
        var phase = Math.Min((int)place, Phases - 1);
        var share = new Vector<float>((float)(place - phase));
        var lower = MemoryMarshal.Cast<float, Vector<float>>(_table.AsSpan(phase * Taps, Taps));
        var upper = MemoryMarshal.Cast<float, Vector<float>>(_table.AsSpan((phase + 1) * Taps, Taps));
        var result = MemoryMarshal.Cast<float, Vector<float>>(weights[..Taps]);
        for (var i = 0; i < result.Length; i++)
            result[i] = lower[i] + share * (upper[i] - lower[i]);
    }

    /// <summary>The sum of <see cref="Taps"/> samples, each times its weight; NaN when one of the samples is, whatever its weight.</summary>
    public static float Apply(ReadOnlySpan<float> weights, ReadOnlySpan<float> samples)
    {
        var weighting = MemoryMarshal.Cast<float, Vector<float>>(weights[..Taps]);
        var values = MemoryMarshal.Cast<float, Vector<float>>(samples[..Taps]);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < weighting.Length; i++)
            sum += weighting[i] * values[i];
        return Vector.Sum(sum);
    }

    private static double Impulse(double at)
    {
        var inWindow = at / HalfTaps;
        if (Math.Abs(inWindow) >= 1)
            return 0;
        var sinc = at == 0 ? 1 : Math.Sin(Math.PI * at) / (Math.PI * at);
        return sinc * BesselI0(KaiserBeta * Math.Sqrt(1 - inWindow * inWindow)) / BesselI0(KaiserBeta);
    }

    // Modified Bessel function of the first kind (Abramowitz and Stegun, 9.6.12).
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
