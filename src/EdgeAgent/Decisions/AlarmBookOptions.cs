using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>What an <see cref="AlarmBook"/> is made of; the last four come from the store, so that a restart forgets nothing.</summary>
internal sealed record AlarmBookOptions
{
    public required IReadOnlyList<RuleConfiguration> Rules { get; init; }

    /// <summary>Windows above the model's threshold before attention is raised, and below it before it returns.</summary>
    public int ModelPersistenceWindows { get; init; } = 5;

    /// <summary>Share of samples below which a channel's value is not judged.</summary>
    public double MinimumCompleteness { get; init; } = 0.9;

    /// <summary>A few facts about the baseline for the explanations: its range, when it was fitted; null without one.</summary>
    public Func<JsonElement?> DescribeBaseline { get; init; } = () => null;

    /// <summary>The number in the highest alarm id ever given.</summary>
    public long LastAlarmNumber { get; init; }

    public IReadOnlyList<Alarm> OpenAlarms { get; init; } = [];

    /// <summary>What <see cref="AlarmBook.TakeChangedState"/> gave last; empty at the first start.</summary>
    public ReadOnlyMemory<byte> SavedState { get; init; }
}
