namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>
/// Straight line through points in the order of time, with an uncertainty that knows that neighbouring samples repeat each other: the standard error is the
/// autocorrelation-consistent one of Newey and West (Econometrica 55, 1987), prewhitened, with the bandwidth of Andrews and Monahan (Econometrica 60, 1992).
/// </summary>
/// <param name="Slope">Change of y per unit of x.</param>
/// <param name="Intercept">y at x = 0.</param>
/// <param name="SlopeStandardError">Standard error of the slope.</param>
/// <param name="ResidualDeviation">Standard deviation of y about the line, two degrees of freedom taken off.</param>
/// <param name="RSquared">Share of the variance of y that the line explains, 0 to 1.</param>
/// <param name="Count">Points used.</param>
public readonly record struct LinearFit(double Slope, double Intercept, double SlopeStandardError, double ResidualDeviation, double RSquared, int Count)
{
    /// <summary>Least squares of y on x.</summary>
    /// <param name="x">Values of x; a pair with a missing value is left out.</param>
    /// <param name="y">Values of y, same length.</param>
    /// <returns>The line; every figure is NaN with fewer than 3 points or a constant x.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static LinearFit Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"x has {x.Length} values and y {y.Length}.");
        var (count, meanX, meanY) = Means(x, y);
        var (sxx, sxy, syy) = (0.0, 0.0, 0.0);
        for (var index = 0; index < x.Length; index++)
        {
            var (dx, dy) = (x[index] - meanX, y[index] - meanY);
            if (!double.IsFinite(dx + dy))
                continue;
            sxx += dx * dx;
            sxy += dx * dy;
            syy += dy * dy;
        }

        if (count < 3 || !(sxx > 0))
            return new LinearFit(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, count);
        var slope = sxy / sxx;
        var intercept = meanY - (slope * meanX);
        var residualSquares = Math.Max(0, syy - (slope * sxy));
        return new LinearFit(
            slope,
            intercept,
            StandardError(x, y, meanX, slope, intercept, sxx, count),
            Math.Sqrt(residualSquares / (count - 2)),
            syy > 0 ? 1 - (residualSquares / syy) : 1,
            count);
    }

    private static (int Count, double MeanX, double MeanY) Means(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (count, sumX, sumY) = (0, 0.0, 0.0);
        for (var index = 0; index < x.Length; index++)
        {
            if (!double.IsFinite(x[index] + y[index]))
                continue;
            count++;
            sumX += x[index];
            sumY += y[index];
        }

        return (count, sumX / count, sumY / count);
    }

    private static double StandardError(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double meanX, double slope, double intercept, double sxx, int count)
    {
        var scores = new double[count];
        var at = 0;
        for (var index = 0; index < x.Length; index++)
        {
            var residual = y[index] - intercept - (slope * x[index]);
            if (double.IsFinite(residual))
                scores[at++] = (x[index] - meanX) * residual;
        }

        return Math.Sqrt(LongRunVariance(scores) * count / (count - 2)) / sxx;
    }

    /// <summary>Variance of the sum of the scores: first-order dependence is taken out, what is left is weighted by Bartlett's kernel, and the dependence is put back.</summary>
    private static double LongRunVariance(double[] scores)
    {
        var variance = Covariance(scores, 0);
        if (!(variance > 0))
            return 0;
        var dependence = Math.Clamp(Covariance(scores, 1) / variance, -0.97, 0.97);
        var whitened = new double[scores.Length];
        whitened[0] = scores[0] * Math.Sqrt(1 - (dependence * dependence));
        for (var index = 1; index < scores.Length; index++)
            whitened[index] = scores[index] - (dependence * scores[index - 1]);
        var sum = Covariance(whitened, 0);
        var bandwidth = Bandwidth(sum, Covariance(whitened, 1), scores.Length);
        for (var lag = 1; lag <= bandwidth; lag++)
            sum += 2 * (1 - ((double)lag / (bandwidth + 1))) * Covariance(whitened, lag);
        return Math.Max(sum, 0) / ((1 - dependence) * (1 - dependence));
    }

    private static int Bandwidth(double variance, double first, int count)
    {
        var correlation = Math.Clamp(first / variance, -0.97, 0.97);
        var strength = 4 * correlation * correlation / Math.Pow(1 - (correlation * correlation), 2);
        return Math.Min((int)(1.1447 * Math.Cbrt(strength * count)), count / 4);
    }

    private static double Covariance(double[] scores, int lag)
    {
        var sum = 0.0;
        for (var index = lag; index < scores.Length; index++)
            sum += scores[index] * scores[index - lag];
        return sum;
    }
}
