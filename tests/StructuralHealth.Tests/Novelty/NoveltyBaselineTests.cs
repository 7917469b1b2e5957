using EdgeTwin.StructuralHealth.Novelty;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

public sealed class NoveltyBaselineTests
{
    private const int Features = 8;
    private static readonly NoveltyBaseline Baseline = NoveltyFitter.Fit(new SimulatedFeatures(Features, 5).Period(600), new NoveltyOptions()).Baseline!;

    [Fact]
    public void TryScore_AnyFeatures_ContributionsAreNotNegativeAndAddUp()
    {
        var shifts = Gen.Choose(-1000, 1000).Select(v => v / 100.0).ArrayOf(Features).ToArbitrary();
        Prop.ForAll(shifts, shift =>
        {
            var (features, covariates) = Shifted(shift);
            var contributions = new double[Features];
            var scored = Baseline.TryScore(features, covariates, contributions, out var score);
            return scored && contributions.All(c => c >= 0) && Math.Abs(contributions.Sum() - score.Score) <= 1e-12 * (1 + score.Score);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryScore_AnyFeaturesMissing_EqualsScoreOfTheCompletedWindow()
    {
        var cases = (from shift in Gen.Choose(-500, 500).Select(v => v / 100.0).ArrayOf(Features)
                     from missing in Gen.Elements(true, false, false, false).ArrayOf(Features)
                     where missing.Count(m => m) <= 3
                     select (shift, missing)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var (features, covariates) = Shifted(c.shift);
            for (var i = 0; i < Features; i++)
                features[i] = c.missing[i] ? double.NaN : features[i];
            var contributions = new double[Features];
            Baseline.TryScore(features, covariates, contributions, out var marginal);
            var partsAddUp = Math.Abs(contributions.Sum() - marginal.Score) <= 1e-9 * (1 + marginal.Score);
            Baseline.Complete(features, covariates);
            Baseline.TryScore(features, covariates, contributions, out var completed);
            return partsAddUp && Math.Abs(marginal.Score - completed.Score) <= 1e-8 * (1 + marginal.Score) && marginal.Threshold <= completed.Threshold;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fit_FeaturesInOtherUnits_GivesTheSameScores()
    {
        var original = new SimulatedFeatures(3, 9).Period(300);
        var other = new NoveltyWindows(original.Features, original.Covariates);
        for (var w = 0; w < original.Count; w++)
        {
            var f = original.FeaturesOf(w);
            // An affine map of the two linear features together, other units for the third, Fahrenheit, millig.
            other.Add([2 * f[0] - 0.5 * f[1] + 40, 1000 * f[1] - 3, 1e6 * f[2]],
                [32 + 1.8 * original.CovariatesOf(w)[0], original.CovariatesOf(w)[1] / 9.81e-3]);
        }

        var options = new NoveltyOptions { PersistenceWindows = 2 };
        var (a, b) = (NoveltyFitter.Fit(original, options).Baseline!, NoveltyFitter.Fit(other, options).Baseline!);
        var contributions = new double[3];
        for (var w = 0; w < original.Count; w++)
        {
            a.TryScore(original.FeaturesOf(w), original.CovariatesOf(w), contributions, out var inOriginal);
            b.TryScore(other.FeaturesOf(w), other.CovariatesOf(w), contributions, out var inOther);
            // The regressions are robust per feature, so a mixture of two features may weigh single windows differently.
            Assert.Equal(inOriginal.Score, inOther.Score, 0.15 * inOriginal.Score + 0.05);
        }
    }

    [Fact]
    public void Fit_FeaturesInOtherScales_GivesExactlyTheSameScores()
    {
        var original = new SimulatedFeatures(5, 9).Period(300);
        var other = new NoveltyWindows(original.Features, original.Covariates);
        for (var w = 0; w < original.Count; w++)
        {
            var scaled = original.FeaturesOf(w).ToArray();
            for (var i = 0; i < scaled.Length; i++)
                scaled[i] = scaled[i] * Math.Pow(10, i - 2) + (original.Features[i].Transform == FeatureTransform.Identity ? 7 : 0);
            other.Add(scaled, [32 + 1.8 * original.CovariatesOf(w)[0], original.CovariatesOf(w)[1] / 9.81e-3]);
        }

        var options = new NoveltyOptions { PersistenceWindows = 2 };
        var (a, b) = (NoveltyFitter.Fit(original, options).Baseline!, NoveltyFitter.Fit(other, options).Baseline!);
        Assert.Equal(1, b.Parameters.Threshold / a.Parameters.Threshold, 1e-6);
        var contributions = new double[5];
        for (var w = 0; w < original.Count; w++)
        {
            a.TryScore(original.FeaturesOf(w), original.CovariatesOf(w), contributions, out var inOriginal);
            b.TryScore(other.FeaturesOf(w), other.CovariatesOf(w), contributions, out var inOther);
            Assert.Equal(inOriginal.Score, inOther.Score, 1e-6 * (1 + inOriginal.Score));
        }
    }

    [Fact]
    public void TryScore_OneFeatureShifted_ItContributesMost()
    {
        for (var shifted = 0; shifted < Features; shifted++)
        {
            var shift = new double[Features];
            shift[shifted] = 6;
            var (features, covariates) = Shifted(shift);
            var contributions = new double[Features];
            Assert.True(Baseline.TryScore(features, covariates, contributions, out _));
            Assert.Equal(contributions.Max(), contributions[shifted]);
        }
    }

    [Theory]
    [InlineData(12, 0.018, NoveltyConditions.Inside)]
    [InlineData(29, 0.018, NoveltyConditions.Extrapolated)]
    [InlineData(-20, 0.018, NoveltyConditions.Outside)]
    [InlineData(12, 0, NoveltyConditions.Unknown)]
    [InlineData(double.NaN, 0.018, NoveltyConditions.Unknown)]
    [InlineData(12, 5.0, NoveltyConditions.Outside)]
    public void ConditionsOf_TemperatureAndExcitation_TellsHowFarFromTheBaseline(double temperature, double excitation, NoveltyConditions expected)
    {
        Assert.Equal(expected, Baseline.ConditionsOf([temperature, excitation]));
        var values = new double[Features];
        Baseline.Expected([temperature, excitation], values);
        Assert.Equal(expected is NoveltyConditions.Outside or NoveltyConditions.Unknown, values.All(double.IsNaN));
    }

    [Fact]
    public void TryScore_TooFewFeatures_SaysNothing()
    {
        var (features, covariates) = Shifted(new double[Features]);
        features.AsSpan(0, 4).Fill(double.NaN);
        var contributions = new double[Features];
        Assert.False(Baseline.TryScore(features, covariates, contributions, out _));
        Assert.All(contributions, c => Assert.True(double.IsNaN(c)));
    }

    [Fact]
    public void Constructor_CovarianceNotPositiveDefinite_Throws()
    {
        var covariance = Baseline.Parameters.Covariance.Select(row => row.ToArray()).ToArray();
        covariance[0][1] = covariance[1][0] = 10 * covariance[0][0] + 10 * covariance[1][1];
        Assert.Throws<ArgumentException>(() => new NoveltyBaseline(Baseline.Parameters with { Covariance = covariance }));
    }

    private static (double[] Features, double[] Covariates) Shifted(double[] shift)
    {
        double[] covariates = [13, 0.02];
        var features = new double[Features];
        Baseline.Expected(covariates, features);
        for (var i = 0; i < Features; i++)
        {
            var deviation = Math.Sqrt(Baseline.Parameters.Covariance[i][i]) * shift[i];
            features[i] = Baseline.Parameters.Features[i].Transform == FeatureTransform.Logarithm
                ? features[i] * Math.Exp(deviation)
                : features[i] + deviation;
        }

        return (features, covariates);
    }

    [Fact]
    public void Apply_LogarithmOfInfinity_IsMissing()
    {
        Assert.True(double.IsNaN(FeatureTransform.Logarithm.Apply(double.PositiveInfinity)));
        Assert.True(double.IsNaN(FeatureTransform.Identity.Apply(double.PositiveInfinity)));
    }
}
