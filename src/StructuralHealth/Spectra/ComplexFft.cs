using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Forward complex FFT on separate real and imaginary arrays: Stockham's self-sorting form with mixed radices (4, 2, 3, 5 and any other prime),
/// so every length works and lengths made of small factors are fast. The inner loop runs over neighbouring values with one twiddle factor,
/// which is what makes it fit SIMD registers. Source: C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992, section 1.7.
/// Owns its buffers; not thread-safe.
/// </summary>
internal sealed class ComplexFft
{
    private readonly Stage[] _stages;
    private double[] _real;
    private double[] _imaginary;
    private double[] _nextReal;
    private double[] _nextImaginary;

    public ComplexFft(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Length = length;
        _real = new double[length];
        _imaginary = new double[length];
        _nextReal = new double[length];
        _nextImaginary = new double[length];
        _stages = Plan(length);
    }

    public int Length { get; }

    /// <summary>Real parts: the input before <see cref="Forward"/>, the result after it. Fetch it anew after each transform.</summary>
    public Span<double> Real => _real;

    /// <summary>Imaginary parts, as <see cref="Real"/>.</summary>
    public Span<double> Imaginary => _imaginary;

    /// <summary>Transforms <see cref="Real"/> and <see cref="Imaginary"/> with the kernel exp(-2 pi i j k / length), unscaled.</summary>
    public void Forward()
    {
        foreach (var stage in _stages)
        {
            switch (stage.Radix)
            {
                case 4:
                    Radix4(stage);
                    break;
                case 2:
                    Radix2(stage);
                    break;
                default:
                    AnyRadix(stage);
                    break;
            }

            (_real, _nextReal) = (_nextReal, _real);
            (_imaginary, _nextImaginary) = (_nextImaginary, _imaginary);
        }
    }

    private static Stage[] Plan(int length)
    {
        var stages = new List<Stage>();
        var stride = 1;
        var remaining = length;
        while (remaining > 1)
        {
            var radix = remaining % 4 == 0 ? 4 : SmallestFactor(remaining);
            remaining /= radix;
            stages.Add(new Stage(radix, remaining, stride));
            stride *= radix;
        }

        return [.. stages];
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

    private void Radix4(Stage stage)
    {
        var s = stage.Stride;
        var quarter = stage.Groups * s;
        for (var group = 0; group < stage.Groups; group++)
        {
            var from = group * s;
            var to = group * 4 * s;
            var (w1r, w1i) = stage.Twiddle(group, 1);
            var (w2r, w2i) = stage.Twiddle(group, 2);
            var (w3r, w3i) = stage.Twiddle(group, 3);
            var q = 0;
            for (; q <= s - Vector<double>.Count; q += Vector<double>.Count)
            {
                var ar = Load(_real, from + q);
                var ai = Load(_imaginary, from + q);
                var br = Load(_real, from + q + quarter);
                var bi = Load(_imaginary, from + q + quarter);
                var cr = Load(_real, from + q + (2 * quarter));
                var ci = Load(_imaginary, from + q + (2 * quarter));
                var dr = Load(_real, from + q + (3 * quarter));
                var di = Load(_imaginary, from + q + (3 * quarter));
                var (acr, aci, amr, ami) = (ar + cr, ai + ci, ar - cr, ai - ci);
                var (bdr, bdi, bmr, bmi) = (br + dr, bi + di, br - dr, bi - di);
                Store(to + q, acr + bdr, aci + bdi);
                StoreTurned(to + q + s, amr + bmi, ami - bmr, w1r, w1i);
                StoreTurned(to + q + (2 * s), acr - bdr, aci - bdi, w2r, w2i);
                StoreTurned(to + q + (3 * s), amr - bmi, ami + bmr, w3r, w3i);
            }

            for (; q < s; q++)
            {
                var i = from + q;
                var (acr, aci) = (_real[i] + _real[i + (2 * quarter)], _imaginary[i] + _imaginary[i + (2 * quarter)]);
                var (amr, ami) = (_real[i] - _real[i + (2 * quarter)], _imaginary[i] - _imaginary[i + (2 * quarter)]);
                var (bdr, bdi) = (_real[i + quarter] + _real[i + (3 * quarter)], _imaginary[i + quarter] + _imaginary[i + (3 * quarter)]);
                var (bmr, bmi) = (_real[i + quarter] - _real[i + (3 * quarter)], _imaginary[i + quarter] - _imaginary[i + (3 * quarter)]);
                StoreTurned(to + q, acr + bdr, aci + bdi, 1, 0);
                StoreTurned(to + q + s, amr + bmi, ami - bmr, w1r, w1i);
                StoreTurned(to + q + (2 * s), acr - bdr, aci - bdi, w2r, w2i);
                StoreTurned(to + q + (3 * s), amr - bmi, ami + bmr, w3r, w3i);
            }
        }
    }

    private void Radix2(Stage stage)
    {
        var s = stage.Stride;
        var half = stage.Groups * s;
        for (var group = 0; group < stage.Groups; group++)
        {
            var from = group * s;
            var to = group * 2 * s;
            var (wr, wi) = stage.Twiddle(group, 1);
            var q = 0;
            for (; q <= s - Vector<double>.Count; q += Vector<double>.Count)
            {
                var ar = Load(_real, from + q);
                var ai = Load(_imaginary, from + q);
                var br = Load(_real, from + q + half);
                var bi = Load(_imaginary, from + q + half);
                Store(to + q, ar + br, ai + bi);
                StoreTurned(to + q + s, ar - br, ai - bi, wr, wi);
            }

            for (; q < s; q++)
            {
                var i = from + q;
                StoreTurned(to + q, _real[i] + _real[i + half], _imaginary[i] + _imaginary[i + half], 1, 0);
                StoreTurned(to + q + s, _real[i] - _real[i + half], _imaginary[i] - _imaginary[i + half], wr, wi);
            }
        }
    }

    /// <summary>A plain small DFT per group. The factors 3 and 5 of usual sample rates are cheap in it; a large prime costs its square.</summary>
    private void AnyRadix(Stage stage)
    {
        var s = stage.Stride;
        var part = stage.Groups * s;
        for (var group = 0; group < stage.Groups; group++)
        {
            for (var output = 0; output < stage.Radix; output++)
            {
                var (wr, wi) = stage.Twiddle(group, output);
                var from = group * s;
                var to = ((group * stage.Radix) + output) * s;
                var q = 0;
                for (; q <= s - Vector<double>.Count; q += Vector<double>.Count)
                {
                    var sumReal = Load(_real, from + q);
                    var sumImaginary = Load(_imaginary, from + q);
                    for (var input = 1; input < stage.Radix; input++)
                    {
                        var (rr, ri) = stage.Root(input, output);
                        var xr = Load(_real, from + q + (input * part));
                        var xi = Load(_imaginary, from + q + (input * part));
                        sumReal += (xr * rr) - (xi * ri);
                        sumImaginary += (xr * ri) + (xi * rr);
                    }

                    StoreTurned(to + q, sumReal, sumImaginary, wr, wi);
                }

                for (; q < s; q++)
                {
                    var sumReal = _real[from + q];
                    var sumImaginary = _imaginary[from + q];
                    for (var input = 1; input < stage.Radix; input++)
                    {
                        var (rr, ri) = stage.Root(input, output);
                        var xr = _real[from + q + (input * part)];
                        var xi = _imaginary[from + q + (input * part)];
                        sumReal += (xr * rr) - (xi * ri);
                        sumImaginary += (xr * ri) + (xi * rr);
                    }

                    StoreTurned(to + q, sumReal, sumImaginary, wr, wi);
                }
            }
        }
    }

    private static Vector<double> Load(double[] values, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)index);

