using System.Globalization;
using System.Text.Json;
using EdgeTwin.StructuralHealth.Normalisation;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.StructuralHealth.Evaluation.Sets;

/// <summary>Scores against those that NumPy gives on stored rows (tests/StructuralHealth.Tests/Normalisation/Reference, with the script that made them).</summary>
internal sealed class NoveltyAgainstNumPy : IEvaluation
{
    private const string Vectors = "tests/StructuralHealth.Tests/Normalisation/Reference/normalisation_reference.json";

    public string Set => "novelty-simulated";

    public IEnumerable<EvaluationRow> Run(string recordings)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository(), Vectors)));
        var components = document.RootElement.GetProperty("components");
        var rows = Rows(components, "rows");
        var model = PrincipalComponents.Fit(rows)!;
        var (tParts, qParts) = (new double[rows[0].Length], new double[rows[0].Length]);
        var (tSquared, q, sums) = (0.0, 0.0, 0.0);
        for (var i = 0; i < rows.Length; i++)
        {
            var (t, e) = model.Score(rows[i], tParts, qParts);
            tSquared = Math.Max(tSquared, Difference(Numbers(components, "tSquared")[i], t));
            q = Math.Max(q, Difference(Numbers(components, "q")[i], e));
            sums = Math.Max(sums, Math.Max(Difference(t, tParts.Sum()), Difference(e, qParts.Sum())));
        }

        yield return Row("Hotelling's T² against NumPy, largest relative difference", tSquared);
        yield return Row("Q (squared prediction error) against NumPy, largest relative difference", q);
        var (distance, parts) = Mahalanobis(document.RootElement.GetProperty("mahalanobis"));
        yield return Row("squared Mahalanobis distance against NumPy, largest relative difference", distance);
        yield return Row("sum of the contributions against the score, largest relative difference of all three", Math.Max(sums, parts));
    }

    private static (double Distance, double Parts) Mahalanobis(JsonElement reference)
    {
        var features = Numbers(reference, "mean").Length;
        var baseline = new NoveltyBaseline(new NoveltyParameters
        {
            Features = [.. Enumerable.Range(0, features).Select(i => new NoveltyFeature($"f{i}", FeatureTransform.Identity))],
            Covariates = [],
            CovariateCentre = [],
            CovariateScale = [],
            CovariateLow = [],
            CovariateHigh = [],
            Intercept = Numbers(reference, "mean"),
            Coefficients = [],
            Covariance = Rows(reference, "covariance"),
            Threshold = 1,
        });
        var (distance, sums, parts) = (0.0, 0.0, new double[features]);
        var rows = Rows(reference, "rows");
        for (var i = 0; i < rows.Length; i++)
        {
            baseline.TryScore(rows[i], [], parts, out var score);
            distance = Math.Max(distance, Difference(Numbers(reference, "distances")[i], score.Score));
            sums = Math.Max(sums, Difference(score.Score, parts.Sum()));
        }

        return (distance, sums);
    }

    private EvaluationRow Row(string what, double difference) =>
        new(Set, what, "at most 1e-9", difference.ToString("E1", CultureInfo.InvariantCulture), difference <= 1e-9);

    private static double Difference(double expected, double actual) => Math.Abs(expected - actual) / Math.Abs(expected);

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static double[][] Rows(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EdgeTwin.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The stored vectors lie in the repository; run the evaluation from there.");
    }
}
