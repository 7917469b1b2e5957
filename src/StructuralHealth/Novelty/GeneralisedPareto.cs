namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>The generalised Pareto distribution of excesses over a level, with a shape that is not negative (Coles 2001, section 4.2).</summary>
internal static class GeneralisedPareto
{
    private const double ExponentialBelow = 1e-6;

    public static double Survival(double excess, double shape, double scale) =>
        shape < ExponentialBelow ? Math.Exp(-excess / scale) : Math.Pow(1 + shape * excess / scale, -1 / shape);

    public static double Quantile(double survival, double shape, double scale) =>
        shape < ExponentialBelow ? -scale * Math.Log(survival) : scale * (Math.Pow(survival, -shape) - 1) / shape;

    public static double LogLikelihood(ReadOnlySpan<double> excesses, double shape, double scale)
    {
        var sum = -excesses.Length * Math.Log(scale);
        foreach (var excess in excesses)
        {
            // A bounded tail that ends before the largest excess is impossible.
            if (1 + shape * excess / scale <= 0)
                return double.NegativeInfinity;
            sum -= Math.Abs(shape) < ExponentialBelow
                ? excess / scale
                : (1 + 1 / shape) * Math.Log(1 + shape * excess / scale);
        }

        return sum;
    }

    /// <summary>Maximum likelihood with the shape between 0 and <paramref name="shapeMax"/>.</summary>
    public static (double Shape, double Scale) Fit(double[] excesses, double shapeMax)
    {
        var mean = excesses.Average();
        double BestScale(double shape) => Math.Exp(GoldenSection.Argument(
            logScale => LogLikelihood(excesses, shape, Math.Exp(logScale)), Math.Log(mean) - 4, Math.Log(mean) + 2));

        var best = GoldenSection.Argument(s => LogLikelihood(excesses, s, BestScale(s)), 0, shapeMax);
        var bestScale = BestScale(best);
        // The ends of the range are often the maximum, and a section search only approaches them.
        if (LogLikelihood(excesses, 0, mean) >= LogLikelihood(excesses, best, bestScale))
            return (0, mean);
        var atMax = BestScale(shapeMax);
        return LogLikelihood(excesses, shapeMax, atMax) > LogLikelihood(excesses, best, bestScale) ? (shapeMax, atMax) : (best, bestScale);
    }
}

/// <summary>Maximum of a function with one peak on an interval.</summary>
internal static class GoldenSection
{
    private const double Ratio = 0.6180339887498949;
    private const int Steps = 45;

    public static double Argument(Func<double, double> function, double low, double high)
    {
        var a = high - Ratio * (high - low);
        var b = low + Ratio * (high - low);
        var (atA, atB) = (function(a), function(b));
        for (var step = 0; step < Steps; step++)
        {
            if (atA >= atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - Ratio * (high - low);
                atA = function(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + Ratio * (high - low);
                atB = function(b);
            }
        }

        return 0.5 * (low + high);
    }

    public static double Maximum(Func<double, double> function, double low, double high) => function(Argument(function, low, high));
}
