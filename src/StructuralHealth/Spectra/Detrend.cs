using System.Numerics.Tensors;

namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Takes a trend off samples, in place. A missing sample (NaN) stays missing and has no say in the trend.</summary>
public static class Detrend
{
    /// <summary>The highest order of <see cref="Polynomial"/>.</summary>
    public const int HighestOrder = 20;

    /// <summary>Takes the mean off; as <c>scipy.signal.detrend(type='constant')</c>.</summary>
    public static void Constant(Span<double> samples)
    {
        var mean = TensorPrimitives.Sum<double>(samples) / samples.Length;
        if (double.IsFinite(mean))
            TensorPrimitives.Subtract(samples, mean, samples);
        else
            Polynomial(samples, 0);
    }

    /// <summary>Takes the straight line of least squares off; as <c>scipy.signal.detrend(type='linear')</c>. Allocates nothing when no sample is missing.</summary>
    public static void Linear(Span<double> samples)
    {
        var mean = TensorPrimitives.Sum<double>(samples) / samples.Length;
        if (!double.IsFinite(mean))
        {
            Polynomial(samples, 1);
            return;
        }

        // About the middle of the segment the line's two parameters do not depend on each other.
        var middle = (samples.Length - 1) / 2.0;
        double moment = 0, square = 0;
        for (var index = 0; index < samples.Length; index++)
        {
            moment += (index - middle) * (samples[index] - mean);
            square += (index - middle) * (index - middle);
        }

        var slope = samples.Length > 1 ? moment / square : 0;
        for (var index = 0; index < samples.Length; index++)
            samples[index] -= mean + (slope * (index - middle));
    }

    /// <summary>
    /// Takes the polynomial of least squares off, built from polynomials that are orthogonal over the samples that are present, so that high orders stay exact
    /// and gaps do no harm. Source: G. E. Forsythe, J. SIAM 5 (1957) 74-88.
    /// </summary>
    /// <param name="samples">Samples at equal distances; NaN is a missing sample.</param>
    /// <param name="order">0 for the mean, 1 for a line, up to <see cref="HighestOrder"/>; where fewer samples than order + 1 are present, all of them become 0.</param>
    /// <exception cref="ArgumentException"><paramref name="order"/> is out of range.</exception>
    public static void Polynomial(Span<double> samples, int order)
    {
        if (order is < 0 or > HighestOrder)
            throw new ArgumentException($"The order of a trend is {order}; it lies between 0 and {HighestOrder}.", nameof(order));
        var (before, present, next) = (new double[samples.Length], new double[samples.Length], new double[samples.Length]);
        var count = 0;
        for (var index = 0; index < samples.Length; index++)
        {
            if (!double.IsFinite(samples[index]))
                continue;
            present[index] = 1;
            count++;
        }

        double squareBefore = 1;
        for (var degree = 0; degree <= Math.Min(order, count - 1); degree++)
        {
            var square = TensorPrimitives.SumOfSquares<double>(present);
            Subtract(samples, present, Projection(samples, present) / square);
            var alpha = 0.0;
            for (var index = 0; index < samples.Length; index++)
                alpha += Place(index, samples.Length) * present[index] * present[index];
            alpha /= square;
            var beta = degree == 0 ? 0 : square / squareBefore;
            for (var index = 0; index < samples.Length; index++)
                next[index] = ((Place(index, samples.Length) - alpha) * present[index]) - (beta * before[index]);
            (before, present, next) = (present, next, before);
            squareBefore = square;
        }
    }

    private static double Place(int index, int length) => ((2.0 * index) - (length - 1)) / length;

    private static double Projection(ReadOnlySpan<double> samples, double[] polynomial)
    {
        var sum = 0.0;
        for (var index = 0; index < samples.Length; index++)
        {
            if (double.IsFinite(samples[index]))
                sum += samples[index] * polynomial[index];
        }

        return sum;
    }

    private static void Subtract(Span<double> samples, double[] polynomial, double factor) =>
        TensorPrimitives.MultiplyAdd(polynomial, -factor, samples, samples);
}
