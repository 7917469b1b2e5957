using System.Numerics;

namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Sums over one block of a window.</summary>
/// <param name="Steps">Pairs of neighbours that are both there.</param>
/// <param name="Mean">Mean of the samples.</param>
/// <param name="Deviation">Standard deviation of the samples.</param>
/// <param name="Level">Standard deviation of the steps over the square root of 2.</param>
/// <param name="LowShare">Share of samples in the lowest quarter of the range.</param>
/// <param name="HighShare">Share of samples in the highest quarter of the range.</param>
internal readonly record struct BlockShape(int Steps, double Mean, double Deviation, double Level, double LowShare, double HighShare)
{
    /// <summary>Correlation of neighbours, from deviation and steps: 1 - level^2 / deviation^2.</summary>
    public double Correlation(int lag) => lag == 1 && Deviation > 0 ? 1 - (Level * Level / (Deviation * Deviation)) : 0;

    public static BlockShape Of(ReadOnlySpan<float> block, double rangeMin, double rangeMax)
    {
        var lowQuarter = rangeMin + (0.25 * (rangeMax - rangeMin));
        var highQuarter = rangeMax - (0.25 * (rangeMax - rangeMin));
        var shift = FirstFinite(block);
        return (block.Length > 2 * Vector<float>.Count && FiniteValues.All(block)
            ? Complete(block, shift, lowQuarter, highQuarter)
            : Scan(block, shift, lowQuarter, highQuarter)).ToShape(shift);
    }

    private static double FirstFinite(ReadOnlySpan<float> block)
    {
        foreach (var sample in block)
        {
            if (float.IsFinite(sample))
                return sample;
        }

        return 0;
    }

    private static Sums Scan(ReadOnlySpan<float> block, double shift, double lowQuarter, double highQuarter)
    {
        var (count, steps, low, high) = (0, 0, 0, 0);
        double sum = 0, squares = 0, stepSquares = 0;
        var before = double.NaN;
        foreach (var sample in block)
        {
            double value = sample;
            if (!double.IsFinite(value))
            {
                before = double.NaN;
                continue;
            }

            count++;
            sum += value - shift;
            squares += (value - shift) * (value - shift);
            low += value < lowQuarter ? 1 : 0;
            high += value > highQuarter ? 1 : 0;
            if (!double.IsNaN(before))
            {
                steps++;
                stepSquares += (value - before) * (value - before);
            }

            before = value;
        }

        return new Sums(count, steps, low, high, sum, squares, stepSquares);
    }

    private static Sums Complete(ReadOnlySpan<float> block, double shift, double lowQuarter, double highQuarter)
    {
        var (shifts, lows, highs) = (new Vector<double>(shift), new Vector<double>(lowQuarter), new Vector<double>(highQuarter));
        var (sum, squares, stepSquares) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var (low, high) = (Vector<long>.Zero, Vector<long>.Zero);
        var index = 1;
        for (; index <= block.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(block[index..]), out var values, out var upper);
            Vector.Widen(new Vector<float>(block[(index - 1)..]), out var before, out var upperBefore);
            low -= Vector.LessThan(values, lows) + Vector.LessThan(upper, lows);
            high -= Vector.GreaterThan(values, highs) + Vector.GreaterThan(upper, highs);
            stepSquares += ((values - before) * (values - before)) + ((upper - upperBefore) * (upper - upperBefore));
            values -= shifts;
            upper -= shifts;
            sum += values + upper;
            squares += (values * values) + (upper * upper);
        }

        // The first sample and those behind the last whole vector; the step into the latter is counted with them.
        var head = Scan(block[..1], shift, lowQuarter, highQuarter);
        var tail = Scan(block[(index - 1)..], shift, lowQuarter, highQuarter);
        var again = Scan(block.Slice(index - 1, 1), shift, lowQuarter, highQuarter);
        return new Sums(
            block.Length,
            block.Length - 1,
            head.Low + tail.Low - again.Low + (int)Vector.Sum(low),
            head.High + tail.High - again.High + (int)Vector.Sum(high),
            head.Sum + tail.Sum - again.Sum + Vector.Sum(sum),
            head.Squares + tail.Squares - again.Squares + Vector.Sum(squares),
            tail.StepSquares + Vector.Sum(stepSquares));
    }

    private readonly record struct Sums(int Count, int Steps, int Low, int High, double Sum, double Squares, double StepSquares)
    {
        public BlockShape ToShape(double shift)
        {
            if (Count == 0 || Steps == 0)
                return default;
            var mean = Sum / Count;
            return new BlockShape(
                Steps,
                shift + mean,
                Math.Sqrt(Math.Max(0, (Squares / Count) - (mean * mean))),
                Math.Sqrt(StepSquares / Steps / 2),
                (double)Low / Count,
                (double)High / Count);
        }
    }
}
