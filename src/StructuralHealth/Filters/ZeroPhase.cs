using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Filtering forwards and backwards, so that nothing is delayed and the loss counts twice; equal to <c>scipy.signal.sosfiltfilt</c> with its odd padding.
/// Source: F. Gustafsson, IEEE Trans. Signal Processing 44 (1996) 988-992.
/// </summary>
public static class ZeroPhase
{
    /// <summary>Samples that a filter takes of each end to continue the signal beyond it; shorter records cannot be filtered.</summary>
    /// <param name="cascade">Sections.</param>
    public static int PaddingSamples(SosCascade cascade)
    {
        ArgumentNullException.ThrowIfNull(cascade);
        int plainZeros = 0, plainPoles = 0;
        foreach (var section in cascade.Sections)
        {
            plainZeros += section.B2 == 0 ? 1 : 0;
            plainPoles += section.A2 == 0 ? 1 : 0;
        }

        return 3 * ((2 * cascade.Sections.Length) + 1 - Math.Min(plainZeros, plainPoles));
    }

    /// <summary>
    /// Filters the channels of a record. Each stretch between missing samples is a record of its own; one not longer than <see cref="PaddingSamples"/> cannot
    /// be judged and becomes missing as a whole.
    /// </summary>
    /// <param name="cascade">Sections.</param>
    /// <param name="samples">The record as [channel][sample]; NaN is a missing sample.</param>
    /// <param name="channels">Channels; several at once are faster.</param>
    /// <returns>As many values in the same order, in the unit of the samples; NaN where nothing can be said.</returns>
    /// <exception cref="ArgumentException">The samples are not those of whole channels.</exception>
    public static double[] Filter(SosCascade cascade, ReadOnlySpan<double> samples, int channels = 1)
    {
        var result = GC.AllocateUninitializedArray<double>(samples.Length);
        Filter(cascade, samples, result, channels);
        return result;
    }

    /// <summary>Filters the channels of a record to where the caller wants them; otherwise as the other form.</summary>
    /// <param name="cascade">Sections.</param>
    /// <param name="samples">The record as [channel][sample]; NaN is a missing sample.</param>
    /// <param name="result">Takes as many values in the same order; may be <paramref name="samples"/>.</param>
    /// <param name="channels">Channels.</param>
    /// <exception cref="ArgumentException">The samples are not those of whole channels, or the result has another length.</exception>
    public static void Filter(SosCascade cascade, ReadOnlySpan<double> samples, Span<double> result, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (samples.Length % channels != 0 || result.Length != samples.Length)
            throw new ArgumentException($"{samples.Length} values and a result of {result.Length} do not hold {channels} channels of one length each.", nameof(samples));
        var count = samples.Length / channels;
        var filter = new TwoPasses(cascade, count);
        for (var channel = 0; channel < channels;)
        {
            var lanes = Math.Min(Vector<double>.Count, channels - channel);
            if (!double.IsFinite(TensorPrimitives.Sum(samples.Slice(channel * count, lanes * count))))
                lanes = 1;
            var part = samples.Slice(channel * count, lanes * count);
            if (lanes == 1)
                FilterStretches(filter, part, result.Slice(channel * count, count));
            else
                filter.Filter(part, lanes, result.Slice(channel * count, lanes * count));
            channel += lanes;
        }
    }

    private static void FilterStretches(TwoPasses filter, ReadOnlySpan<double> samples, Span<double> result)
    {
        for (var start = 0; start < samples.Length;)
        {
            var end = start;
            while (end < samples.Length && double.IsFinite(samples[end]))
                end++;
            filter.Filter(samples[start..end], 1, result[start..end]);
            if (end < samples.Length)
                result[end] = double.NaN;
            start = end + 1;
        }
    }

    /// <summary>Filters a stretch of up to as many channels as there are lanes. The samples lie as [sample][lane] from the first pass to the last.</summary>
    private sealed class TwoPasses
    {
        private readonly SosSection[] _sections;
        private readonly Vector<double>[] _states;
        private readonly Vector<double>[] _samples;
        private readonly int _padding;

        public TwoPasses(SosCascade cascade, int longest)
        {
            _sections = SosKernel.Padded(cascade.Sections);
            _states = new Vector<double>[2 * _sections.Length];
            _padding = PaddingSamples(cascade);
            _samples = GC.AllocateUninitializedArray<Vector<double>>(longest + (2 * _padding));
        }

        public void Filter(ReadOnlySpan<double> samples, int lanes, Span<double> result)
        {
            var count = samples.Length / lanes;
            if (count <= _padding)
            {
                result.Fill(double.NaN);
                return;
            }

            var extended = _samples.AsSpan(0, count + (2 * _padding));
            var inner = MemoryMarshal.Cast<Vector<double>, double>(extended.Slice(_padding, count));
            LaneBlock.Gather(samples, count, lanes, count, inner);
            Extend(extended);
            for (var direction = 0; direction < 2; direction++)
            {
                for (var lane = 0; lane < Vector<double>.Count; lane++)
                    SosKernel.Settle(_sections, _states, lane, extended[0][lane]);
                SosKernel.Run(_sections, _states, MemoryMarshal.Cast<Vector<double>, double>(extended));
                extended.Reverse();
            }

            LaneBlock.Scatter(inner, result, count, lanes, count);
        }

        /// <summary>Continues a stretch beyond both ends by turning it about its first and its last sample.</summary>
        private void Extend(Span<Vector<double>> extended)
        {
            var (first, last) = (_padding, extended.Length - _padding - 1);
            for (var index = 1; index <= _padding; index++)
            {
                extended[first - index] = (extended[first] * 2) - extended[first + index];
                extended[last + index] = (extended[last] * 2) - extended[last - index];
            }
        }
    }
}
