using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// One-sided power spectral density by Welch's method: periodic Hann window, 50 % overlap, mean removed per segment, density scaling,
/// mean over segments; the defaults of <c>scipy.signal.welch</c>, to which it is equal. A segment with a missing sample is left out, never patched.
/// Source: P. D. Welch, IEEE Trans. Audio Electroacoustics 15 (1967) 70-73. Owns its buffers, allocates nothing per call; not thread-safe.
/// </summary>
public sealed class WelchSpectrum
{
    private readonly RealFft _fft;
    private readonly double[] _window;
    private readonly double[] _segment;
    private readonly double _windowPower;

    /// <summary>Prepares spectra of one sample rate and segment length.</summary>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="segmentLength">Samples per segment, at least 2; products of 2, 3 and 5 are fast.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public WelchSpectrum(double sampleRateHz, int segmentLength)
    {
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentOutOfRangeException(nameof(sampleRateHz), sampleRateHz, "The sample rate must be a positive number of hertz.");
        _fft = new RealFft(segmentLength);
        SampleRateHz = sampleRateHz;
        _segment = new double[segmentLength];
        _window = new double[segmentLength];
        for (var index = 0; index < segmentLength; index++)
            _window[index] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * index / segmentLength));
        _windowPower = TensorPrimitives.SumOfSquares<double>(_window);
    }

    /// <summary>Samples per second.</summary>
    public double SampleRateHz { get; }

    /// <summary>Samples per segment.</summary>
    public int SegmentLength => _segment.Length;

    /// <summary>Samples from the start of a segment to the start of the next.</summary>
    public int SegmentStep => SegmentLength - (SegmentLength / 2);

    /// <summary>Distance of two bins in Hz; bin k lies at k times it.</summary>
    public double FrequencyResolutionHz => SampleRateHz / SegmentLength;

    /// <summary>Bins from 0 Hz to half the sample rate.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Computes the density of a window of samples.</summary>
    /// <param name="samples">The window; <see cref="float.NaN"/> is a missing sample.</param>
    /// <param name="psd">Takes <see cref="BinCount"/> densities in unit squared per Hz; all NaN when no segment is complete.</param>
    /// <returns>How many segments the mean is taken over.</returns>
    /// <exception cref="ArgumentException"><paramref name="psd"/> has not <see cref="BinCount"/> values.</exception>
    public int Compute(ReadOnlySpan<float> samples, Span<double> psd)
    {
        if (psd.Length != BinCount)
            throw new ArgumentException($"psd has {psd.Length} values; this spectrum has {BinCount} bins.", nameof(psd));
        psd.Clear();
        var segments = 0;
        for (var start = 0; start + SegmentLength <= samples.Length; start += SegmentStep)
        {
            if (!TryPrepare(samples.Slice(start, SegmentLength)))
                continue;
            _fft.AddPower(_segment, psd);
            segments++;
        }

        if (segments == 0)
            psd.Fill(double.NaN);
        else
            Scale(psd, segments);
        return segments;
    }

    /// <summary>Removes the mean and applies the window; false when a sample is missing.</summary>
    private bool TryPrepare(ReadOnlySpan<float> samples)
    {
        TensorPrimitives.ConvertTruncating(samples, _segment);
        var mean = TensorPrimitives.Sum<double>(_segment) / SegmentLength;
        if (!double.IsFinite(mean))
            return false;
        TensorPrimitives.Subtract(_segment, mean, _segment);
        TensorPrimitives.Multiply<double>(_segment, _window, _segment);
        return true;
    }

    private void Scale(Span<double> psd, int segments)
    {
        var scale = 1 / (SampleRateHz * _windowPower * segments);
        TensorPrimitives.Multiply(psd, 2 * scale, psd);
        psd[0] *= 0.5;
        if (SegmentLength % 2 == 0)
            psd[^1] *= 0.5;
    }
}
