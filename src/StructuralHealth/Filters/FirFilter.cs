using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Causal filtering of a stream of blocks by a finite response; equal to <c>scipy.signal.lfilter(taps, 1, x)</c> however the stream is cut.
/// A missing sample (NaN) makes every value missing that it reaches. Owns its buffers, allocates nothing per block; not thread-safe.
/// </summary>
public sealed class FirFilter
{
    private const int ChunkSamples = 1024;
    private readonly double[] _reversed;
    private readonly double[] _history;

    /// <summary>Prepares the filter of one channel.</summary>
    /// <param name="taps">Coefficients, the first for the present sample; at least 1.</param>
    /// <exception cref="ArgumentException">There is no coefficient.</exception>
    public FirFilter(ReadOnlySpan<double> taps)
    {
        if (taps.Length == 0)
            throw new ArgumentException("A filter has at least one coefficient.", nameof(taps));
        _reversed = taps.ToArray();
        Array.Reverse(_reversed);
        _history = new double[taps.Length - 1 + ChunkSamples];
    }

    /// <summary>How far a filter with symmetric coefficients delays, in samples.</summary>
    public double DelaySamples => (_reversed.Length - 1) / 2.0;

    /// <summary>Forgets everything, as at the start of a stream.</summary>
    public void Reset() => Array.Clear(_history);

    /// <summary>Filters the next block.</summary>
    /// <param name="input">Samples.</param>
    /// <param name="output">Takes as many values; may be <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void Process(ReadOnlySpan<double> input, Span<double> output)
    {
        if (input.Length != output.Length)
            throw new ArgumentException($"A block of {input.Length} samples and an output of {output.Length} values differ in length.", nameof(output));
        var taps = _reversed.Length;
        for (var start = 0; start < input.Length; start += ChunkSamples)
        {
            var count = Math.Min(ChunkSamples, input.Length - start);
            input.Slice(start, count).CopyTo(_history.AsSpan(taps - 1));
            for (var index = 0; index < count; index++)
                output[start + index] = TensorPrimitives.Dot<double>(_history.AsSpan(index, taps), _reversed);
            _history.AsSpan(count, taps - 1).CopyTo(_history);
        }
    }

    /// <summary>
    /// Filters a record by symmetric coefficients without delay, with zeros beyond its ends; equal to <c>numpy.convolve(x, taps, 'same')</c>.
    /// </summary>
    /// <param name="taps">An odd number of coefficients.</param>
    /// <param name="samples">The record; NaN is a missing sample.</param>
    /// <exception cref="ArgumentException">The number of coefficients is even.</exception>
    public static double[] ZeroPhase(ReadOnlySpan<double> taps, ReadOnlySpan<double> samples)
    {
        if (taps.Length % 2 == 0)
            throw new ArgumentException($"{taps.Length} coefficients delay by half a sample; filtering without delay takes an odd number.", nameof(taps));
        var half = taps.Length / 2;
        var padded = new double[samples.Length + half];
        samples.CopyTo(padded);
        new FirFilter(taps).Process(padded, padded);
        return padded[half..];
    }
}
