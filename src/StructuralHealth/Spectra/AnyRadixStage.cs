using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>A plain small DFT per group, for the factors 2, 3, 5 and any other small prime; it costs the square of the factor.</summary>
internal sealed class AnyRadixStage : FftStage
{
    private readonly double[] _rootCosines;
    private readonly double[] _rootSines;

    public AnyRadixStage(int radix, int groups, int stride)
        : base(radix, groups, stride)
    {
        _rootCosines = new double[radix * radix];
        _rootSines = new double[radix * radix];
        for (var index = 0; index < radix * radix; index++)
            (_rootSines[index], _rootCosines[index]) = Math.SinCos(-2 * Math.PI * (index / radix * (index % radix) % radix) / radix);
    }

    public override void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        for (var group = 0; group < Groups; group++)
        {
            for (var output = 0; output < Radix; output++)
            {
                var q = 0;
                for (; q <= Stride - Vector<double>.Count; q += Vector<double>.Count)
                    Vectors(group, output, q, real, imaginary, nextReal, nextImaginary);
                for (; q < Stride; q++)
                    Scalar(group, output, q, real, imaginary, nextReal, nextImaginary);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Vectors(int group, int output, int q, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var from = (group * Stride) + q;
        var sumReal = Load(ref Start(real), from);
        var sumImaginary = Load(ref Start(imaginary), from);
        for (var input = 1; input < Radix; input++)
        {
            from += Groups * Stride;
            var (cosine, sine) = (_rootCosines[(output * Radix) + input], _rootSines[(output * Radix) + input]);
            var (x, y) = (Load(ref Start(real), from), Load(ref Start(imaginary), from));
            sumReal += (x * cosine) - (y * sine);
            sumImaginary += (x * sine) + (y * cosine);
        }

        var (wr, wi) = (Cosines[(output * Groups) + group], Sines[(output * Groups) + group]);
        var to = (((group * Radix) + output) * Stride) + q;
        Store((sumReal * wr) - (sumImaginary * wi), ref Start(nextReal), to);
        Store((sumReal * wi) + (sumImaginary * wr), ref Start(nextImaginary), to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Scalar(int group, int output, int q, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var from = (group * Stride) + q;
        var (sumReal, sumImaginary) = (real[from], imaginary[from]);
        for (var input = 1; input < Radix; input++)
        {
            from += Groups * Stride;
            var (cosine, sine) = (_rootCosines[(output * Radix) + input], _rootSines[(output * Radix) + input]);
            sumReal += (real[from] * cosine) - (imaginary[from] * sine);
            sumImaginary += (real[from] * sine) + (imaginary[from] * cosine);
        }

        var (wr, wi) = (Cosines[(output * Groups) + group], Sines[(output * Groups) + group]);
        var to = (((group * Radix) + output) * Stride) + q;
        nextReal[to] = (sumReal * wr) - (sumImaginary * wi);
        nextImaginary[to] = (sumReal * wi) + (sumImaginary * wr);
    }
}
