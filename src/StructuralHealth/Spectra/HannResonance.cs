using System.Numerics;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// What Welch's method shows, on average, of a lightly damped mode under broad-band excitation: the mode's resonance curve blurred by the Hann window.
/// The autocovariance of the response is exp(-2 pi g t) (cos(2 pi f0 t) + b sin(2 pi f0 t)) with g = damping ratio times f0; multiplied with the autocorrelation
/// of the Hann window, (1-u)(2/3 + cos(2 pi u)/3) + sin(2 pi u)/(2 pi) for u = t / T, its Fourier transform has a closed form.
/// The skew b is the damping ratio for displacement and about minus three times it for acceleration.
/// </summary>
internal static class HannResonance
{
    /// <summary>One-sided density in 1/Hz of a mode with unit mean square, and what one unit of skew adds to it.</summary>
    /// <param name="offsetHz">Distance from the natural frequency.</param>
    /// <param name="halfWidthHz">Half-power half width g, above 0.</param>
    /// <param name="segmentSeconds">Length T of the segments.</param>
    /// <param name="imageHz">Frequency plus natural frequency: the distance from the mirror image at negative frequency, whose far flank reaches over.</param>
    public static (double Even, double Skew) Density(double offsetHz, double halfWidthHz, double segmentSeconds, double imageHz = double.PositiveInfinity)
    {
        var a = 2 * Math.PI * segmentSeconds * new Complex(halfWidthHz, offsetHz);
        var decay = Complex.Exp(-a);
        var below = a - new Complex(0, 2 * Math.PI);
        var above = a + new Complex(0, 2 * Math.PI);
        var flatBelow = Flat(below, decay);
        var flatAbove = Flat(above, decay);
        var integral = (2.0 / 3 * Ramp(a, Flat(a, decay)))
            + (1.0 / 6 * (Ramp(below, flatBelow) + Ramp(above, flatAbove)))
            + ((flatBelow - flatAbove) / new Complex(0, 4 * Math.PI));
        return (
            (2 * segmentSeconds * integral.Real) + (halfWidthHz / (Math.PI * imageHz * imageHz)),
            (2 * segmentSeconds * integral.Imaginary) + (1 / (Math.PI * imageHz)));
    }

    /// <summary>Integral of exp(-a u) over u from 0 to 1.</summary>
    private static Complex Flat(Complex a, Complex decay) => (1 - decay) / a;

    /// <summary>Integral of (1 - u) exp(-a u) over u from 0 to 1.</summary>
    private static Complex Ramp(Complex a, Complex flat) => (1 - flat) / a;
}
