using System.Numerics;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Joins zeros and poles to second-order sections as <c>scipy.signal.zpk2sos(pairing='nearest')</c> does: the poles nearest to the unit circle take the
/// zeros nearest to them, which keeps the gain of every section low, and pass last. Source: L. B. Jackson, IEEE Trans. Audio Electroacoustics 18 (1970) 107-122.
/// </summary>
internal static class SosPairing
{
    private const double RealTolerance = 100 * 2.220446049250313e-16;

    public static SosSection[] Join(ZerosPolesGain filter)
    {
        var zeros = OnePerPair(filter.Zeros);
        var poles = OnePerPair(filter.Poles);
        var sections = new SosSection[(filter.Poles.Length + 1) / 2];
        for (var index = sections.Length - 1; index >= 0; index--)
        {
            var pole = Take(poles, poles.Where(_ => true), NearCircle);
            var second = IsReal(pole) ? Take(poles, poles.Where(IsReal), NearCircle) : Complex.Conjugate(pole);
            var zero = Take(zeros, zeros, candidate => Complex.Abs(candidate - pole));
            var secondZero = IsReal(zero) ? Take(zeros, zeros.Where(IsReal), candidate => Complex.Abs(candidate - pole)) : Complex.Conjugate(zero);
            sections[index] = new SosSection(1, -(zero + secondZero).Real, (zero * secondZero).Real, -(pole + second).Real, (pole * second).Real);
        }

        var (first, gain) = (sections[0], filter.Gain);
        sections[0] = first with { B0 = first.B0 * gain, B1 = first.B1 * gain, B2 = first.B2 * gain };
        return sections;
    }

    private static double NearCircle(Complex pole) => Math.Abs(1 - Complex.Abs(pole));

    /// <summary>One root of each conjugate pair and all real ones; their number made even by one at the origin.</summary>
    private static List<Complex> OnePerPair(Complex[] roots)
    {
        List<Complex> kept = [.. roots.Where(root => !IsReal(root) && root.Imaginary > 0), .. roots.Where(IsReal).Select(root => new Complex(root.Real, 0))];
        if (roots.Length % 2 == 1)
            kept.Add(Complex.Zero);
        return kept;
    }

    private static bool IsReal(Complex root) => Math.Abs(root.Imaginary) <= RealTolerance * Complex.Abs(root);

    private static Complex Take(List<Complex> roots, IEnumerable<Complex> candidates, Func<Complex, double> distance)
    {
        var nearest = candidates.MinBy(distance);
        roots.Remove(nearest);
        return nearest;
    }
}
