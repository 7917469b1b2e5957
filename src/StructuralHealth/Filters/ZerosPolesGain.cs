using System.Numerics;

namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Zeros, poles and gain of a filter; first of the analogue low pass with its edge at 1 rad/s, then through the transformations of its band.</summary>
/// <remarks>Source: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, 3rd ed. 2010, section 7.2 and appendix B.</remarks>
internal readonly record struct ZerosPolesGain(Complex[] Zeros, Complex[] Poles, double Gain)
{
    private int Excess => Poles.Length - Zeros.Length;

    public static ZerosPolesGain Butterworth(int order) =>
        new([], [.. Angles(order).Select(angle => -Complex.Exp(new Complex(0, angle)))], 1);

    public static ZerosPolesGain ChebyshevI(int order, double rippleDb)
    {
        var epsilon = Math.Sqrt(Math.Pow(10, rippleDb / 10) - 1);
        var mu = Math.Asinh(1 / epsilon) / order;
        Complex[] poles = [.. Angles(order).Select(angle => -Complex.Sinh(new Complex(mu, angle)))];
        var gain = Product(poles, pole => -pole).Real;
        return new([], poles, order % 2 == 0 ? gain / Math.Sqrt(1 + (epsilon * epsilon)) : gain);
    }

    public static ZerosPolesGain ChebyshevII(int order, double attenuationDb)
    {
        var mu = Math.Asinh(Math.Sqrt(Math.Pow(10, attenuationDb / 10) - 1)) / order;
        Complex[] zeros = [.. Angles(order).Where((_, index) => order % 2 == 0 || index != order / 2).Select(angle => new Complex(0, 1 / Math.Sin(angle)))];
        Complex[] poles = [.. Angles(order).Select(angle => 1 / new Complex(-Math.Sinh(mu) * Math.Cos(angle), -Math.Cosh(mu) * Math.Sin(angle)))];
        return new(zeros, poles, (Product(poles, pole => -pole) / Product(zeros, zero => -zero)).Real);
    }

    public ZerosPolesGain ToLowPass(double edge) =>
        new([.. Zeros.Select(zero => zero * edge)], [.. Poles.Select(pole => pole * edge)], Gain * Math.Pow(edge, Excess));

    public ZerosPolesGain ToHighPass(double edge) => new(
        [.. Zeros.Select(zero => edge / zero), .. Enumerable.Repeat(Complex.Zero, Excess)],
        [.. Poles.Select(pole => edge / pole)],
        GainFromInverse());

    public ZerosPolesGain ToBandPass(double low, double high)
    {
        var (centre, width) = (Math.Sqrt(low * high), high - low);
        return new(
            [.. Zeros.SelectMany(zero => Split(zero * width / 2, centre)), .. Enumerable.Repeat(Complex.Zero, Excess)],
            [.. Poles.SelectMany(pole => Split(pole * width / 2, centre))],
            Gain * Math.Pow(width, Excess));
    }

    public ZerosPolesGain ToBandStop(double low, double high)
    {
        var (centre, width) = (Math.Sqrt(low * high), high - low);
        var middle = new Complex(0, centre);
        return new(
            [.. Zeros.SelectMany(zero => Split(width / 2 / zero, centre)), .. Enumerable.Repeat(middle, Excess), .. Enumerable.Repeat(-middle, Excess)],
            [.. Poles.SelectMany(pole => Split(width / 2 / pole, centre))],
            GainFromInverse());
    }

    /// <summary>Bilinear transformation to the z plane, where twice the sample rate is 4.</summary>
    public ZerosPolesGain ToDigital()
    {
        const double twice = 4;
        return new(
            [.. Zeros.Select(zero => (twice + zero) / (twice - zero)), .. Enumerable.Repeat(new Complex(-1, 0), Excess)],
            [.. Poles.Select(pole => (twice + pole) / (twice - pole))],
            Gain * (Product(Zeros, zero => twice - zero) / Product(Poles, pole => twice - pole)).Real);
    }

    private static IEnumerable<double> Angles(int order) =>
        Enumerable.Range(0, order).Select(index => Math.PI * ((2 * index) + 1 - order) / (2 * order));

    private static Complex[] Split(Complex scaled, double centre)
    {
        var root = Complex.Sqrt((scaled * scaled) - (centre * centre));
        return [scaled + root, scaled - root];
    }

    private double GainFromInverse() => Gain * (Product(Zeros, zero => -zero) / Product(Poles, pole => -pole)).Real;

    private static Complex Product(Complex[] values, Func<Complex, Complex> factor) =>
        values.Aggregate(Complex.One, (product, value) => product * factor(value));
}
