using System.Numerics;

namespace EdgeTwin.StructuralHealth.Statistics;

/// <summary>
/// Statistics of one window of samples, in the unit of the samples. A sample that is not a finite number is missing and is skipped.
/// Without a valid sample every value but the counts is <see cref="double.NaN"/>.
/// </summary>
/// <param name="Count">Valid samples.</param>
/// <param name="Missing">Samples that are not finite numbers.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">Of the population (divided by <paramref name="Count"/>).</param>
/// <param name="Rms">Root mean square of the values as they are, mean included.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Peak">Largest distance of a value from the mean.</param>
/// <param name="CrestFactor"><paramref name="Peak"/> over <paramref name="StandardDeviation"/>; NaN for a constant signal.</param>
/// <param name="Kurtosis">Fourth central moment over the squared second (Pearson): 3 for Gaussian noise, 1.5 for a sine; NaN for a constant signal.</param>
public readonly record struct SampleStatistics(
    int Count,
    int Missing,
    double Mean,
    double StandardDeviation,
    double Rms,
    double Minimum,
    double Maximum,
    double Peak,
    double CrestFactor,
    double Kurtosis)
{
    /// <summary><see cref="Maximum"/> less <see cref="Minimum"/>.</summary>
    public double Range => Maximum - Minimum;

    /// <summary>
    /// Computes the statistics in two passes over double-precision differences from the first valid sample,
    /// so that a large offset (gravity under a small vibration) costs no digits.
    /// </summary>
    /// <param name="samples">The window; <see cref="float.NaN"/> is a missing sample.</param>
    public static SampleStatistics Compute(ReadOnlySpan<float> samples)
    {
        var first = IndexOfFirstValid(samples);
        if (first < 0)
            return Empty(samples.Length);

        var shift = (double)samples[first];
        var valid = samples[first..];
        var (count, sum, minimum, maximum) = FirstPass(valid, shift);
        var offset = sum / count;
        var (second, fourth) = SecondPass(valid, shift, offset);
        second /= count;
        fourth /= count;

        var mean = shift + offset;
        var deviation = Math.Sqrt(second);
        var peak = Math.Max(maximum - shift - offset, offset - (minimum - shift));
        var varies = maximum > minimum;
        return new SampleStatistics(
            count,
            samples.Length - count,
            mean,
            varies ? deviation : 0,
            Math.Sqrt((mean * mean) + second),
            minimum,
            maximum,
            varies ? peak : 0,
            varies ? peak / deviation : double.NaN,
            varies ? fourth / (second * second) : double.NaN);
    }

    private static SampleStatistics Empty(int missing) => new(
        0, missing, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    private static int IndexOfFirstValid(ReadOnlySpan<float> samples)
    {
        for (var index = 0; index < samples.Length; index++)
        {
            if (float.IsFinite(samples[index]))
                return index;
        }

        return -1;
    }

    private static (int Count, double Sum, float Minimum, float Maximum) FirstPass(ReadOnlySpan<float> samples, double shift)
    {
        var width = Vector<float>.Count;
        var shifts = new Vector<double>(shift);
        var sumLow = Vector<double>.Zero;
        var sumHigh = Vector<double>.Zero;
        var minima = new Vector<float>(float.PositiveInfinity);
        var maxima = new Vector<float>(float.NegativeInfinity);
        var counts = Vector<int>.Zero;
        var index = 0;
        for (; index <= samples.Length - width; index += width)
        {
            var values = new Vector<float>(samples[index..]);
            var valid = IsFinite(values);
            Vector.Widen(Vector.ConditionalSelect(valid, values, new Vector<float>((float)shift)), out var low, out var high);
            sumLow += low - shifts;
            sumHigh += high - shifts;
            minima = Vector.Min(minima, Vector.ConditionalSelect(valid, values, minima));
            maxima = Vector.Max(maxima, Vector.ConditionalSelect(valid, values, maxima));
            counts -= valid;
        }

        var count = Vector.Sum(counts);
        var sum = Vector.Sum(sumLow + sumHigh);
        var minimum = float.PositiveInfinity;
        var maximum = float.NegativeInfinity;
        for (var lane = 0; lane < width; lane++)
        {
            minimum = Math.Min(minimum, minima[lane]);
            maximum = Math.Max(maximum, maxima[lane]);
        }

        for (; index < samples.Length; index++)
        {
            var value = samples[index];
            if (!float.IsFinite(value))
                continue;
            count++;
            sum += value - shift;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return (count, sum, minimum, maximum);
    }

    private static (double Second, double Fourth) SecondPass(ReadOnlySpan<float> samples, double shift, double offset)
    {
        var width = Vector<float>.Count;
        var shifts = new Vector<double>(shift);
        var offsets = new Vector<double>(offset);
        var secondLow = Vector<double>.Zero;
        var secondHigh = Vector<double>.Zero;
        var fourthLow = Vector<double>.Zero;
        var fourthHigh = Vector<double>.Zero;
        var index = 0;
        for (; index <= samples.Length - width; index += width)
        {
            var values = new Vector<float>(samples[index..]);
            var valid = IsFinite(values);
            Vector.Widen(values, out var low, out var high);
            Vector.Widen(valid, out var validLow, out var validHigh);
            var squareLow = Square(low - shifts - offsets, validLow);
            var squareHigh = Square(high - shifts - offsets, validHigh);
            secondLow += squareLow;
            secondHigh += squareHigh;
            fourthLow += squareLow * squareLow;
            fourthHigh += squareHigh * squareHigh;
        }

        var second = Vector.Sum(secondLow + secondHigh);
        var fourth = Vector.Sum(fourthLow + fourthHigh);
        for (; index < samples.Length; index++)
        {
            if (!float.IsFinite(samples[index]))
                continue;
            var difference = samples[index] - shift - offset;
            var square = difference * difference;
            second += square;
            fourth += square * square;
        }

        return (second, fourth);
    }

    private static Vector<int> IsFinite(Vector<float> values) =>
        Vector.LessThanOrEqual(Vector.Abs(values), new Vector<float>(float.MaxValue));

    private static Vector<double> Square(Vector<double> difference, Vector<long> valid) =>
        Vector.ConditionalSelect(valid, difference * difference, Vector<double>.Zero);
}
