using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Normalisation;

/// <summary>Ordinary least squares of rows that may be missing, in the order of time.</summary>
internal sealed class LeastSquares
{
    private const double SingularBelow = 1e-10;
    private readonly double[]?[] _rows;
    private readonly double[] _deviations;
    private readonly Matrix<double> _inverse;

    private LeastSquares(double[]?[] rows, double[] coefficients, double[] deviations, Matrix<double> inverse, double[] residuals, int count)
    {
        (_rows, _deviations, _inverse) = (rows, deviations, inverse);
        (Coefficients, Residuals, Count) = (coefficients, residuals, count);
        SumOfSquares = residuals.Sum(r => double.IsNaN(r) ? 0 : r * r);
    }

    public double[] Coefficients { get; }

    /// <summary>NaN in a missing row.</summary>
    public double[] Residuals { get; }

    public int Count { get; }

    public double SumOfSquares { get; }

    /// <summary><see langword="null"/> where the columns are linearly dependent or there are too few rows.</summary>
    /// <param name="rows">Design row per time; <see langword="null"/> where missing.</param>
    /// <param name="values">Value per time; must be finite where the row is present.</param>
    public static LeastSquares? Fit(double[]?[] rows, double[] values)
    {
        var present = Enumerable.Range(0, rows.Length).Where(i => rows[i] is not null).ToArray();
        if (present.Length == 0 || present.Length <= rows[present[0]]!.Length)
            return null;
        var columns = rows[present[0]]!.Length;
        // Columns in units of their own size: temperature and logarithms differ by orders of magnitude.
        var deviations = Enumerable.Range(0, columns).Select(c => Math.Sqrt(present.Average(i => rows[i]![c] * rows[i]![c]))).ToArray();
        if (deviations.Any(d => !(d > 0)))
            return null;
        var design = Matrix<double>.Build.Dense(present.Length, columns, (i, c) => rows[present[i]]![c] / deviations[c]);
        var factor = design.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        var diagonal = factor.R.Diagonal().PointwiseAbs();
        if (diagonal.Minimum() < SingularBelow * diagonal.Maximum())
            return null;
        var scaled = factor.Solve(Vector<double>.Build.Dense(present.Length, i => values[present[i]]));
        var coefficients = scaled.Select((v, c) => v / deviations[c]).ToArray();
        var inverseR = factor.R.Inverse();
        var residuals = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            residuals[i] = rows[i] is { } row ? values[i] - System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, coefficients) : double.NaN;
        return new LeastSquares(rows, coefficients, deviations, inverseR * inverseR.Transpose(), residuals, present.Length);
    }

    /// <summary>
    /// Standard errors that allow for dependent residuals of changing size: prewhitened by a first-order autoregression, then Bartlett weights
    /// (W. K. Newey, K. D. West, Econometrica 55, 1987; D. W. K. Andrews, J. C. Monahan, Econometrica 60, 1992). Ordinary errors of a feature
    /// that follows the weather are too small by a factor of two to five. A missing row counts as 0 (Parzen's modulation), not as its neighbour.
    /// </summary>
    public double[] StandardErrors()
    {
        var columns = Coefficients.Length;
        var moments = Moments();
        var persistence = moments.Select(m => Math.Clamp(Autocorrelation.OfFirstLag(m), -0.97, 0.97)).ToArray();
        var white = moments.Select((m, c) => m.Select((v, i) => i == 0 ? v : v - (persistence[c] * m[i - 1])).ToArray()).ToArray();
        var lags = (int)(4 * Math.Pow(Count / 100.0, 2.0 / 9));
        var middle = Matrix<double>.Build.Dense(columns, columns, (a, b) =>
            LongRun(white[a], white[b], lags) / ((1 - persistence[a]) * (1 - persistence[b])));
        var covariance = _inverse * middle * _inverse * ((double)Count / (Count - columns));
        return [.. Enumerable.Range(0, columns).Select(c => Math.Sqrt(Math.Max(0, covariance[c, c])) / _deviations[c])];
    }

    private double[][] Moments()
    {
        var columns = Coefficients.Length;
        var moments = new double[columns][];
        for (var c = 0; c < columns; c++)
        {
            var column = c;
            moments[c] = [.. _rows.Select((row, i) => row is null ? 0 : row[column] / _deviations[column] * Residuals[i])];
        }

        return moments;
    }

    private static double LongRun(double[] first, double[] second, int lags)
    {
        var sum = Lagged(first, second, 0);
        for (var lag = 1; lag <= lags; lag++)
            sum += (1 - (lag / (lags + 1.0))) * (Lagged(first, second, lag) + Lagged(second, first, lag));
        return sum;
    }

    private static double Lagged(double[] first, double[] second, int lag) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<double>(first.AsSpan(lag), second.AsSpan(0, second.Length - lag));
}

internal static class Autocorrelation
{
    /// <summary>Of neighbours that are both present; 0 where there are none.</summary>
    public static double OfFirstLag(ReadOnlySpan<double> values)
    {
        var (cross, square) = (0.0, 0.0);
        for (var i = 1; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || double.IsNaN(values[i - 1]))
                continue;
            cross += values[i] * values[i - 1];
            square += 0.5 * ((values[i] * values[i]) + (values[i - 1] * values[i - 1]));
        }

        return square > 0 ? cross / square : 0;
    }

    /// <summary>Independent rows that so many dependent ones are worth.</summary>
    public static double EffectiveRows(int rows, double persistence)
    {
        var bounded = Math.Clamp(persistence, 0, 0.999);
        return rows * (1 - bounded) / (1 + bounded);
    }
}
