using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>Whether a baseline on disk answers what the station file asks for now.</summary>
internal static class BaselineFitness
{
    /// <summary>Why it does not; <see langword="null"/> when it does.</summary>
    public static string? WhyNot(StoredBaseline stored, ModelServiceParts parts, IReadOnlyList<FeatureDefinition> selected)
    {
        var card = stored.Card;
        if (card.WindowSeconds != parts.Windows.Seconds)
            return $"its windows are {card.WindowSeconds} s long, the station's {parts.Windows.Seconds} s";
        if (!card.Selected.SequenceEqual(selected.Select(s => s.Id)))
            return "other features are chosen now";
        if (card.PersistenceWindows != parts.Model.PersistenceWindows || card.FalseAlarmsPerYearAsked != parts.Model.FalseAlarmsPerYear)
            return "its threshold was set for other settings of persistence and false alarms";
        return BaselineColumns.Of(stored.Baseline.Parameters, card.Units, parts.Definitions, parts.Windows.MinimumCompleteness) is null
            ? "a feature is gone or has another unit"
            : null;
    }

    /// <summary>Windows below which a fit would be refused anyway.</summary>
    public static int WindowsMin(int features, int persistenceWindows) =>
        NoveltyFitter.WindowsNeeded(features, new NoveltyOptions { PersistenceWindows = persistenceWindows });
}
