using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>One fit of location, influence of the conditions and covariance, without a threshold.</summary>
internal static class NoveltyEstimate
{
    /// <summary><see langword="null"/> when the residuals are linearly dependent.</summary>
    public static NoveltyParameters? Fit(NoveltyWindows windows, IReadOnlyList<NoveltyCovariate> covariates, NoveltyOptions options)
    {
        var rows = Enumerable.Range(0, windows.Count).Where(w => NoveltyColumns.HasConditions(windows, w)).ToArray();
        var used = windows.Rows(rows);
        var (centre, scale, low, high) = Standardise(used, covariates);
        var design = Design(used, covariates, centre, scale);
        var features = windows.Features.Count;
        var coefficients = new double[design[0].Length][];
        for (var r = 0; r < coefficients.Length; r++)
            coefficients[r] = new double[features];
        var residuals = new double[features][];
        for (var i = 0; i < features; i++)
            residuals[i] = Regress(design, NoveltyColumns.TransformedFeature(used, i), coefficients, i);

        var points = Enumerable.Range(0, used.Count)
            .Select(w => Array.ConvertAll(residuals, column => column[w]))
            .Where(point => point.All(double.IsFinite)).ToArray();
        if (Scatter(points, options) is not { } scatter)
            return null;
        var (covariance, shrinkage) = ConditionedCovariance.Shrink(scatter.Covariance, options.MaximumConditionNumber);
        return new NoveltyParameters
        {
            Features = windows.Features,
            Covariates = covariates,
            CovariateCentre = centre,
            CovariateScale = scale,
            CovariateLow = low,
            CovariateHigh = high,
            Intercept = [.. coefficients[^1].Zip(scatter.Location, (a, b) => a + b)],
            Coefficients = coefficients[..^1],
            Covariance = covariance,
            Shrinkage = shrinkage,
            MinimumFeatureShare = options.MinimumFeatureShare,
            Windows = used.Count,
        };
    }

    private static (double[] Centre, double[] Scale, double[] Low, double[] High) Standardise(NoveltyWindows windows, IReadOnlyList<NoveltyCovariate> covariates)
    {
        var count = covariates.Count;
        var (centre, scale, low, high) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var sorted = NoveltyColumns.TransformedCovariate(windows, i);
            Array.Sort(sorted);
            centre[i] = RobustRegression.Median(sorted);
            scale[i] = RobustRegression.Scale(sorted);
            low[i] = covariates[i].Transform.Invert(sorted[0]);
            high[i] = covariates[i].Transform.Invert(sorted[^1]);
        }

        return (centre, scale, low, high);
    }

    /// <summary>The regressors of each window, then 1 for the intercept.</summary>
    private static double[][] Design(NoveltyWindows windows, IReadOnlyList<NoveltyCovariate> covariates, double[] centre, double[] scale)
    {
        var regressors = NoveltyRegressors.Count(covariates);
        var design = new double[windows.Count][];
        for (var w = 0; w < windows.Count; w++)
        {
            design[w] = new double[regressors + 1];
            NoveltyRegressors.Fill(covariates, centre, scale, windows.CovariatesOf(w), design[w].AsSpan(0, regressors));
            design[w][regressors] = 1;
        }

        return design;
    }

    /// <summary>Writes column <paramref name="feature"/> of the coefficients; residuals keep NaN where the feature is missing.</summary>
    private static double[] Regress(double[][] design, double[] values, double[][] coefficients, int feature)
    {
        var present = Enumerable.Range(0, values.Length).Where(w => double.IsFinite(values[w])).ToArray();
        var (fitted, _) = RobustRegression.Fit([.. present.Select(w => design[w])], [.. present.Select(w => values[w])]);
        for (var r = 0; r < fitted.Length; r++)
            coefficients[r][feature] = fitted[r];
        return [.. values.Select((value, w) => value - design[w].Zip(fitted, (a, b) => a * b).Sum())];
    }

    private static RobustScatter? Scatter(double[][] points, NoveltyOptions options)
    {
        var all = MinimumCovarianceDeterminant.Classical(points);
        if (CholeskyFactor.Of(all.Covariance) is null)
            return null;
        var scatter = MinimumCovarianceDeterminant.Fit(points, options.CovarianceShare, options.Seed);
        return CholeskyFactor.Of(scatter.Covariance) is null ? null : scatter;
    }
}

/// <summary>
/// Keeps a covariance invertible when features are nearly copies of each other: the correlations are shrunk towards the identity by the
/// least amount that brings their condition number down to a limit, and not at all otherwise (as in the MRCD of Boudt et al. 2020).
/// </summary>
internal static class ConditionedCovariance
{
    public static (double[][] Covariance, double Shrinkage) Shrink(double[][] covariance, double conditionMax)
    {
        var size = covariance.Length;
        var correlation = Matrix<double>.Build.Dense(size, size, (a, b) => covariance[a][b] / Math.Sqrt(covariance[a][a] * covariance[b][b]));
        var values = correlation.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).ToArray();
        var excess = values.Max() - conditionMax * values.Min();
        if (excess <= 0)
            return (covariance, 0);
        var shrinkage = excess / (excess + conditionMax - 1);
        return ([.. covariance.Select((row, a) => row.Select((v, b) => a == b ? v : v * (1 - shrinkage)).ToArray())], shrinkage);
    }
}
