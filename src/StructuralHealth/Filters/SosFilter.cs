using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Causal filtering of a stream of blocks, several channels at once: one channel per lane of a SIMD register. Equal to <c>scipy.signal.sosfilt</c> with its state kept. A missing sample (NaN) gives a missing
/// sample, and behind the gap its channel starts anew. Owns its buffers, allocates nothing per block; not thread-safe.
/// </summary>
public sealed class SosFilter
{
    private const int ChunkSamples = 256;
    private readonly SosSection[] _sections;
    private readonly bool _startsSettled;
    private readonly Vector<double>[][] _states;
    private readonly bool[] _isFresh;
    private readonly double[] _chunk = new double[ChunkSamples * Vector<double>.Count];

    /// <summary>Prepares the filter for a number of channels.</summary>
    /// <param name="cascade">Sections.</param>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="startsSettled">
    /// Whether a channel starts as if its first sample had been there for ever (no jump where a sensor has an offset, such as gravity) instead of after zeros.
    /// </param>
    public SosFilter(SosCascade cascade, int channels = 1, bool startsSettled = false)
    {
        ArgumentNullException.ThrowIfNull(cascade);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _sections = SosKernel.Padded(cascade.Sections);
        _startsSettled = startsSettled;
        Channels = channels;
        _states = [.. Enumerable.Range(0, (channels + Lanes - 1) / Lanes).Select(_ => new Vector<double>[2 * _sections.Length])];
        _isFresh = new bool[channels];
        Reset();
    }

    /// <summary>Channels of a block.</summary>
    public int Channels { get; }

    private static int Lanes => Vector<double>.Count;

    /// <summary>Forgets everything, as at the start of a stream.</summary>
    public void Reset()
    {
        foreach (var states in _states)
            Array.Clear(states);
        Array.Fill(_isFresh, true);
    }

    /// <summary>Filters the next block.</summary>
    /// <param name="input">Samples as [channel][sample], as many of each channel; NaN is a missing sample.</param>
    /// <param name="output">Takes as many values in the same order; may be <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">The spans differ in length or do not hold whole channels.</exception>
    public void Process(ReadOnlySpan<double> input, Span<double> output)
    {
        if (input.Length != output.Length || input.Length % Channels != 0)
            throw new ArgumentException($"A block of {input.Length} values and an output of {output.Length} do not hold {Channels} channels of one length each.", nameof(input));
        var samples = input.Length / Channels;
        for (var start = 0; start < samples; start += ChunkSamples)
        {
            var count = Math.Min(ChunkSamples, samples - start);
            for (var channel = 0; channel < Channels; channel += Lanes)
                ProcessChunk(channel, input, output, start, count, samples);
        }
    }

    private void ProcessChunk(int first, ReadOnlySpan<double> input, Span<double> output, int start, int count, int samples)
    {
        var states = _states[first / Lanes];
        var lanes = Math.Min(Lanes, Channels - first);
        var withGaps = 0u;
        for (var lane = 0; lane < lanes; lane++)
        {
            var chunk = input.Slice(((first + lane) * samples) + start, count);
            if (!double.IsFinite(TensorPrimitives.Sum(chunk)))
                withGaps |= 1u << lane;
            else if (_isFresh[first + lane])
                Start(first + lane, chunk[0]);
        }

        LaneBlock.Gather(input[((first * samples) + start)..], samples, lanes, count, _chunk);
        if (withGaps == 0)
        {
            SosKernel.Run(_sections, states, _chunk.AsSpan(0, count * Lanes));
            LaneBlock.Scatter(_chunk, output[((first * samples) + start)..], samples, lanes, count);
            return;
        }

        for (var sample = 0; sample < count; sample++)
            ProcessSampleWithGaps(first, lanes, sample);
        LaneBlock.Scatter(_chunk, output[((first * samples) + start)..], samples, lanes, count);
    }

    /// <summary>One sample of each lane; a lane without one forgets its state.</summary>
    private void ProcessSampleWithGaps(int first, int lanes, int sample)
    {
        var states = _states[first / Lanes];
        var values = _chunk.AsSpan(sample * Lanes, Lanes);
        var missing = 0u;
        for (var lane = 0; lane < lanes; lane++)
        {
            if (double.IsFinite(values[lane]))
            {
                if (_isFresh[first + lane])
                    Start(first + lane, values[lane]);
                continue;
            }

            missing |= 1u << lane;
            values[lane] = 0;
            _isFresh[first + lane] = true;
        }

        SosKernel.Run(_sections, states, values);
        for (var lane = 0; lane < lanes; lane++)
        {
            if ((missing & (1u << lane)) != 0)
                values[lane] = double.NaN;
        }
    }

    private void Start(int channel, double firstSample)
    {
        _isFresh[channel] = false;
        SosKernel.Settle(_sections, _states[channel / Lanes], channel % Lanes, _startsSettled ? firstSample : 0);
    }
}
