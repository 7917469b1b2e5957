namespace EdgeTwin.StructuralHealth.Novelty;

internal static class NoveltyParametersCheck
{
    public static void ThrowIfInconsistent(NoveltyParameters parameters)
    {
        var features = parameters.Features.Count;
        var covariates = parameters.Covariates.Count;
        Require(features is > 0 and <= NoveltyParameters.FeaturesMax, $"it has {features} features; 1 to {NoveltyParameters.FeaturesMax} are possible");
        foreach (var (name, array) in new[]
                 {
                     (nameof(parameters.CovariateCentre), parameters.CovariateCentre), (nameof(parameters.CovariateScale), parameters.CovariateScale),
                     (nameof(parameters.CovariateLow), parameters.CovariateLow), (nameof(parameters.CovariateHigh), parameters.CovariateHigh),
                 })
        {
            Require(array.Length == covariates && array.All(double.IsFinite), $"{name} does not hold {covariates} numbers");
        }

        Require(parameters.CovariateScale.All(s => s > 0), "a covariate has no spread");
        Require(parameters.CovariateLow.Zip(parameters.CovariateHigh).All(r => r.First < r.Second), "a covariate has no range");
        Require(IsMatrix([parameters.Intercept], 1, features), $"the intercept does not hold {features} numbers");
        Require(IsMatrix(parameters.Coefficients, NoveltyRegressors.Count(parameters.Covariates), features), "the coefficients have the wrong shape");
        Require(IsMatrix(parameters.Covariance, features, features), "the covariance has the wrong shape");
    }

    private static bool IsMatrix(double[][] matrix, int rows, int columns) =>
        matrix.Length == rows && matrix.All(row => row.Length == columns && row.All(double.IsFinite));

    private static void Require(bool condition, string what)
    {
        if (!condition)
            throw new ArgumentException($"The baseline is damaged: {what}.");
    }
}
