using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// One-sided power spectrum by Welch's method, equal to <c>scipy.signal.welch</c>. A segment with a missing sample is left out, never patched.
/// Source: P. D. Welch, IEEE Trans. Audio Electroacoustics 15 (1967) 70-73. Owns its buffers, allocates nothing per call once warm; not thread-safe.
/// </summary>
public sealed class WelchSpectrum
{
    private readonly WelchSegments _segments;
    private readonly RealFft _fft;
    private readonly SegmentAverage _average;
    private readonly double[] _segment;

    /// <summary>Prepares densities with the defaults of <see cref="WelchOptions"/>: Hann window, 50 % overlap, mean removed, mean over segments.</summary>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="segmentLength">Samples per segment, at least 2; products of 2, 3 and 5 are fast.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public WelchSpectrum(double sampleRateHz, int segmentLength)
        : this(sampleRateHz, new WelchOptions { SegmentLength = segmentLength })
    {
    }

    /// <summary>Prepares spectra of one sample rate.</summary>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="options">Segments, window, trend, scale and average.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public WelchSpectrum(double sampleRateHz, WelchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _segments = new WelchSegments(sampleRateHz, options);
        _fft = new RealFft(options.SegmentLength);
        _segment = new double[options.SegmentLength];
        _average = new SegmentAverage(BinCount, options.Average);
    }

    /// <summary>Samples per second.</summary>
    public double SampleRateHz => _segments.SampleRateHz;

    /// <summary>Samples per segment.</summary>
    public int SegmentLength => _segments.Length;

    /// <summary>Samples from the start of a segment to the start of the next.</summary>
    public int SegmentStep => _segments.Step;

    /// <summary>Distance of two bins in Hz; bin k lies at k times it.</summary>
    public double FrequencyResolutionHz => SampleRateHz / SegmentLength;

    /// <summary>Bins from 0 Hz to half the sample rate.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Computes the spectrum of a window of samples in single precision; the computation is in double.</summary>
    /// <param name="samples">The window; <see cref="float.NaN"/> is a missing sample.</param>
    /// <param name="psd">Takes <see cref="BinCount"/> values, in unit squared per Hz unless scaled otherwise; all NaN when no segment is complete.</param>
    /// <returns>How many segments the average is taken over.</returns>
    /// <exception cref="ArgumentException"><paramref name="psd"/> has not <see cref="BinCount"/> values.</exception>
    public int Compute(ReadOnlySpan<float> samples, Span<double> psd)
    {
        Begin(psd);
        for (var start = 0; start + SegmentLength <= samples.Length; start += SegmentStep)
        {
            TensorPrimitives.ConvertTruncating(samples.Slice(start, SegmentLength), _segment);
            AddSegment();
        }

        return End(psd);
    }

    /// <summary>Computes the spectrum of a window of samples.</summary>
    /// <param name="samples">The window; <see cref="double.NaN"/> is a missing sample.</param>
    /// <param name="psd">Takes <see cref="BinCount"/> values, in unit squared per Hz unless scaled otherwise; all NaN when no segment is complete.</param>
    /// <returns>How many segments the average is taken over.</returns>
    /// <exception cref="ArgumentException"><paramref name="psd"/> has not <see cref="BinCount"/> values.</exception>
    public int Compute(ReadOnlySpan<double> samples, Span<double> psd)
    {
        Begin(psd);
        for (var start = 0; start + SegmentLength <= samples.Length; start += SegmentStep)
        {
            samples.Slice(start, SegmentLength).CopyTo(_segment);
            AddSegment();
        }

        return End(psd);
    }

    private void Begin(Span<double> psd)
    {
        if (psd.Length != BinCount)
            throw new ArgumentException($"psd has {psd.Length} values; this spectrum has {BinCount} bins.", nameof(psd));
        _average.Clear();
    }

    private void AddSegment()
    {
        if (_segments.TryPrepare(_segment))
            _fft.AddPower(_segment, _average.Next());
    }

    private int End(Span<double> psd)
    {
        _segments.Finish(_average, psd);
        return _average.Segments;
    }
}
