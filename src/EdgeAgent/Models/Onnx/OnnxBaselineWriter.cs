using EdgeTwin.StructuralHealth.Novelty;
using Google.Protobuf;

namespace EdgeTwin.EdgeAgent.Models.Onnx;

/// <summary>
/// Writes a fitted baseline as an ONNX graph in double precision. Inputs: <c>features</c> [1, n] and <c>covariates</c> [1, k] in their
/// units. Outputs: <c>score</c> [1], <c>index</c> [1], <c>contributions</c> [1, n], <c>expected</c> [1, n]. The graph holds the formulas
/// of <see cref="NoveltyParameters"/>; logarithms of some columns only are taken through masks of 0 and 1, which is exact.
/// </summary>
internal static class OnnxBaselineWriter
{
    public const string Features = "features";
    public const string Covariates = "covariates";
    public const string Score = "score";
    public const string Index = "index";
    public const string Contributions = "contributions";
    public const string Expected = "expected";

    public static byte[] Write(NoveltyBaseline baseline, BaselineCard card)
    {
        var p = baseline.Parameters;
        var (n, k) = (p.Features.Count, p.Covariates.Count);
        var graph = new OnnxGraphBuilder("edgetwin-baseline");
        var features = graph.Input(Features, "one value per feature, in the units of the model card", 1, n);
        var one = graph.Constant("one", [1.0], 1);

        var mask = graph.Constant("feature_log", Mask(p.Features.Select(f => f.Transform)), 1, n);
        var expectedTransformed = ExpectedTransformed(graph, p, k);
        var residual = graph.Node("Sub", "residual", Transformed(graph, features, mask, "feature"), expectedTransformed);
        var whitened = graph.Node("MatMul", "whitened", residual, graph.Constant("whitening", Flat(baseline.Whitening), n, n));
        var contributions = graph.Node("Mul", Contributions, whitened, whitened);
        var score = graph.Node("ReduceSum", Score, contributions, graph.Constant("axis", [1L]));
        graph.IntegerAttribute("keepdims", 0);
        graph.Node("Div", Index, score, graph.Constant("threshold", [p.Threshold], 1));

        var logarithmic = graph.Node("Mul", "expected_median", graph.Node("Exp", "expected_exp", graph.Node("Mul", "expected_log", expectedTransformed, mask)), mask);
        var plain = graph.Node("Mul", "expected_plain", expectedTransformed, graph.Node("Sub", "feature_plain", one, mask));
        graph.Node("Add", Expected, logarithmic, plain);

        graph.Output(Score, "squared Mahalanobis distance", 1);
        graph.Output(Index, "score divided by the threshold of a complete window", 1);
        graph.Output(Contributions, "part of each feature in the score; they add up to it", 1, n);
        graph.Output(Expected, "expected value of each feature, in its unit", 1, n);
        return graph.Build(card.SoftwareVersion, card.ToMetadata(p)).ToByteArray();
    }

    private static string ExpectedTransformed(OnnxGraphBuilder graph, NoveltyParameters p, int k)
    {
        var n = p.Features.Count;
        var intercept = graph.Constant("intercept", p.Intercept, 1, n);
        if (k == 0)
            return intercept;
        var covariates = graph.Input(Covariates, "one value per covariate, in the units of the model card", 1, k);
        var mask = graph.Constant("covariate_log", Mask(p.Covariates.Select(c => c.Transform)), 1, k);
        var transformed = Transformed(graph, covariates, mask, "covariate");
        var scale = graph.Constant("covariate_scale", p.CovariateScale, 1, k);
        var centred = graph.Node("Sub", "covariate_centred", transformed, graph.Constant("covariate_centre", p.CovariateCentre, 1, k));
        var linear = graph.Node("MatMul", "linear", graph.Node("Div", "regressors", centred, scale), graph.Constant("coefficients", Flat(p.Coefficients[..k]), k, n));
        var expected = graph.Node("Add", "expected_linear", intercept, linear);
        if (p.Coefficients.Length == k)
            return expected;
        // min(t - knot, 0), with all rows of covariates that have no knot at zero.
        var distance = graph.Node("Sub", "knot_distance", transformed, graph.Constant("knot", [.. p.Covariates.Select(c => c.Knot ?? 0)], 1, k));
        var below = graph.Node("Min", "below_knot", distance, graph.Constant("zero", [0.0], 1));
        var bent = graph.Node("MatMul", "bend", graph.Node("Div", "knot_regressors", below, scale), graph.Constant("knot_coefficients", KnotRows(p, k), k, n));
        return graph.Node("Add", "expected_bent", expected, bent);
    }

    /// <summary>log(x · mask + 1 - mask) + x · (1 - mask): the logarithm where the mask is 1, the value where it is 0.</summary>
    private static string Transformed(OnnxGraphBuilder graph, string values, string mask, string name)
    {
        var plainMask = graph.Node("Sub", name + "_linear", "one", mask);
        var positive = graph.Node("Add", name + "_positive", graph.Node("Mul", name + "_masked", values, mask), plainMask);
        return graph.Node("Add", name + "_transformed", graph.Node("Log", name + "_logarithm", positive), graph.Node("Mul", name + "_kept", values, plainMask));
    }

    private static double[] KnotRows(NoveltyParameters p, int k)
    {
        var rows = new double[k * p.Features.Count];
        var next = k;
        for (var i = 0; i < k; i++)
        {
            if (p.Covariates[i].Knot.HasValue)
                p.Coefficients[next++].CopyTo(rows, i * p.Features.Count);
        }

        return rows;
    }

    private static double[] Mask(IEnumerable<FeatureTransform> transforms) => [.. transforms.Select(t => t == FeatureTransform.Logarithm ? 1.0 : 0.0)];

    private static double[] Flat(double[][] rows) => [.. rows.SelectMany(row => row)];
}
