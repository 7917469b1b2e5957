namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Designs recursive filters by the bilinear transformation with warped edges; equal to <c>scipy.signal.butter</c>, <c>cheby1</c> and <c>cheby2</c>
/// with <c>output='sos'</c>.
/// </summary>
public static class IirDesign
{
    /// <summary>The highest order of a design.</summary>
    public const int HighestOrder = 24;

    /// <summary>Butterworth: flat in the band, -3 dB at its edges.</summary>
    /// <param name="order">Order of the low pass behind it, 1 to <see cref="HighestOrder"/>; a filter with two edges has twice as many poles.</param>
    /// <param name="band">Edges in Hz.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <exception cref="ArgumentException">The order or an edge is out of range, or the band is too narrow for the order.</exception>
    public static SosCascade Butterworth(int order, PassBand band, double sampleRateHz) =>
        Design(order, ZerosPolesGain.Butterworth, band, sampleRateHz);

    /// <summary>Chebyshev of the first kind: ripples in the band, steep beyond it.</summary>
    /// <param name="order">As for <see cref="Butterworth"/>.</param>
    /// <param name="rippleDb">Depth of the ripples in decibels, above 0; also the loss at the edges.</param>
    /// <param name="band">Edges in Hz.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the band is too narrow for the order.</exception>
    public static SosCascade ChebyshevI(int order, double rippleDb, PassBand band, double sampleRateHz)
    {
        RequirePositive(rippleDb, nameof(rippleDb));
        return Design(order, low => ZerosPolesGain.ChebyshevI(low, rippleDb), band, sampleRateHz);
    }

    /// <summary>Chebyshev of the second kind: flat in the band, ripples of a stated loss beyond the edges.</summary>
    /// <param name="order">As for <see cref="Butterworth"/>.</param>
    /// <param name="attenuationDb">Least loss beyond the edges in decibels, above 0.</param>
    /// <param name="band">Edges in Hz, where the loss is reached.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the band is too narrow for the order.</exception>
    public static SosCascade ChebyshevII(int order, double attenuationDb, PassBand band, double sampleRateHz)
    {
        RequirePositive(attenuationDb, nameof(attenuationDb));
        return Design(order, low => ZerosPolesGain.ChebyshevII(low, attenuationDb), band, sampleRateHz);
    }

    private static SosCascade Design(int order, Func<int, ZerosPolesGain> prototype, PassBand band, double sampleRateHz)
    {
        if (order is < 1 or > HighestOrder)
            throw new ArgumentException($"The order of the filter is {order}; it lies between 1 and {HighestOrder}.", nameof(order));
        band.Validate(sampleRateHz);
        var low = Warp(band.LowHz, sampleRateHz);
        var high = Warp(band.HighHz, sampleRateHz);
        var lowPass = prototype(order);
        var analogue = band.Kind switch
        {
            PassBandKind.Low => lowPass.ToLowPass(high),
            PassBandKind.High => lowPass.ToHighPass(low),
            PassBandKind.Between => lowPass.ToBandPass(low, high),
            _ => lowPass.ToBandStop(low, high),
        };
        return new SosCascade(SosPairing.Join(analogue.ToDigital()), sampleRateHz);
    }

    /// <summary>The analogue frequency that the bilinear transformation puts at <paramref name="edgeHz"/>, where twice the sample rate is 4.</summary>
    private static double Warp(double edgeHz, double sampleRateHz) => 4 * Math.Tan(Math.PI * edgeHz / sampleRateHz);

    private static void RequirePositive(double decibels, string name)
    {
        if (!(decibels > 0) || double.IsInfinity(decibels))
            throw new ArgumentException($"{name} is {decibels} dB; it is a positive number.", name);
    }
}
