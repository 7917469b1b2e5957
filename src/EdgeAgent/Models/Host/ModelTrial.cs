using System.Text;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>Windows with known answers, through a model in a child of its own: what does not pass never becomes the active model.</summary>
internal static class ModelTrial
{
    private const double RelativeTolerance = 1e-6;

    /// <summary>Deviations, in standard deviations of each feature, that the trial windows have.</summary>
    private static readonly double[] Deviations = [0, 0.5, -1, 2, -4, 8];

    /// <summary>Why the file is not fit to run; <see langword="null"/> when it answers as the baseline does.</summary>
    public static string? Run(ModelHostOptions options, string onnxPath, NoveltyBaseline baseline)
    {
        try
        {
            using var child = ModelHostChild.Start(options, _ => { });
            child.Request(HostFrameKind.Load, Encoding.UTF8.GetBytes(onnxPath), options.StartTimeout);
            foreach (var (features, covariates) in Windows(baseline))
            {
                var answer = HostPayload.ReadScoreAnswer(
                    child.Request(HostFrameKind.Score, HostPayload.ScoreRequest(features, covariates), options.StartTimeout));
                if (Difference(baseline, features, covariates, answer) is { } difference)
                    return difference;
            }

            return null;
        }
        catch (Exception exception) when (exception is ModelHostException or InvalidDataException)
        {
            return exception.Message;
        }
    }

    /// <summary>Windows across the baseline's conditions, each feature off by another amount.</summary>
    public static IEnumerable<(double[] Features, double[] Covariates)> Windows(NoveltyBaseline baseline)
    {
        var p = baseline.Parameters;
        for (var step = 0; step < Deviations.Length; step++)
        {
            var share = (double)step / (Deviations.Length - 1);
            var covariates = p.CovariateLow.Zip(p.CovariateHigh, (low, high) => low + share * (high - low)).ToArray();
            var features = new double[p.Features.Count];
            baseline.Expected(covariates, features);
            for (var i = 0; i < features.Length; i++)
            {
                var deviation = Deviations[(step + i) % Deviations.Length] * Math.Sqrt(p.Covariance[i][i]);
                features[i] = p.Features[i].Transform == FeatureTransform.Logarithm ? features[i] * Math.Exp(deviation) : features[i] + deviation;
            }

            yield return (features, covariates);
        }
    }

    private static string? Difference(NoveltyBaseline baseline, double[] features, double[] covariates, HostScore answer)
    {
        var contributions = new double[features.Length];
        if (!baseline.TryScore(features, covariates, contributions, out var score))
            return "the baseline cannot score its own trial windows";
        var expected = new double[features.Length];
        baseline.Expected(covariates, expected);
        if (!Agree(score.Score, answer.Score, score.Score) || !Agree(score.Index, answer.Index, score.Index))
            return $"the runtime's score is {answer.Score:R}, the baseline's {score.Score:R}";
        if (answer.Contributions.Length != features.Length || answer.Expected.Length != features.Length)
            return "the runtime's answer has another number of features";
        for (var i = 0; i < features.Length; i++)
        {
            if (!Agree(contributions[i], answer.Contributions[i], score.Score) || !Agree(expected[i], answer.Expected[i], expected[i]))
                return $"the runtime and the baseline disagree on '{baseline.Parameters.Features[i].Id}'";
        }

        return null;
    }

    private static bool Agree(double expected, double actual, double size) =>
        Math.Abs(expected - actual) <= RelativeTolerance * Math.Abs(size) + 1e-12;
}
