using EdgeTwin.StructuralHealth.Novelty;
using EdgeTwin.StructuralHealth.Tests.Normalisation;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

public sealed class HeldOutThresholdTests
{
    [Fact]
    public void Of_KnownTimes_EqualsNumPyAndTheTrueIndex()
    {
        var reference = NormalisationReference.Part("extremal");
        var times = reference.Numbers("times").Select(t => (int)t).ToArray();
        Expect.Close(reference.GetProperty("index").GetDouble(), ExtremalIndex.Of(times), 1e-12, "extremal index");
        Assert.InRange(ExtremalIndex.Of(times), 0.4, 0.65);
        Assert.Equal(1, ExtremalIndex.Of([4, 9]));
    }

    /// <summary>Normal scores that follow a first-order autoregression: the truth is counted on two hundred thousand windows of the same process.</summary>
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.7, 1)]
    [InlineData(0.9, 3)]
    public void Of_DependentScores_QuotesAnIntervalThatHoldsTheTrueRate(double persistence, int run)
    {
        const int Repeats = 20;
        var held = 0;
        for (var seed = 0; seed < Repeats; seed++)
        {
            var threshold = HeldOutThreshold.Of(Scores(seed, 4000, persistence), 20, 8766, run)!;
            var truth = Alarms(Scores(1000 + seed, 200_000, persistence), threshold.Threshold, run) * 8766.0 / 200_000;
            held += truth >= threshold.FalseAlarms.Low && truth <= threshold.FalseAlarms.High ? 1 : 0;
        }

        // Nine of ten should hold; 14 or fewer of 20 would be a matter of 1 in 400.
        Assert.InRange(held, 15, Repeats);
    }

    [Fact]
    public void Of_DependentScores_SaysHowLongGroupsAre()
    {
        Assert.InRange(HeldOutThreshold.Of(Scores(1, 4000, 0), 20, 8766, 1)!.ExtremalIndex, 0.8, 1);
        Assert.InRange(HeldOutThreshold.Of(Scores(1, 4000, 0.9), 20, 8766, 1)!.ExtremalIndex, 0.05, 0.5);
    }

    [Fact]
    public void Of_FewWindows_SaysThatItExtrapolatesOrRefuses()
    {
        Assert.True(HeldOutThreshold.Of(Scores(1, 1000, 0), 1, 8766, 1)!.BeyondRecord);
        Assert.False(HeldOutThreshold.Of(Scores(1, 4000, 0), 20, 8766, 1)!.BeyondRecord);
        Assert.Null(HeldOutThreshold.Of(Scores(1, 12, 0), 1, 8766, 2));
    }

    [Fact]
    public void Of_ScoresThatHaveAnEnd_AllowsThatThereIsNoAlarmAtAll()
    {
        var random = new Random(2);
        var threshold = HeldOutThreshold.Of([.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble())], 1, 8766, 1)!;
        Assert.Equal(0, threshold.FalseAlarms.Low);
        Assert.InRange(threshold.FalseAlarms.High, 1, 100);
    }

    [Fact]
    public void Fit_PrincipalComponents_TellsColdFromChangedByTSquaredAndQ()
    {
        var random = new Random(8);
        double[] Row(double cause, double shift) => [.. Enumerable.Range(0, 5).Select(f =>
            4 + f + ((f % 2 == 0 ? 0.1 : -0.2) * cause) + (0.01 * Signals.Gaussian(random)) + (f == 3 ? shift : 0))];
        double[][] rows = [.. Enumerable.Range(0, 3000).Select(_ => Row(Signals.Gaussian(random), 0))];
        var monitor = PrincipalComponentMonitor.Fit(rows, new() { WindowsPerYear = 8766, PersistenceWindows = 1 }, out _)!;
        var (tParts, qParts) = (new double[5], new double[5]);

        var cold = monitor.Components.Score(Row(6, 0), tParts, qParts);
        Assert.True(cold.TSquared > monitor.TSquared.Threshold && cold.Q < monitor.Q.Threshold, $"T² {cold.TSquared}, Q {cold.Q}");
        var changed = monitor.Components.Score(Row(0.5, 0.12), tParts, qParts);
        Assert.True(changed.TSquared < monitor.TSquared.Threshold && changed.Q > monitor.Q.Threshold, $"T² {changed.TSquared}, Q {changed.Q}");
        Assert.Equal(3, Array.IndexOf(qParts, qParts.Max()));
    }

    [Fact]
    public void TryScore_GivenCovariance_EqualsNumPy()
    {
        var reference = NormalisationReference.Part("mahalanobis");
        var baseline = new NoveltyBaseline(new NoveltyParameters
        {
            Features = [.. Enumerable.Range(0, 6).Select(i => new NoveltyFeature($"f{i}", FeatureTransform.Identity))],
            Covariates = [],
            CovariateCentre = [],
            CovariateScale = [],
            CovariateLow = [],
            CovariateHigh = [],
            Intercept = reference.Numbers("mean"),
            Coefficients = [],
            Covariance = reference.Rows("covariance"),
            Threshold = 20,
        });
        var parts = new double[6];
        var rows = reference.Rows("rows");
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.True(baseline.TryScore(rows[i], [], parts, out var score));
            Expect.Close(reference.Numbers("distances")[i], score.Score, 1e-9, "distance");
            for (var f = 0; f < 6; f++)
                Assert.Equal(reference.Rows("parts")[i][f], parts[f], 1e-9 * score.Score);
            Expect.Close(score.Score, parts.Sum(), 1e-12, "sum of the parts");
        }
    }

    private static double[] Scores(int seed, int count, double persistence)
    {
        var random = new Random(seed);
        var scores = new double[count];
        var value = Signals.Gaussian(random);
        for (var i = 0; i < count; i++)
            scores[i] = value = (persistence * value) + (Math.Sqrt(1 - (persistence * persistence)) * Signals.Gaussian(random));
        return scores;
    }

    /// <summary>As the station counts: raised after a run above, over after a run below.</summary>
    private static int Alarms(double[] scores, double threshold, int run)
    {
        var (above, below, alarms, active) = (0, 0, 0, false);
        foreach (var score in scores)
        {
            (above, below) = score > threshold ? (above + 1, 0) : (0, below + 1);
            if (!active && above >= run)
                (active, alarms) = (true, alarms + 1);
            else if (active && below >= run)
                active = false;
        }

        return alarms;
    }
}
