using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

public sealed class NoveltyFitterTests
{
    [Fact]
    public void Fit_TooFewWindows_RefusesAndNamesBothNumbers()
    {
        var fit = NoveltyFitter.Fit(new SimulatedFeatures(30, 1).Period(120), new NoveltyOptions());
        var refusal = Assert.Single(fit.Refusals);
        Assert.Null(fit.Baseline);
        Assert.Equal(NoveltyRefusalReason.TooFewWindows, refusal.Reason);
        Assert.Contains("150", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("120", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ConstantAndMissingColumns_RefusesEachByName()
    {
        var simulated = new SimulatedFeatures(4, 1);
        var period = new NoveltyWindows(simulated.Features, simulated.Covariates);
        for (var i = 0; i < 300; i++)
        {
            var (features, covariates) = simulated.Next();
            features[1] = 4.2;
            features[2] = i % 3 == 0 ? double.NaN : features[2];
            period.Add(features, covariates);
        }

        var refusals = NoveltyFitter.Fit(period, new NoveltyOptions()).Refusals;
        Assert.Contains(refusals, r => r is { Reason: NoveltyRefusalReason.Constant, ColumnId: "f1" });
        Assert.Contains(refusals, r => r is { Reason: NoveltyRefusalReason.Missing, ColumnId: "f2" });
    }

    [Fact]
    public void Fit_FeatureThatCopiesAnother_StaysWellConditioned()
    {
        var simulated = new SimulatedFeatures(4, 3);
        var period = new NoveltyWindows(simulated.Features, simulated.Covariates);
        var random = new Random(4);
        for (var i = 0; i < 400; i++)
        {
            var (features, covariates) = simulated.Next();
            features[1] = 5 * features[0] + 1e-5 * random.NextDouble();
            period.Add(features, covariates);
        }

        var parameters = NoveltyFitter.Fit(period, new NoveltyOptions()).Baseline!.Parameters;
        Assert.InRange(parameters.Shrinkage, 1e-6, 0.1);
    }

    [Fact]
    public void Fit_KnotNotCovered_LeavesTheKnotOut()
    {
        var simulated = new SimulatedFeatures(3, 3);
        var period = new NoveltyWindows(simulated.Features, [simulated.Covariates[0] with { Knot = -5 }, simulated.Covariates[1]]);
        for (var i = 0; i < 300; i++)
        {
            var (features, covariates) = simulated.Next();
            period.Add(features, covariates);
        }

        var parameters = NoveltyFitter.Fit(period, new NoveltyOptions()).Baseline!.Parameters;
        Assert.Null(parameters.Covariates[0].Knot);
        Assert.Equal(2, parameters.Coefficients.Length);
    }

    [Fact]
    public void Fit_TwentyFeaturesOnTwoHundredFortyWindows_IsWellConditioned()
    {
        var simulated = new SimulatedFeatures(20, 8);
        var baseline = NoveltyFitter.Fit(simulated.Period(240), new NoveltyOptions()).Baseline!;
        var contributions = new double[20];
        var scores = new List<double>();
        for (var i = 0; i < 2000; i++)
        {
            var (features, covariates) = simulated.Next();
            if (baseline.TryScore(features, covariates, contributions, out var score))
                scores.Add(score.Score);
        }

        // Squared distances of unseen windows centre near the number of features; estimation error widens them.
        Assert.InRange(scores.Order().ElementAt(scores.Count / 2), 17, 28);
    }

    [Fact]
    public void Fit_TenPercentOutliers_DoesNotHideThem()
    {
        var simulated = new SimulatedFeatures(6, 12);
        var period = new NoveltyWindows(simulated.Features, simulated.Covariates);
        for (var i = 0; i < 600; i++)
        {
            simulated.Shift[0] = i % 10 == 0 ? 12 : 0;
            var (features, covariates) = simulated.Next();
            period.Add(features, covariates);
        }

        var fit = NoveltyFitter.Fit(period, new NoveltyOptions { PersistenceWindows = 2 });
        var outliers = fit.HeldOutScores.Where((_, i) => i % 10 == 0).Order().ToList();
        Assert.True(outliers[outliers.Count / 10] > 100, $"only {outliers[outliers.Count / 10]:0.#}");
    }
}
