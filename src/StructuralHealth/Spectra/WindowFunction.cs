namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// A window by shape and parameter; equal to <c>scipy.signal.get_window</c> and <c>scipy.signal.windows</c>.
/// Sources: F. J. Harris, Proc. IEEE 66 (1978) 51-83; flat top: G. D'Antona, A. Ferrero, Digital Signal Processing for Measurement Systems, 2006, p. 70;
/// Kaiser: J. F. Kaiser, R. W. Schafer, IEEE Trans. ASSP 28 (1980) 105-107.
/// </summary>
/// <param name="Kind">Shape.</param>
/// <param name="Parameter">
/// <see cref="WindowKind.Tukey"/>: share of the length within the tapers, 0 to 1. <see cref="WindowKind.Kaiser"/>: beta, 0 or more. Not used by the others.
/// </param>
public readonly record struct WindowFunction(WindowKind Kind, double Parameter = 0)
{
    /// <summary>The Hann window.</summary>
    public static WindowFunction Hann => new(WindowKind.Hann);

    /// <summary>The Hamming window.</summary>
    public static WindowFunction Hamming => new(WindowKind.Hamming);

    /// <summary>Tukey's window with tapers over <paramref name="share"/> of the length, half of it at each end.</summary>
    public static WindowFunction Tukey(double share = 0.5) => new(WindowKind.Tukey, share);

    /// <summary>Kaiser's window.</summary>
    public static WindowFunction Kaiser(double beta) => new(WindowKind.Kaiser, beta);

    /// <summary>The window for spectra: one period of a function of period <paramref name="length"/>.</summary>
    /// <param name="length">Values, at least 1.</param>
    /// <exception cref="ArgumentException">The length or the parameter of the window is out of range.</exception>
    public double[] Periodic(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return length == 1 ? [1] : Symmetric(length + 1)[..length];
    }

    /// <summary>The window for filters and tapers: its first and its last value are equal.</summary>
    /// <param name="length">Values, at least 1.</param>
    /// <exception cref="ArgumentException">The length or the parameter of the window is out of range.</exception>
    public double[] Symmetric(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (length == 1)
            return [1];
        return Kind switch
        {
            WindowKind.Rectangular => [.. Enumerable.Repeat(1.0, length)],
            WindowKind.Hann => Cosines(length, [0.5, 0.5]),
            WindowKind.Hamming => Cosines(length, [0.54, 0.46]),
            WindowKind.Blackman => Cosines(length, [0.42, 0.5, 0.08]),
            WindowKind.BlackmanHarris => Cosines(length, [0.35875, 0.48829, 0.14128, 0.01168]),
            WindowKind.FlatTop => Cosines(length, [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368]),
            WindowKind.Tukey => Tukey(length, Parameter),
            WindowKind.Kaiser => Kaiser(length, Parameter),
            _ => throw new ArgumentException($"There is no window of kind {Kind}."),
        };
    }

    /// <summary>Sum of cosines about the middle of the window, where all of them add up.</summary>
    private static double[] Cosines(int length, ReadOnlySpan<double> amplitudes)
    {
        var window = new double[length];
        for (var index = 0; index < length; index++)
        {
            var angle = -Math.PI + (2 * Math.PI * index / (length - 1));
            for (var term = 0; term < amplitudes.Length; term++)
                window[index] += amplitudes[term] * Math.Cos(term * angle);
        }

        return window;
    }

    private static double[] Tukey(int length, double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentException($"The tapered share of a Tukey window is {share}; it lies between 0 and 1.");
        var window = new double[length];
        var taper = share * (length - 1) / 2;
        for (var index = 0; index < length; index++)
        {
            var fromEdge = Math.Min(index, length - 1 - index);
            window[index] = fromEdge < taper ? 0.5 * (1 - Math.Cos(Math.PI * fromEdge / taper)) : 1;
        }

        return window;
    }

    private static double[] Kaiser(int length, double beta)
    {
        if (!(beta >= 0) || double.IsInfinity(beta))
            throw new ArgumentException($"The beta of a Kaiser window is {beta}; it is 0 or more.");
        var window = new double[length];
        var half = (length - 1) / 2.0;
        var middle = BesselI0(beta);
        for (var index = 0; index < length; index++)
        {
            var offset = (index - half) / half;
            window[index] = BesselI0(beta * Math.Sqrt(Math.Max(0, 1 - (offset * offset)))) / middle;
        }

        return window;
    }

    /// <summary>Modified Bessel function of the first kind and order 0, by its power series (Abramowitz and Stegun 9.6.12): all terms are positive, nothing cancels.</summary>
    internal static double BesselI0(double x)
    {
        var (term, sum) = (1.0, 1.0);
        for (var order = 1; term > sum * 1e-17; order++)
        {
            term *= x / (2 * order) * (x / (2 * order));
            sum += term;
        }

        return sum;
    }
}
