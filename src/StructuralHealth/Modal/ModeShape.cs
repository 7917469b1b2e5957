using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>Measures of complex mode shapes.</summary>
public static class ModeShape
{
    /// <summary>Modal assurance criterion, 0 to 1: |a* b|^2 / (a* a)(b* b). Source: R. Allemang, Sound and Vibration 37(8), 2003.</summary>
    /// <param name="first">A shape, one component per channel.</param>
    /// <param name="second">Another shape of the same channels.</param>
    /// <returns>1 for shapes that differ by a complex factor only; 0 if either is zero.</returns>
    /// <exception cref="ArgumentException">The shapes differ in length.</exception>
    public static double Mac(ReadOnlySpan<Complex> first, ReadOnlySpan<Complex> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"Shapes of {first.Length} and {second.Length} channels cannot be compared.", nameof(second));
        var (real, imaginary, a, b) = (0.0, 0.0, 0.0, 0.0);
        for (var channel = 0; channel < first.Length; channel++)
        {
            var (f, s) = (first[channel], second[channel]);
            real += (f.Real * s.Real) + (f.Imaginary * s.Imaginary);
            imaginary += (f.Real * s.Imaginary) - (f.Imaginary * s.Real);
            a += (f.Real * f.Real) + (f.Imaginary * f.Imaginary);
            b += (s.Real * s.Real) + (s.Imaginary * s.Imaginary);
        }

        return a * b > 0 ? ((real * real) + (imaginary * imaginary)) / (a * b) : 0;
    }

    /// <summary>
    /// Modal phase collinearity, 0 to 1: 1 if all components lie on one line through the origin, as those of a normal mode do.
    /// Source: J.-N. Juang, R. Pappa, Journal of Guidance 8(5), 1985, without removal of the mean, so that a single channel has 1.
    /// </summary>
    /// <param name="shape">One component per channel.</param>
    /// <returns>The collinearity; 0 for a shape of zeros.</returns>
    public static double PhaseCollinearity(ReadOnlySpan<Complex> shape)
    {
        var (xx, yy, xy) = Moments(shape);
        var sum = xx + yy;
        return sum > 0 ? (((xx - yy) * (xx - yy)) + (4 * xy * xy)) / (sum * sum) : 0;
    }

    /// <summary>
    /// Mean phase deviation in degrees, 0 to 90: the components' mean angle to the line that fits them best, weighted by their size.
    /// Source: E. Reynders, J. Houbrechts, G. De Roeck, Mechanical Systems and Signal Processing 29, 2012, section 3.
    /// </summary>
    /// <param name="shape">One component per channel.</param>
    /// <returns>The deviation; 0 for a shape of zeros.</returns>
    public static double MeanPhaseDeviationDegrees(ReadOnlySpan<Complex> shape)
    {
        var angle = LineAngle(shape);
        var (sum, weights) = (0.0, 0.0);
        foreach (var component in shape)
        {
            var size = Complex.Abs(component);
            if (size == 0)
                continue;
            var along = Math.Abs((component.Real * Math.Cos(angle)) + (component.Imaginary * Math.Sin(angle)));
            sum += size * Math.Acos(Math.Min(1, along / size));
            weights += size;
        }

        return weights > 0 ? sum / weights * 180 / Math.PI : 0;
    }

    /// <summary>Turns the shape so that its best line is the real axis and divides it by its largest component, which becomes 1.</summary>
    internal static Complex[] Normalised(ReadOnlySpan<Complex> shape)
    {
        var turn = Complex.FromPolarCoordinates(1, -LineAngle(shape));
        var result = new Complex[shape.Length];
        var largest = 0;
        for (var channel = 0; channel < shape.Length; channel++)
        {
            result[channel] = shape[channel] * turn;
            if (Math.Abs(result[channel].Real) > Math.Abs(result[largest].Real))
                largest = channel;
        }

        var scale = result[largest].Real;
        for (var channel = 0; channel < shape.Length && scale != 0; channel++)
            result[channel] /= scale;
        return result;
    }

    private static double LineAngle(ReadOnlySpan<Complex> shape)
    {
        var (xx, yy, xy) = Moments(shape);
        return 0.5 * Math.Atan2(2 * xy, xx - yy);
    }

    private static (double Xx, double Yy, double Xy) Moments(ReadOnlySpan<Complex> shape)
    {
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        foreach (var component in shape)
        {
            xx += component.Real * component.Real;
            yy += component.Imaginary * component.Imaginary;
            xy += component.Real * component.Imaginary;
        }

        return (xx, yy, xy);
    }
}
