using System.Globalization;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models.Host;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>The baseline in force. <see cref="Score"/> belongs to the signal path's thread; the rest is immutable.</summary>
internal sealed class ActiveBaseline
{
    private const double AgreementTolerance = 1e-4;
    private readonly BaselineColumns _columns;
    private readonly Dictionary<string, int> _positions;
    private readonly double[] _measured;
    private readonly double[] _completed;
    private readonly double[] _covariates;
    private readonly double[] _contributions;

    public ActiveBaseline(StoredBaseline stored, BaselineColumns columns)
    {
        Stored = stored;
        _columns = columns;
        var features = stored.Baseline.Parameters.Features;
        _positions = Enumerable.Range(0, features.Count).ToDictionary(i => features[i].Id);
        _measured = new double[features.Count];
        _completed = new double[features.Count];
        _contributions = new double[features.Count];
        _covariates = new double[columns.CovariateCount];
    }

    public StoredBaseline Stored { get; }

    /// <summary>
    /// The model's word on a window. Missing features are filled with their expectation given the others, which leaves the marginal score;
    /// the result must agree with the baseline's own arithmetic, or nothing is said.
    /// </summary>
    /// <param name="frame">The window.</param>
    /// <param name="host">Where the model runs.</param>
    /// <param name="note">Why there is no score; empty when there is one.</param>
    public ModelScore? Score(FeatureFrame frame, ModelHost host, out string note)
    {
        var baseline = Stored.Baseline;
        _columns.Gather(frame, _measured, _covariates);
        if (!baseline.TryScore(_measured, _covariates, _contributions, out var own))
        {
            note = WhyNotScored(frame);
            return null;
        }

        _measured.CopyTo(_completed, 0);
        var used = baseline.Complete(_completed, _covariates);
        if (host.TryScore(_completed, _covariates) is not { } answer)
        {
            note = "the last window was not scored: " + (host.Failure ?? "the model's host is starting");
            return null;
        }

        if (!(Math.Abs(answer.Score - own.Score) <= AgreementTolerance * (1 + own.Score)) || answer.Contributions.Length != _measured.Length)
        {
            note = string.Create(CultureInfo.InvariantCulture, $"the last window was not scored: the runtime says {answer.Score:R}, the baseline {own.Score:R}");
            return null;
        }

        note = own.Conditions == NoveltyConditions.Extrapolated ? "the last window lay somewhat outside the conditions of the baseline" : "";
        // The runtime knows complete windows only: with features missing, threshold and parts are those of the features that are there.
        var complete = used == _measured.Length;
        return new ModelScore(
            Stored.Hash, answer.Score, complete ? answer.Index : answer.Score / own.Threshold,
            Contributions(complete ? answer.Contributions : _contributions, answer.Expected), own.Conditions == NoveltyConditions.Extrapolated);
    }

    public double? Expected(string featureId, double temperatureC, double excitationMps2)
    {
        if (!_positions.TryGetValue(featureId, out var position))
            return null;
        Span<double> covariates = stackalloc double[_columns.CovariateCount];
        Span<double> expected = stackalloc double[_positions.Count];
        _columns.Conditions(temperatureC, excitationMps2, covariates);
        Stored.Baseline.Expected(covariates, expected);
        return double.IsFinite(expected[position]) ? expected[position] : null;
    }

    private FeatureContribution[] Contributions(double[] contributions, double[] expected)
    {
        var result = new FeatureContribution[_measured.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = new FeatureContribution(_columns.Features[i].Id, _measured[i], expected[i], contributions[i]);
        return result;
    }

    private string WhyNotScored(FeatureFrame frame)
    {
        var p = Stored.Baseline.Parameters;
        var ranges = string.Join(", ", p.Covariates.Select((c, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{c.Id} {_covariates[i]:0.###} {c.Unit}, learnt {p.CovariateLow[i]:0.###} to {p.CovariateHigh[i]:0.###}")));
        return Stored.Baseline.ConditionsOf(_covariates) switch
        {
            NoveltyConditions.Outside => $"the last window was not scored: its conditions are far outside those of the baseline ({ranges})",
            NoveltyConditions.Unknown => "the last window was not scored: its temperature or excitation is not known",
            _ => $"the last window was not scored: {frame.Faults.Count} channels are in fault and too few features are left",
        };
    }
}
