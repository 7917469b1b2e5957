using System.Text.Json;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Tests.Novelty;

/// <summary>Against NumPy and SciPy: Reference/novelty_reference.py made the numbers.</summary>
public sealed class NoveltyReferenceTests
{
    private static readonly JsonElement Reference = Load();

    [Fact]
    public void Fit_ContaminatedWindows_EqualsNumPy()
    {
        var (windows, expected) = Windows();
        var parameters = NoveltyFitter.Fit(windows, new NoveltyOptions { PersistenceWindows = 3 }).Baseline!.Parameters;
        for (var i = 0; i < 4; i++)
        {
            AssertRelative(expected.GetProperty("intercept")[i].GetDouble(), parameters.Intercept[i], 1e-7);
            for (var r = 0; r < 3; r++)
                AssertClose(expected.GetProperty("coefficients")[r][i].GetDouble(), parameters.Coefficients[r][i], 1e-8);
            for (var j = 0; j < 4; j++)
                AssertRelative(expected.GetProperty("covariance")[i][j].GetDouble(), parameters.Covariance[i][j], 1e-6);
        }

        Assert.Equal(0, parameters.Shrinkage);
    }

    [Fact]
    public void TryScore_EveryWindow_EqualsNumPy()
    {
        var (windows, expected) = Windows();
        var baseline = NoveltyFitter.Fit(windows, new NoveltyOptions { PersistenceWindows = 3 }).Baseline!;
        var contributions = new double[4];
        for (var w = 0; w < windows.Count; w++)
        {
            Assert.True(baseline.TryScore(windows.FeaturesOf(w), windows.CovariatesOf(w), contributions, out var score));
            AssertRelative(expected.GetProperty("scores")[w].GetDouble(), score.Score, 1e-6);
            for (var i = 0; i < 4; i++)
                AssertClose(expected.GetProperty("contributions")[w][i].GetDouble(), contributions[i], 1e-6 * score.Score + 1e-9);
        }
    }

    [Fact]
    public void TryScore_FeatureMissing_EqualsMarginalDistanceOfNumPy()
    {
        var (windows, expected) = Windows();
        var baseline = NoveltyFitter.Fit(windows, new NoveltyOptions { PersistenceWindows = 3 }).Baseline!;
        var contributions = new double[4];
        for (var w = 0; w < windows.Count; w++)
        {
            var features = windows.FeaturesOf(w).ToArray();
            features[1] = double.NaN;
            Assert.True(baseline.TryScore(features, windows.CovariatesOf(w), contributions, out var score));
            AssertRelative(expected.GetProperty("scoresWithoutSecond")[w].GetDouble(), score.Score, 1e-6);
            Assert.Equal(3, score.FeaturesUsed);
            Assert.Equal(0, contributions[1]);
        }
    }

    [Fact]
    public void ScoreTail_KnownExcesses_EqualsSciPy()
    {
        var reference = Reference.GetProperty("tail");
        var tail = new ScoreTail(10, Numbers(reference.GetProperty("excesses")), reference.GetProperty("windows").GetInt32());
        AssertRelative(reference.GetProperty("shape").GetDouble(), tail.Shape, 1e-3);
        AssertRelative(reference.GetProperty("scale").GetDouble(), tail.Scale, 1e-3);
        var threshold = 10 + reference.GetProperty("distance").GetDouble();
        AssertRelative(reference.GetProperty("rate").GetDouble(), tail.RatePerWindow(threshold), 1e-3);
        var (low, high) = tail.RateInterval(threshold);
        AssertRelative(reference.GetProperty("low").GetDouble(), low, 0.02);
        AssertRelative(reference.GetProperty("high").GetDouble(), high, 0.02);
        AssertRelative(threshold, tail.Threshold(tail.RatePerWindow(threshold)), 1e-9);
    }

    private static (NoveltyWindows Windows, JsonElement Expected) Windows()
    {
        var expected = Reference.GetProperty("baseline");
        var windows = new NoveltyWindows(
            [
                new NoveltyFeature("f1", FeatureTransform.Identity), new NoveltyFeature("f2", FeatureTransform.Identity),
                new NoveltyFeature("range", FeatureTransform.Logarithm), new NoveltyFeature("rms", FeatureTransform.Logarithm),
            ],
            [
                new NoveltyCovariate("temperature", "degC", FeatureTransform.Identity, Knot: 0),
                new NoveltyCovariate("excitation", "m/s2", FeatureTransform.Logarithm),
            ]);
        for (var w = 0; w < expected.GetProperty("temperature").GetArrayLength(); w++)
        {
            windows.Add(
                Numbers(expected.GetProperty("features")[w]),
                [expected.GetProperty("temperature")[w].GetDouble(), expected.GetProperty("excitation")[w].GetDouble()]);
        }

        return (windows, expected);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static void AssertRelative(double expected, double actual, double tolerance) =>
        AssertClose(expected, actual, tolerance * Math.Abs(expected));

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected:R}, got {actual:R}, tolerance {tolerance:R}");

    private static JsonElement Load()
    {
        var path = Path.Combine(RepositoryFiles.Root, "tests/StructuralHealth.Tests/Novelty/Reference/novelty_reference.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
