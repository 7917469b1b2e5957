using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// A small DFT of prime length per group, 2, 3, 5 or larger; it costs the square of the factor. Inputs k and radix - k are joined to sum and difference first,
/// which meet cosines only and sines only, and outputs j and radix - j are made together.
/// </summary>
internal sealed class AnyRadixStage : FftStage
{
    private readonly int _half;
    private readonly double[] _rootCosines;
    private readonly double[] _rootSines;

    public AnyRadixStage(int radix, int groups, int stride)
        : base(radix, groups, stride)
    {
        _half = (radix - 1) / 2;
        _rootCosines = new double[_half * _half];
        _rootSines = new double[_half * _half];
        for (var output = 1; output <= _half; output++)
        {
            for (var input = 1; input <= _half; input++)
            {
                var angle = 2 * Math.PI * (output * input % radix) / radix;
                var place = ((output - 1) * _half) + input - 1;
                (_rootSines[place], _rootCosines[place]) = Math.SinCos(angle);
            }
        }
    }

    public override void Apply(Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        Span<Vector<double>> parts = stackalloc Vector<double>[4 * _half];
        var width = Vector<double>.Count;
        for (var group = 0; group < Groups; group++)
        {
            // Where neighbours fill registers, the last one reaches back over values that are already done; else each value goes alone through the same code.
            for (var q = 0; q < Stride; q += Stride < width ? 1 : width)
            {
                var place = new Place(group, Stride < width ? q : Math.Min(q, Stride - width), Stride >= width);
                if (Radix == 2)
                    Two(place, real, imaginary, nextReal, nextImaginary);
                else
                    Odd(place, parts, real, imaginary, nextReal, nextImaginary);
            }
        }
    }

    private void Two(Place place, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var (x0, y0) = Take(place, 0, real, imaginary);
        var (x1, y1) = Take(place, 1, real, imaginary);
        Put(x0 + x1, y0 + y1, place, 0, nextReal, nextImaginary);
        Put(x0 - x1, y0 - y1, place, 1, nextReal, nextImaginary);
    }

    private void Odd(Place place, Span<Vector<double>> parts, Span<double> real, Span<double> imaginary, Span<double> nextReal, Span<double> nextImaginary)
    {
        var (x0, y0) = Take(place, 0, real, imaginary);
        var (sumX, sumY) = (x0, y0);
        for (var input = 1; input <= _half; input++)
        {
            var (x1, y1) = Take(place, input, real, imaginary);
            var (x2, y2) = Take(place, Radix - input, real, imaginary);
            var part = parts.Slice(4 * (input - 1), 4);
            (part[0], part[1], part[2], part[3]) = (x1 + x2, y1 + y2, x1 - x2, y1 - y2);
            (sumX, sumY) = (sumX + part[0], sumY + part[1]);
        }

        Put(sumX, sumY, place, 0, nextReal, nextImaginary);
        for (var output = 1; output <= _half; output++)
        {
            var (evenX, evenY, oddX, oddY) = (x0, y0, Vector<double>.Zero, Vector<double>.Zero);
            for (var input = 0; input < _half; input++)
            {
                var part = parts.Slice(4 * input, 4);
                var cosine = _rootCosines[((output - 1) * _half) + input];
                var sine = _rootSines[((output - 1) * _half) + input];
                (evenX, evenY) = (evenX + (part[0] * cosine), evenY + (part[1] * cosine));
                (oddX, oddY) = (oddX + (part[2] * sine), oddY + (part[3] * sine));
            }

            Put(evenX + oddY, evenY - oddX, place, output, nextReal, nextImaginary);
            Put(evenX - oddY, evenY + oddX, place, Radix - output, nextReal, nextImaginary);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector<double> Real, Vector<double> Imaginary) Take(Place place, int input, Span<double> real, Span<double> imaginary)
    {
        var index = (((input * Groups) + place.Group) * Stride) + place.Q;
        return place.IsWhole
            ? (Load(ref Start(real), index), Load(ref Start(imaginary), index))
            : (new Vector<double>(real[index]), new Vector<double>(imaginary[index]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(Vector<double> x, Vector<double> y, Place place, int output, Span<double> nextReal, Span<double> nextImaginary)
    {
        var (cosine, sine) = (Cosines[(output * Groups) + place.Group], Sines[(output * Groups) + place.Group]);
        var (turnedX, turnedY) = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
        var index = (((place.Group * Radix) + output) * Stride) + place.Q;
        if (place.IsWhole)
        {
            Store(turnedX, ref Start(nextReal), index);
            Store(turnedY, ref Start(nextImaginary), index);
        }
        else
        {
            (nextReal[index], nextImaginary[index]) = (turnedX[0], turnedY[0]);
        }
    }

    /// <summary>Which values go through a butterfly: a register of neighbours, or one value.</summary>
    private readonly record struct Place(int Group, int Q, bool IsWhole);
}
