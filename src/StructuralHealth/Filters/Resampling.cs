namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Changes the rate of a record without delay.</summary>
public static class Resampling
{
    /// <summary>The largest factor of <see cref="Polyphase"/> and <see cref="Decimate"/>.</summary>
    public const int GreatestFactor = 10_000;

    // Order, ripple and edge of scipy.signal.decimate.
    private const int DecimationOrder = 8;
    private const double DecimationRippleDb = 0.05;
    private const double DecimationEdge = 0.8;

    /// <summary>
    /// Keeps every n-th sample behind a Chebyshev low pass of order 8, forwards and backwards, with its edge at 0.8 of the new half rate;
    /// equal to <c>scipy.signal.decimate</c>. For factors above 13 it is better to decimate twice.
    /// </summary>
    /// <param name="samples">The record; NaN is a missing sample, see <see cref="ZeroPhase"/>.</param>
    /// <param name="factor">2 to <see cref="GreatestFactor"/>.</param>
    /// <exception cref="ArgumentException">The factor is out of range.</exception>
    public static double[] Decimate(ReadOnlySpan<double> samples, int factor)
    {
        RequireFactor(factor, 2, nameof(factor));
        var filtered = ZeroPhase.Filter(IirDesign.ChebyshevI(DecimationOrder, DecimationRippleDb, PassBand.Below(DecimationEdge / factor), 2), samples);
        var kept = new double[(samples.Length + factor - 1) / factor];
        for (var index = 0; index < kept.Length; index++)
            kept[index] = filtered[index * factor];
        return kept;
    }

    /// <summary>Resamples one record by the ratio up / down; see <see cref="PolyphaseResampler"/>, which spares the design for further records.</summary>
    /// <param name="samples">The record; NaN is a missing sample.</param>
    /// <param name="up">Factor by which the rate grows.</param>
    /// <param name="down">Factor by which the rate falls.</param>
    /// <exception cref="ArgumentException">A factor is out of range.</exception>
    public static double[] Polyphase(ReadOnlySpan<double> samples, int up, int down) => new PolyphaseResampler(up, down).Resample(samples);

    internal static void RequireFactor(int factor, int least, string name)
    {
        if (factor < least || factor > GreatestFactor)
            throw new ArgumentException($"{name} is {factor}; it lies between {least} and {GreatestFactor}.", name);
    }
}
