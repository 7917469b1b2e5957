using System.Numerics;
using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Integrates an acceleration within a stated band, in the frequency domain, where the filter has no phase and the integral no drift: baseline, padding with
/// zeros for as long as the filter rings, then division by i omega. Sources: D. M. Boore, Bull. Seism. Soc. Am. 95 (2005) 745-750 (padding);
/// D. M. Boore, J. J. Bommer, Soil Dynamics and Earthquake Engineering 25 (2005) 93-115 (baseline and filters without phase).
/// </summary>
public static class Integration
{
    private const double TaperShare = 0.05;

    /// <summary>Integrates once and twice.</summary>
    /// <param name="acceleration">At least 2 samples, none of them missing: nothing can be integrated across a gap.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="options">Band.</param>
    /// <param name="baselineSamples">
    /// Samples at the start, before the event, whose mean is the baseline; 0 takes off the straight line of the whole record. Not used for a band-limited record.
    /// </param>
    /// <exception cref="ArgumentException">A sample is missing, or a parameter is out of range.</exception>
    public static IntegratedMotion Integrate(ReadOnlySpan<double> acceleration, double sampleRateHz, IntegrationOptions options, int baselineSamples = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(sampleRateHz);
        if (acceleration.Length < 2 || !double.IsFinite(TensorPrimitives.Sum(acceleration)))
            throw new ArgumentException("The acceleration has fewer than two samples or a missing one; integrate the stretches between gaps.", nameof(acceleration));
        if (baselineSamples < 0 || baselineSamples > acceleration.Length)
            throw new ArgumentException($"The baseline is taken over {baselineSamples} samples; it lies between 0 and {acceleration.Length}.", nameof(baselineSamples));

        var padding = options.PaddingSamples(sampleRateHz);
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)(acceleration.Length + (2 * padding)));
        var padded = new double[length];
        acceleration.CopyTo(padded.AsSpan(padding));
        if (!options.IsBandLimitedRecord)
            TakeBaselineOff(padded.AsSpan(padding, acceleration.Length), baselineSamples);
        return Divide(padded, padding, acceleration.Length, sampleRateHz, options);
    }

    private static void TakeBaselineOff(Span<double> record, int baselineSamples)
    {
        if (baselineSamples > 0)
            TensorPrimitives.Subtract(record, TensorPrimitives.Sum<double>(record[..baselineSamples]) / baselineSamples, record);
        else
            Detrend.Linear(record);
        var taper = WindowFunction.Tukey(TaperShare).Symmetric(record.Length);
        TensorPrimitives.Multiply(record, taper, record);
    }

    private static IntegratedMotion Divide(double[] padded, int padding, int count, double sampleRateHz, IntegrationOptions options)
    {
        var forward = new RealFft(padded.Length);
        var (real, imaginary) = (new double[forward.BinCount], new double[forward.BinCount]);
        forward.Forward(padded, real, imaginary);

        // One inverse transform gives both: the velocity as its real, the displacement as its imaginary part.
        var inverse = new ComplexFft(padded.Length);
        inverse.Real.Clear();
        inverse.Imaginary.Clear();
        for (var bin = 1; bin < padded.Length; bin++)
        {
            var folded = bin < real.Length ? bin : padded.Length - bin;
            var frequencyHz = folded * sampleRateHz / padded.Length;
            var acceleration = new Complex(real[folded], bin < real.Length ? imaginary[folded] : -imaginary[folded]) * Gain(frequencyHz, options);
            var velocity = acceleration / new Complex(0, (bin < real.Length ? 2 : -2) * Math.PI * frequencyHz);
            var displacement = -acceleration / Math.Pow(2 * Math.PI * frequencyHz, 2);
            if (2 * bin == padded.Length)
                velocity = 0;
            var sum = velocity + (Complex.ImaginaryOne * displacement);
            (inverse.Real[bin], inverse.Imaginary[bin]) = (sum.Real, sum.Imaginary);
        }

        inverse.Inverse();
        return new IntegratedMotion(inverse.Real.Slice(padding, count).ToArray(), inverse.Imaginary.Slice(padding, count).ToArray());
    }

    /// <summary>Squared magnitude of the Butterworth filters at both edges.</summary>
    private static double Gain(double frequencyHz, IntegrationOptions options) =>
        1 / ((1 + Math.Pow(options.CutHz / frequencyHz, 2 * options.Order)) * (options.IsBandLimitedRecord ? 1 : 1 + Math.Pow(frequencyHz / options.HighHz, 2 * options.Order)));
}
