using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// One-sided cross spectrum of two channels by Welch's method with the auto spectra of both, over the segments in which neither misses a sample;
/// equal to <c>scipy.signal.csd</c>, and <c>coherence</c>. The phase of the cross spectrum is that of y against x. Owns its buffers, allocates nothing
/// per call once warm; not thread-safe.
/// </summary>
public sealed class CrossSpectrum
{
    private readonly WelchSegments _segments;
    private readonly RealFft _fft;
    private readonly SegmentAverage[] _averages;
    private readonly double[][] _results;
    private readonly double[] _segmentX;
    private readonly double[] _segmentY;
    private readonly double[] _xReal;
    private readonly double[] _xImaginary;
    private readonly double[] _yReal;
    private readonly double[] _yImaginary;

    /// <summary>Prepares cross spectra of one sample rate.</summary>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="options">Segments, window, trend, scale and average.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public CrossSpectrum(double sampleRateHz, WelchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _segments = new WelchSegments(sampleRateHz, options);
        _fft = new RealFft(options.SegmentLength);
        _averages = [.. Enumerable.Range(0, 4).Select(_ => new SegmentAverage(BinCount, options.Average))];
        _results = [.. Enumerable.Range(0, 4).Select(_ => new double[BinCount])];
        _segmentX = new double[options.SegmentLength];
        _segmentY = new double[options.SegmentLength];
        (_xReal, _xImaginary, _yReal, _yImaginary) = (new double[BinCount], new double[BinCount], new double[BinCount], new double[BinCount]);
    }

    /// <summary>Distance of two bins in Hz; bin k lies at k times it.</summary>
    public double FrequencyResolutionHz => _segments.SampleRateHz / _segments.Length;

    /// <summary>Bins from 0 Hz to half the sample rate.</summary>
    public int BinCount => _fft.BinCount;

    /// <summary>Spectrum of x of the last call, per bin; all NaN when no segment was complete. As are the others.</summary>
    public ReadOnlySpan<double> X => _results[0];

    /// <summary>Spectrum of y.</summary>
    public ReadOnlySpan<double> Y => _results[1];

    /// <summary>Real part of the cross spectrum, the mean of conj(X) Y.</summary>
    public ReadOnlySpan<double> Real => _results[2];

    /// <summary>Imaginary part of the cross spectrum.</summary>
    public ReadOnlySpan<double> Imaginary => _results[3];

    /// <summary>Computes the spectra of two channels that were sampled at the same times.</summary>
    /// <param name="x">Samples of the input; NaN is a missing sample.</param>
    /// <param name="y">As many samples of the output.</param>
    /// <returns>How many segments the average is taken over.</returns>
    /// <exception cref="ArgumentException">The channels differ in length.</exception>
    public int Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} samples and y {y.Length}; a cross spectrum takes as many of both.", nameof(y));
        foreach (var average in _averages)
            average.Clear();
        for (var start = 0; start + _segments.Length <= x.Length; start += _segments.Step)
        {
            x.Slice(start, _segments.Length).CopyTo(_segmentX);
            y.Slice(start, _segments.Length).CopyTo(_segmentY);
            if (_segments.TryPrepare(_segmentX) && _segments.TryPrepare(_segmentY))
                AddSegment();
        }

        for (var quantity = 0; quantity < _averages.Length; quantity++)
            _segments.Finish(_averages[quantity], _results[quantity]);
        return _averages[0].Segments;
    }

    /// <summary>Magnitude-squared coherence of the last call, 0 to 1; it means nothing for a single segment, where it is 1 whatever the channels are.</summary>
    /// <param name="coherence">Takes <see cref="BinCount"/> values; NaN where a channel has no power.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    public void Coherence(Span<double> coherence)
    {
        RequireLength(coherence.Length, nameof(coherence));
        for (var bin = 0; bin < coherence.Length; bin++)
            coherence[bin] = ((Real[bin] * Real[bin]) + (Imaginary[bin] * Imaginary[bin])) / (X[bin] * Y[bin]);
    }

    /// <summary>Amplitude of the transfer function from x to y, |Pxy| / Pxx (H1: noise in y averages out).</summary>
    /// <param name="amplitude">Takes <see cref="BinCount"/> values; NaN where x has no power.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    public void Transfer(Span<double> amplitude)
    {
        RequireLength(amplitude.Length, nameof(amplitude));
        TensorPrimitives.Hypot(Real, Imaginary, amplitude);
        TensorPrimitives.Divide(amplitude, X, amplitude);
    }

    private void AddSegment()
    {
        _fft.Forward(_segmentX, _xReal, _xImaginary);
        _fft.Forward(_segmentY, _yReal, _yImaginary);
        AddProducts(_xReal, _xReal, _xImaginary, _xImaginary, 1, _averages[0].Next());
        AddProducts(_yReal, _yReal, _yImaginary, _yImaginary, 1, _averages[1].Next());
        AddProducts(_xReal, _yReal, _xImaginary, _yImaginary, 1, _averages[2].Next());
        AddProducts(_xReal, _yImaginary, _xImaginary, _yReal, -1, _averages[3].Next());
    }

    private static void AddProducts(double[] a, double[] b, double[] c, double[] d, double sign, Span<double> sum)
    {
        for (var bin = 0; bin < sum.Length; bin++)
            sum[bin] += (a[bin] * b[bin]) + (sign * c[bin] * d[bin]);
    }

    private void RequireLength(int length, string name)
    {
        if (length != BinCount)
            throw new ArgumentException($"{name} has {length} values; this spectrum has {BinCount} bins.", name);
    }
}
