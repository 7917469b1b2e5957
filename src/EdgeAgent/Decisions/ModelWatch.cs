using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>Watches the model's index. Whatever it finds stays attention: it can be no worse than a warning, and touches no other alarm.</summary>
internal sealed class ModelWatch(int persistenceWindows)
{
    public const string Key = "model";
    public const AlarmSeverity Severity = AlarmSeverity.Warning;

    private Persistence _persistence;
    private string? _modelHash;

    public Persistence Persistence
    {
        get => _persistence;
        set => _persistence = value;
    }

    public int PersistenceWindows { get; } = persistenceWindows;

    public Turn Step(FeatureFrame frame, ModelScore score, FeatureLookup features, bool isActive)
    {
        // Counts of one model say nothing about another.
        if (_modelHash is not null && _modelHash != score.ModelHash)
            _persistence = default;
        _modelHash = score.ModelHash;
        return _persistence.Step(Judge(frame, score, features), isActive, PersistenceWindows, PersistenceWindows);
    }

    /// <summary>
    /// A sensor fault must not become unusual behaviour of the structure: when a window is unusual only through features of channels in fault,
    /// it says nothing.
    /// </summary>
    private static Verdict Judge(FeatureFrame frame, ModelScore score, FeatureLookup features)
    {
        if (!double.IsFinite(score.Index) || !double.IsFinite(score.Score))
            return Verdict.Unknown;
        if (score.Index <= 1)
            return Verdict.Back;
        if (score.Extrapolated)
            return Verdict.Unknown; // Unusual weather is not an unusual structure.
        if (frame.Faults.Count == 0)
            return Verdict.Violating;
        var trusted = score.Score;
        for (var i = 0; i < score.Contributions.Count; i++)
        {
            var contribution = score.Contributions[i];
            if (features.Find(contribution.FeatureId) is not { } feature || features.IsFaulty(feature) || double.IsNaN(frame.Values[feature.Index]))
                trusted -= contribution.Contribution;
        }

        return trusted * score.Index > score.Score ? Verdict.Violating : Verdict.Unknown;
    }
}
