using System.Numerics;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Transform of a length with a large prime factor as a convolution with a chirp, on transforms of a power of two.
/// Source: L. Bluestein, IEEE Trans. Audio Electroacoustics 18 (1970) 451-455. Owns its buffers; not thread-safe.
/// </summary>
internal sealed class ChirpTransform
{
    private readonly int _length;
    private readonly ComplexFft _fft;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly double[] _kernelReal;
    private readonly double[] _kernelImaginary;

    public ChirpTransform(int length)
    {
        _length = length;
        _fft = new ComplexFft((int)BitOperations.RoundUpToPowerOf2((uint)((2 * length) - 1)));
        _cosines = new double[length];
        _sines = new double[length];
        _fft.Real.Clear();
        _fft.Imaginary.Clear();
        for (var index = 0; index < length; index++)
        {
            // The square is reduced before it becomes an angle: pi n^2 / length itself loses all digits of a long transform.
            (_sines[index], _cosines[index]) = Math.SinCos(-Math.PI * ((long)index * index % (2L * length)) / length);
            var mirrored = index == 0 ? 0 : _fft.Length - index;
            (_fft.Real[index], _fft.Imaginary[index]) = (_cosines[index], -_sines[index]);
            (_fft.Real[mirrored], _fft.Imaginary[mirrored]) = (_cosines[index], -_sines[index]);
        }

        _fft.Forward();
        _kernelReal = _fft.Real.ToArray();
        _kernelImaginary = _fft.Imaginary.ToArray();
    }

    public void Forward(Span<double> real, Span<double> imaginary)
    {
        _fft.Real.Clear();
        _fft.Imaginary.Clear();
        Multiply(real, imaginary, _cosines, _sines, _fft.Real, _fft.Imaginary);
        _fft.Forward();
        Multiply(_fft.Real, _fft.Imaginary, _kernelReal, _kernelImaginary, _fft.Real, _fft.Imaginary);
        _fft.Inverse();
        Multiply(_fft.Real[.._length], _fft.Imaginary[.._length], _cosines, _sines, real, imaginary);
    }

    private static void Multiply(
        ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, double[] otherReal, double[] otherImaginary, Span<double> toReal, Span<double> toImaginary)
    {
        for (var index = 0; index < real.Length; index++)
        {
            var (a, b, c, d) = (real[index], imaginary[index], otherReal[index], otherImaginary[index]);
            (toReal[index], toImaginary[index]) = ((a * c) - (b * d), (a * d) + (b * c));
        }
    }
}