    private void Store(int index, Vector<double> real, Vector<double> imaginary)
    {
        real.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_nextReal), (nuint)index);
        imaginary.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_nextImaginary), (nuint)index);
    }

    private void StoreTurned(int index, Vector<double> real, Vector<double> imaginary, double cosine, double sine) =>
        Store(index, (real * cosine) - (imaginary * sine), (real * sine) + (imaginary * cosine));

    private void StoreTurned(int index, double real, double imaginary, double cosine, double sine)
    {
        _nextReal[index] = (real * cosine) - (imaginary * sine);
        _nextImaginary[index] = (real * sine) + (imaginary * cosine);
    }

    /// <summary>One pass: radix parts of groups * stride values each are combined.</summary>
    private sealed class Stage
    {
        private readonly double[] _cosines;
        private readonly double[] _sines;
        private readonly double[] _rootCosines;
        private readonly double[] _rootSines;

        public Stage(int radix, int groups, int stride)
        {
            Radix = radix;
            Groups = groups;
            Stride = stride;
            (_cosines, _sines) = Roots(groups * radix, groups * radix, index => (long)(index / radix) * (index % radix));
            (_rootCosines, _rootSines) = Roots(radix * radix, radix, index => (long)(index / radix) * (index % radix));
        }

        public int Radix { get; }

        public int Groups { get; }

        public int Stride { get; }

        public (double Cosine, double Sine) Twiddle(int group, int output)
        {
            var index = (group * Radix) + output;
            return (_cosines[index], _sines[index]);
        }

        public (double Cosine, double Sine) Root(int input, int output)
        {
            var index = (input * Radix) + output;
            return (_rootCosines[index], _rootSines[index]);
        }

        private static (double[] Cosines, double[] Sines) Roots(int count, int period, Func<int, long> exponent)
        {
            var cosines = new double[count];
            var sines = new double[count];
            for (var index = 0; index < count; index++)
                (sines[index], cosines[index]) = Math.SinCos(-2 * Math.PI * (exponent(index) % period) / period);
            return (cosines, sines);
        }
    }
}
