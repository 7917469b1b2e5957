using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>Finds features by identifier, and says which cannot be judged in the present window.</summary>
internal sealed class FeatureLookup(double minimumCompleteness)
{
    /// <summary>
    /// For a feature of a whole span, completeness is the share of its channels that took part: half of them give a frequency as good as all,
    /// and one broken sensor must not silence the limits of the span.
    /// </summary>
    private const double SpanCompletenessMin = 0.5;

    private readonly Dictionary<string, FeatureDefinition> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _channels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beyondRange = new(StringComparer.Ordinal);
    private IReadOnlyList<FeatureDefinition>? _definitions;

    /// <summary>Takes the window's faults, and its definitions when they are new; returns whether they are.</summary>
    public bool Take(FeatureFrame frame)
    {
        _faulty.Clear();
        _beyondRange.Clear();
        for (var i = 0; i < frame.Faults.Count; i++)
        {
            _faulty.Add(frame.Faults[i].Channel);
            if (frame.Faults[i].IsBeyondRange)
                _beyondRange.Add(frame.Faults[i].Channel);
        }

        if (ReferenceEquals(frame.Definitions, _definitions))
            return false;
        _definitions = frame.Definitions;
        _byId.Clear();
        _channels.Clear();
        foreach (var definition in frame.Definitions)
        {
            _byId[definition.Id] = definition;
            if (definition.Source != definition.Span)
                _channels.Add(definition.Source);
        }

        return true;
    }

    public FeatureDefinition? Find(string featureId) => _byId.GetValueOrDefault(featureId);

    public bool IsFaulty(FeatureDefinition feature) => _faulty.Contains(feature.Source);

    /// <summary>What the window's value of a feature is worth to a limit.</summary>
    public Evidence EvidenceOf(FeatureFrame frame, FeatureDefinition feature)
    {
        if (!IsComplete(frame, feature))
            return Evidence.None;
        if (!IsFaulty(feature))
            return Evidence.Full;
        return _beyondRange.Contains(feature.Source) ? Evidence.LowerBound : Evidence.None;
    }

    private bool IsComplete(FeatureFrame frame, FeatureDefinition feature) =>
        frame.Completeness[feature.Index] >= (_channels.Contains(feature.Source) ? minimumCompleteness : SpanCompletenessMin);
}
