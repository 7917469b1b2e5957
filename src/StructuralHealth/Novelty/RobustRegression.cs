using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>
/// Linear regression that a minority of odd windows cannot bend: an M-estimate with Huber's weights to get near, then Tukey's
/// bisquare (c = 4.685, 95 % efficient on normal errors) to convergence, with the scale from the median absolute deviation
/// (Huber and Ronchetti, Robust Statistics, 2nd ed., ch. 7; Maronna et al., Robust Statistics, ch. 4).
/// </summary>
internal static class RobustRegression
{
    private const double HuberTuning = 1.345;
    private const double BisquareTuning = 4.685;
    private const double NormalMad = 1.4826022185056018;
    private const int IterationsMax = 200;
    private const double Tolerance = 1e-12;

    /// <summary>Coefficients of <paramref name="design"/> (rows are windows) for <paramref name="response"/>, and the scale of the residuals.</summary>
    public static (double[] Coefficients, double Scale) Fit(double[][] design, double[] response)
    {
        var weights = new double[response.Length];
        Array.Fill(weights, 1);
        var coefficients = LeastSquares(design, response, weights);
        var residuals = Residuals(design, response, coefficients);
        var floor = SmallestScale(response);
        coefficients = Reweight(design, response, coefficients, residuals, weights, floor, HuberWeight);
        coefficients = Reweight(design, response, coefficients, residuals, weights, floor, BisquareWeight);
        return (coefficients, Scale(residuals));
    }

    /// <summary>Consistent for normal errors. When more than half the values coincide, the spread of the inner 90 % stands in.</summary>
    public static double Scale(ReadOnlySpan<double> residuals)
    {
        var sorted = residuals.ToArray();
        Array.Sort(sorted);
        var centre = Median(sorted);
        var deviations = Array.ConvertAll(sorted, r => Math.Abs(r - centre));
        Array.Sort(deviations);
        var mad = NormalMad * Median(deviations);
        return mad > 0 ? mad : InnerSpread(sorted);
    }

    public static double Median(double[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    private static double[] Reweight(
        double[][] design, double[] response, double[] coefficients, double[] residuals, double[] weights, double floor, Func<double, double> weight)
    {
        for (var iteration = 0; iteration < IterationsMax; iteration++)
        {
            var scale = Math.Max(Scale(residuals), floor);
            if (!(scale > 0))
                break;
            for (var i = 0; i < weights.Length; i++)
                weights[i] = weight(residuals[i] / scale);
            var next = LeastSquares(design, response, weights);
            var nextResiduals = Residuals(design, response, next);
            var change = 0.0;
            for (var i = 0; i < residuals.Length; i++)
                change = Math.Max(change, Math.Abs(nextResiduals[i] - residuals[i]));
            nextResiduals.CopyTo(residuals, 0);
            coefficients = next;
            if (change <= Tolerance * scale)
                break;
        }

        return coefficients;
    }

    private static double HuberWeight(double u) => Math.Abs(u) <= HuberTuning ? 1 : HuberTuning / Math.Abs(u);

    private static double BisquareWeight(double u)
    {
        var t = u / BisquareTuning;
        return Math.Abs(t) >= 1 ? 0 : (1 - t * t) * (1 - t * t);
    }

    private static double[] LeastSquares(double[][] design, double[] response, double[] weights)
    {
        var columns = design[0].Length;
        var normal = Matrix<double>.Build.Dense(columns, columns);
        var right = Vector<double>.Build.Dense(columns);
        for (var i = 0; i < response.Length; i++)
        {
            var row = design[i];
            for (var a = 0; a < columns; a++)
            {
                right[a] += weights[i] * row[a] * response[i];
                for (var b = 0; b <= a; b++)
                    normal[a, b] += weights[i] * row[a] * row[b];
            }
        }

        for (var a = 0; a < columns; a++)
        {
            for (var b = 0; b < a; b++)
                normal[b, a] = normal[a, b];
        }

        return normal.Cholesky().Solve(right).ToArray();
    }

    private static double[] Residuals(double[][] design, double[] response, double[] coefficients)
    {
        var residuals = new double[response.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            var fitted = 0.0;
            for (var a = 0; a < coefficients.Length; a++)
                fitted += design[i][a] * coefficients[a];
            residuals[i] = response[i] - fitted;
        }

        return residuals;
    }

    private static double InnerSpread(double[] sorted)
    {
        var cut = sorted.Length / 20;
        var inner = sorted.AsSpan(cut, sorted.Length - 2 * cut);
        var mean = 0.0;
        foreach (var value in inner)
            mean += value / inner.Length;
        var square = 0.0;
        foreach (var value in inner)
            square += (value - mean) * (value - mean);
        return Math.Sqrt(square / inner.Length);
    }

    /// <summary>Rounding of the response; a scale below it would chase noise of the arithmetic.</summary>
    private static double SmallestScale(double[] response) => 1e-13 * response.Max(Math.Abs);
}
