using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// FFT of real samples, as <c>numpy.fft.rfft</c>: bin k is the sum of x[n] exp(-2 pi i k n / length), unscaled, for k from 0 to length / 2.
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
        var vectorEnd = VectorEnd();
        ref var halfReal = ref MemoryMarshal.GetReference(_fft.Real);
        ref var halfImaginary = ref MemoryMarshal.GetReference(_fft.Imaginary);
        for (var bin = 1; bin < vectorEnd; bin += 4)
        {
            var (re, im) = Bins(bin, ref halfReal, ref halfImaginary);
            re.StoreUnsafe(ref MemoryMarshal.GetReference(real), (nuint)bin);
            im.StoreUnsafe(ref MemoryMarshal.GetReference(imaginary), (nuint)bin);
        }

        (real[0], imaginary[0]) = Bin(0, _fft.Real, _fft.Imaginary);
        for (var bin = vectorEnd; bin < BinCount; bin++)
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
        var vectorEnd = VectorEnd();
        ref var sums = ref MemoryMarshal.GetReference(power);
        ref var halfReal = ref MemoryMarshal.GetReference(_fft.Real);
        ref var halfImaginary = ref MemoryMarshal.GetReference(_fft.Imaginary);
        for (var bin = 1; bin < vectorEnd; bin += 4)
        {
            var (re, im) = Bins(bin, ref halfReal, ref halfImaginary);
            (Vector256.LoadUnsafe(ref sums, (nuint)bin) + (re * re) + (im * im)).StoreUnsafe(ref sums, (nuint)bin);
        }

        AddScalar(0, power);
        for (var bin = vectorEnd; bin < power.Length; bin++)
            AddScalar(bin, power);
    }

    private void AddScalar(int bin, Span<double> power)
    {
        var (re, im) = Bin(bin, _fft.Real, _fft.Imaginary);
        power[bin] += (re * re) + (im * im);
    }

    private void Transform(ReadOnlySpan<double> samples)
    {
        var real = _fft.Real;
        var imaginary = _fft.Imaginary;
        if (IsEven)
        {
            Part(samples, real, imaginary);
        }
        else
        {
            samples.CopyTo(real);
            imaginary.Clear();
        }

        _fft.Forward();
    }

    /// <summary>Even samples become the real, odd samples the imaginary parts.</summary>
    private static void Part(ReadOnlySpan<double> samples, Span<double> real, Span<double> imaginary)
    {
        var index = 0;
        ref var from = ref MemoryMarshal.GetReference(samples);
        for (; Vector256.IsHardwareAccelerated && index <= real.Length - 4; index += 4)
        {
            var (even, odd) = Lanes.Part(Vector256.LoadUnsafe(ref from, (nuint)(2 * index)), Vector256.LoadUnsafe(ref from, (nuint)(2 * index) + 4));
            even.StoreUnsafe(ref MemoryMarshal.GetReference(real), (nuint)index);
            odd.StoreUnsafe(ref MemoryMarshal.GetReference(imaginary), (nuint)index);
        }

        for (; index < real.Length; index++)
        {
            real[index] = samples[2 * index];
            imaginary[index] = samples[(2 * index) + 1];
        }
    }

    /// <summary>Where the bins end that are computed four at a time from 1 on; 1 where there are none.</summary>
    private int VectorEnd() => IsEven && Vector256.IsHardwareAccelerated ? ((_fft.Length - 1) / 4 * 4) + 1 : 1;

    /// <summary>Four bins from <paramref name="bin"/>, which is above 0, on, as <see cref="Bin"/> makes each of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Real, Vector256<double> Imaginary) Bins(int bin, ref double real, ref double imaginary)
    {
        var there = (nuint)(_fft.Length - bin - 3);
        var half = Vector256.Create(0.5);
        var (hereReal, hereImaginary) = (Vector256.LoadUnsafe(ref real, (nuint)bin), Vector256.LoadUnsafe(ref imaginary, (nuint)bin));
        var thereReal = Lanes.Reverse(Vector256.LoadUnsafe(ref real, there));
        var thereImaginary = Lanes.Reverse(Vector256.LoadUnsafe(ref imaginary, there));
        var oddReal = half * (hereImaginary + thereImaginary);
        var oddImaginary = half * (thereReal - hereReal);
        var cosine = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_cosines), (nuint)bin);
        var sine = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_sines), (nuint)bin);
        return (
            (half * (hereReal + thereReal)) + (oddReal * cosine) - (oddImaginary * sine),
            (half * (hereImaginary - thereImaginary)) + (oddReal * sine) + (oddImaginary * cosine));
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
