namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Judges the columns of a commissioning period before anything is fitted.</summary>
internal static class NoveltyColumns
{
    /// <summary>A slope on one side of a knot needs this share of the windows there.</summary>
    private const double KnotShareMin = 0.1;
    private const double ConstantBelow = 1e-9;

    public static List<NoveltyRefusal> Refusals(NoveltyWindows windows, NoveltyOptions options)
    {
        var refusals = new List<NoveltyRefusal>();
        if (windows.Features.Count is 0 or > NoveltyParameters.FeaturesMax)
            refusals.Add(new NoveltyRefusal(NoveltyRefusalReason.FeatureCount, "", $"A baseline takes 1 to {NoveltyParameters.FeaturesMax} features; {windows.Features.Count} were chosen."));
        for (var i = 0; i < windows.Features.Count; i++)
            Judge(windows.Features[i].Id, TransformedFeature(windows, i), options, refusals);
        for (var i = 0; i < windows.Covariates.Count; i++)
            Judge(windows.Covariates[i].Id, TransformedCovariate(windows, i), options, refusals);
        return refusals;
    }

    public static int CompleteWindows(NoveltyWindows windows)
    {
        var count = 0;
        for (var window = 0; window < windows.Count; window++)
        {
            if (IsComplete(windows, window))
                count++;
        }

        return count;
    }

    public static bool IsComplete(NoveltyWindows windows, int window)
    {
        var features = windows.FeaturesOf(window);
        for (var i = 0; i < features.Length; i++)
        {
            if (double.IsNaN(windows.Features[i].Transform.Apply(features[i])))
                return false;
        }

        return HasConditions(windows, window);
    }

    public static bool HasConditions(NoveltyWindows windows, int window)
    {
        var covariates = windows.CovariatesOf(window);
        for (var i = 0; i < covariates.Length; i++)
        {
            if (double.IsNaN(windows.Covariates[i].Transform.Apply(covariates[i])))
                return false;
        }

        return true;
    }

    /// <summary>The covariates, without the knots that have too few windows on one side.</summary>
    public static IReadOnlyList<NoveltyCovariate> CoveredKnots(NoveltyWindows windows)
    {
        var result = new List<NoveltyCovariate>();
        for (var i = 0; i < windows.Covariates.Count; i++)
        {
            var covariate = windows.Covariates[i];
            if (covariate.Knot is { } knot)
            {
                var values = Array.FindAll(TransformedCovariate(windows, i), double.IsFinite);
                var share = (double)values.Count(v => v < knot) / values.Length;
                if (share is < KnotShareMin or > 1 - KnotShareMin)
                    covariate = covariate with { Knot = null };
            }

            result.Add(covariate);
        }

        return result;
    }

    /// <summary>For a covariance that is singular although no column is constant: the most correlated pair names the culprit.</summary>
    public static IReadOnlyList<NoveltyRefusal> RedundantColumns(NoveltyWindows windows)
    {
        var columns = Enumerable.Range(0, windows.Features.Count).Select(i => TransformedFeature(windows, i)).ToArray();
        var worst = (Correlation: 0.0, First: 0, Second: 0);
        for (var a = 0; a < columns.Length; a++)
        {
            for (var b = a + 1; b < columns.Length; b++)
            {
                var correlation = Math.Abs(Correlation(columns[a], columns[b]));
                if (correlation > worst.Correlation)
                    worst = (correlation, a, b);
            }
        }

        var second = windows.Features[worst.Second].Id;
        return [new NoveltyRefusal(NoveltyRefusalReason.Redundant, second, $"'{second}' says the same as '{windows.Features[worst.First].Id}' or as a combination of others.")];
    }

    public static double[] TransformedFeature(NoveltyWindows windows, int feature) =>
        [.. Enumerable.Range(0, windows.Count).Select(w => windows.Features[feature].Transform.Apply(windows.FeaturesOf(w)[feature]))];

    public static double[] TransformedCovariate(NoveltyWindows windows, int covariate) =>
        [.. Enumerable.Range(0, windows.Count).Select(w => windows.Covariates[covariate].Transform.Apply(windows.CovariatesOf(w)[covariate]))];

    private static void Judge(string id, double[] values, NoveltyOptions options, List<NoveltyRefusal> refusals)
    {
        var present = Array.FindAll(values, double.IsFinite);
        var missing = values.Length == 0 ? 0 : 1 - (double)present.Length / values.Length;
        if (missing > options.MaximumMissingShare)
            refusals.Add(new NoveltyRefusal(NoveltyRefusalReason.Missing, id, $"'{id}' is missing in {missing:P0} of the windows; at most {options.MaximumMissingShare:P0} may be."));
        else if (present.Length > 1 && RobustRegression.Scale(present) <= ConstantBelow * present.Max(Math.Abs))
            refusals.Add(new NoveltyRefusal(NoveltyRefusalReason.Constant, id, $"'{id}' hardly changes over the windows, so nothing can be learnt of it."));
    }

    private static double Correlation(double[] first, double[] second)
    {
        var pairs = first.Zip(second).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second)).ToArray();
        var (meanA, meanB) = (pairs.Average(p => p.First), pairs.Average(p => p.Second));
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        foreach (var (a, b) in pairs)
        {
            ab += (a - meanA) * (b - meanB);
            aa += (a - meanA) * (a - meanA);
            bb += (b - meanB) * (b - meanB);
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
