namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Forward FFT of real samples, as <c>numpy.fft.rfft</c>: bin k is the sum of x[n] exp(-2 pi i k n / length), unscaled, for k from 0 to length / 2.
/// An even length runs as one complex transform of half the length; lengths whose factors are 2, 3 and 5 are fast, every length works.
/// Owns its buffers, allocates nothing per transform; not thread-safe.
/// </summary>
public sealed class RealFft
{
    private readonly ComplexFft _fft;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Prepares transforms of one length.</summary>
    /// <param name="length">Samples per transform, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 2.</exception>
    public RealFft(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        Length = length;
        IsEven = length % 2 == 0;
        _fft = new ComplexFft(IsEven ? length / 2 : length);
        _cosines = new double[BinCount];
        _sines = new double[BinCount];
        for (var bin = 0; bin < BinCount; bin++)
            (_sines[bin], _cosines[bin]) = Math.SinCos(-2 * Math.PI * bin / length);
    }

    /// <summary>Samples per transform.</summary>
    public int Length { get; }

    /// <summary>Bins of a result: length / 2 + 1.</summary>
    public int BinCount => (Length / 2) + 1;

    private bool IsEven { get; }

    /// <summary>Transforms <paramref name="samples"/> to real and imaginary parts.</summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="real">Takes <see cref="BinCount"/> real parts.</param>
    /// <param name="imaginary">Takes <see cref="BinCount"/> imaginary parts.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Forward(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        RequireLength(samples.Length, Length, nameof(samples));
        RequireLength(real.Length, BinCount, nameof(real));
        RequireLength(imaginary.Length, BinCount, nameof(imaginary));
        Transform(samples);
        for (var bin = 0; bin < BinCount; bin++)
            (real[bin], imaginary[bin]) = Bin(bin, _fft.Real, _fft.Imaginary);
    }

    /// <summary>Transforms <paramref name="samples"/> and adds the squared magnitude of each bin to <paramref name="power"/>.</summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="power"><see cref="BinCount"/> sums that are added to.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void AddPower(ReadOnlySpan<double> samples, Span<double> power)
    {
        RequireLength(samples.Length, Length, nameof(samples));
        RequireLength(power.Length, BinCount, nameof(power));
        Transform(samples);
        var real = _fft.Real;
        var imaginary = _fft.Imaginary;
        for (var bin = 0; bin < power.Length; bin++)
        {
            var (re, im) = Bin(bin, real, imaginary);
            power[bin] += (re * re) + (im * im);
        }
    }

    private void Transform(ReadOnlySpan<double> samples)
    {
        var real = _fft.Real;
        var imaginary = _fft.Imaginary;
        if (IsEven)
        {
            for (var index = 0; index < real.Length; index++)
            {
                real[index] = samples[2 * index];
                imaginary[index] = samples[(2 * index) + 1];
            }
        }
        else
        {
            samples.CopyTo(real);
            imaginary.Clear();
        }

        _fft.Forward();
    }

    /// <summary>Separates the transforms of even and odd samples and joins them to the bin of the whole.</summary>
    private (double Real, double Imaginary) Bin(int bin, ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary)
    {
        if (!IsEven)
            return (real[bin], imaginary[bin]);
        var half = real.Length;
        var here = bin == half ? 0 : bin;
        var there = bin == 0 ? 0 : half - bin;
        var evenReal = 0.5 * (real[here] + real[there]);
        var evenImaginary = 0.5 * (imaginary[here] - imaginary[there]);
        var oddReal = 0.5 * (imaginary[here] + imaginary[there]);
        var oddImaginary = 0.5 * (real[there] - real[here]);
        var (cosine, sine) = (_cosines[bin], _sines[bin]);
        return (
            evenReal + (oddReal * cosine) - (oddImaginary * sine),
            evenImaginary + (oddReal * sine) + (oddImaginary * cosine));
    }

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"{name} has {actual} values; this transform takes {expected}.", name);
    }
}
