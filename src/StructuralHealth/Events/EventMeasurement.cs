using System.Numerics.Tensors;
using EdgeTwin.StructuralHealth.Filters;
using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Events;

/// <summary>
/// Measures one channel of an event. Durations: B. A. Bolt, 5th World Conf. Earthquake Engineering 1973 (bracketed);
/// M. D. Trifunac, A. G. Brady, Bull. Seism. Soc. Am. 65 (1975) 581-626 (significant).
/// </summary>
public static class EventMeasurement
{
    private const double SpectrumSeconds = 8;
    private const double SignificantFrom = 0.05;
    private const double SignificantTo = 0.95;

    /// <summary>What taking the mean off may leave of a constant channel: not an amplitude.</summary>
    private const double RoundingOfOffset = 1e-13;

    /// <summary>Measures a channel.</summary>
    /// <param name="samples">The event with its pre-event data; NaN is a missing sample.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="preEventSamples">Samples before the trigger, 0 to all of them.</param>
    /// <param name="isAcceleration">Whether velocity and displacement can be integrated from it.</param>
    /// <param name="options">Band and levels.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static ChannelMeasures Measure(
        ReadOnlySpan<double> samples, double sampleRateHz, int preEventSamples, bool isAcceleration, EventMeasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.Integration.Validate(sampleRateHz);
        if (preEventSamples < 0 || preEventSamples > samples.Length)
            throw new ArgumentException($"{preEventSamples} samples lie before the trigger; the event has {samples.Length}.", nameof(preEventSamples));

        var baselineSamples = options.UsesPreEventBaseline && !options.Integration.IsBandLimitedRecord ? preEventSamples : 0;
        var missing = MissingIn(samples);
        var corrected = Corrected(samples, baselineSamples, options);
        var (velocity, displacement) = (new Peak(double.NaN, double.NaN), new Peak(double.NaN, double.NaN));
        if (isAcceleration && missing == 0 && samples.Length >= 2)
        {
            var motion = Integration.Integrate(samples, sampleRateHz, options.Integration, baselineSamples);
            (velocity, displacement) = (Peak.Of(motion.Velocity, sampleRateHz), Peak.Of(motion.Displacement, sampleRateHz));
        }

        var amplitude = Peak.Of(corrected, sampleRateHz);
        var squares = SquareIntegral(corrected) / sampleRateHz;
        return new ChannelMeasures(
            amplitude,
            BracketedSamples(corrected, options.BracketLevel ?? options.BracketShare * Math.Abs(amplitude.Value)) / sampleRateHz,
            SignificantSamples(corrected) / sampleRateHz,
            squares,
            Frequency(corrected, sampleRateHz, options.LowestHz),
            velocity,
            displacement,
            missing);
    }

    private static int MissingIn(ReadOnlySpan<double> samples)
    {
        var missing = 0;
        foreach (var sample in samples)
            missing += double.IsFinite(sample) ? 0 : 1;
        return missing;
    }

    private static double[] Corrected(ReadOnlySpan<double> samples, int baselineSamples, EventMeasureOptions options)
    {
        var corrected = samples.ToArray();
        if (options.Integration.IsBandLimitedRecord)
            return corrected;
        var (sum, count) = (0.0, 0);
        foreach (var sample in samples[..(baselineSamples > 0 ? baselineSamples : samples.Length)])
        {
            if (!double.IsFinite(sample))
                continue;
            sum += sample;
            count++;
        }

        if (count > 0)
            TensorPrimitives.Subtract(corrected, sum / count, corrected);
        var largest = Math.Abs(Peak.Of(samples, 1).Value);
        for (var index = 0; index < corrected.Length; index++)
            corrected[index] = Math.Abs(corrected[index]) <= RoundingOfOffset * largest ? 0 : corrected[index];
        return corrected;
    }

    private static double SquareIntegral(double[] samples)
    {
        var sum = 0.0;
        foreach (var sample in samples)
            sum += double.IsFinite(sample) ? sample * sample : 0;
        return sum;
    }

    private static double BracketedSamples(double[] samples, double level)
    {
        if (!(level > 0))
            return double.NaN;
        var first = Array.FindIndex(samples, sample => Math.Abs(sample) >= level);
        return first < 0 ? double.NaN : Array.FindLastIndex(samples, sample => Math.Abs(sample) >= level) - first;
    }

    private static double SignificantSamples(double[] samples)
    {
        var total = SquareIntegral(samples);
        if (!(total > 0))
            return double.NaN;
        var (sum, from) = (0.0, -1);
        for (var index = 0; index < samples.Length; index++)
        {
            sum += double.IsFinite(samples[index]) ? samples[index] * samples[index] : 0;
            if (from < 0 && sum >= SignificantFrom * total)
                from = index;
            if (sum >= SignificantTo * total)
                return index - from;
        }

        return double.NaN;
    }

    private static double Frequency(double[] samples, double sampleRateHz, double lowestHz)
    {
        var segment = Math.Min(samples.Length, (int)(SpectrumSeconds * sampleRateHz));
        if (segment < 8)
            return double.NaN;
        var welch = new WelchSpectrum(sampleRateHz, segment);
        var psd = new double[welch.BinCount];
        welch.Compute(samples, psd);
        return SpectralPeak.Find(psd, welch.FrequencyResolutionHz, lowestHz, sampleRateHz / 2).FrequencyHz;
    }
}
