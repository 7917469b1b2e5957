using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Complex FFT on separate real and imaginary arrays: Stockham's self-sorting form with mixed radices (4, 2, 3, 5 and other small primes),
/// so lengths made of small factors are fast; a length with a prime factor above <see cref="LargestPlainFactor"/> runs as a <see cref="ChirpTransform"/>.
/// Source: C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, section 1.7.
/// Owns its buffers, allocates nothing per transform; not thread-safe.
/// </summary>
internal sealed class ComplexFft
{
    private const int LargestPlainFactor = 31;

    // A pass of a power of two walks along 16 places in memory that are powers of two apart. Where all four arrays begin at the same place of a page,
    // they evict each other from the first-level cache; a quarter page between them halves the time of such a pass.
    private const int Stagger = 128;
    private readonly FftStage[] _stages;
    private readonly ChirpTransform? _chirp;
    private readonly double[] _buffer;
    private int _real;
    private int _imaginary;
    private int _nextReal;
    private int _nextImaginary;

    public ComplexFft(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Length = length;
        (_real, _imaginary, _nextReal, _nextImaginary) = (0, length + Stagger, 2 * (length + Stagger), 3 * (length + Stagger));
        _buffer = new double[_nextImaginary + length];
        if (LargestFactor(length) > LargestPlainFactor)
            (_chirp, _stages) = (new ChirpTransform(length), []);
        else
            _stages = Plan(length);
    }

    public int Length { get; }

    /// <summary>Real parts: the input before a transform, the result after it. Fetch it anew after each transform.</summary>
    public Span<double> Real => Part(_real);

    /// <summary>Imaginary parts, as <see cref="Real"/>.</summary>
    public Span<double> Imaginary => Part(_imaginary);

    /// <summary>Transforms <see cref="Real"/> and <see cref="Imaginary"/> with the kernel exp(-2 pi i j k / length), unscaled.</summary>
    public void Forward()
    {
        _chirp?.Forward(Real, Imaginary);
        foreach (var stage in _stages)
        {
            stage.Apply(Real, Imaginary, Part(_nextReal), Part(_nextImaginary));
            (_real, _nextReal) = (_nextReal, _real);
            (_imaginary, _nextImaginary) = (_nextImaginary, _imaginary);
        }
    }

    /// <summary>Undoes <see cref="Forward"/>: the kernel exp(2 pi i j k / length), divided by the length.</summary>
    public void Inverse()
    {
        // With real and imaginary parts exchanged before and after, the forward transform turns the other way.
        (_real, _imaginary) = (_imaginary, _real);
        Forward();
        (_real, _imaginary) = (_imaginary, _real);
        TensorPrimitives.Multiply(Real, 1.0 / Length, Real);
        TensorPrimitives.Multiply(Imaginary, 1.0 / Length, Imaginary);
    }

    private Span<double> Part(int start) => _buffer.AsSpan(start, Length);

    private static FftStage[] Plan(int length)
    {
        var stages = new List<FftStage>();
        var stride = 1;
        var remaining = length;
        while (remaining > 1)
        {
            var radix = remaining % 4 == 0 ? 4 : SmallestFactor(remaining);
            remaining /= radix;
            stages.Add(radix switch
            {
                4 when stride == 1 && Radix4FirstStage.Suits(remaining) => new Radix4FirstStage(remaining),
                4 => new Radix4Stage(remaining, stride),
                5 when Radix5Stage.Suits(stride) => new Radix5Stage(remaining, stride),
                _ => new AnyRadixStage(radix, remaining, stride),
            });
            stride *= radix;
        }

        return [.. stages];
    }

    private static int LargestFactor(int number)
    {
        var factor = SmallestFactor(number);
        return factor == number ? number : LargestFactor(number / factor);
    }

    private static int SmallestFactor(int number)
    {
        for (var factor = 2; factor * factor <= number; factor++)
        {
            if (number % factor == 0)
                return factor;
        }

        return number;
    }
}
