namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>The vector x of <see cref="NoveltyParameters"/>.</summary>
internal static class NoveltyRegressors
{
    public static int Count(IReadOnlyList<NoveltyCovariate> covariates) => covariates.Count + covariates.Count(c => c.Knot.HasValue);

    public static void Fill(NoveltyParameters parameters, ReadOnlySpan<double> covariates, Span<double> regressors) =>
        Fill(parameters.Covariates, parameters.CovariateCentre, parameters.CovariateScale, covariates, regressors);

    public static void Fill(
        IReadOnlyList<NoveltyCovariate> definitions, double[] centre, double[] scale, ReadOnlySpan<double> covariates, Span<double> regressors)
    {
        var next = definitions.Count;
        for (var i = 0; i < definitions.Count; i++)
        {
            var value = definitions[i].Transform.Apply(covariates[i]);
            regressors[i] = (value - centre[i]) / scale[i];
            if (definitions[i].Knot is { } knot)
                regressors[next++] = Math.Min(value - knot, 0) / scale[i];
        }
    }
}
