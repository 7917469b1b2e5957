using EdgeTwin.StructuralHealth.Normalisation;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What <c>edgetwin analyze novelty</c> finds, as its JSON shows it.</summary>
internal sealed record AnalyzeNoveltyResult
{
    public required string File { get; init; }

    public required double StepSeconds { get; init; }

    public required int Windows { get; init; }

    public required NoveltyPeriod Baseline { get; init; }

    public required IReadOnlyList<NoveltyEnvironment> Environment { get; init; }

    /// <summary>Null where no baseline could be fitted; <see cref="Refusals"/> says why.</summary>
    public NoveltyJudge? Mahalanobis { get; init; }

    public NoveltyComponents? PrincipalComponents { get; init; }

    public required IReadOnlyList<string> Refusals { get; init; }

    public IReadOnlyList<NoveltyAlarm> Alarms { get; init; } = [];

    public IReadOnlyList<NoveltyRow> Scores { get; init; } = [];
}

internal sealed record NoveltyPeriod(string From, string To, int Windows);

internal sealed record NoveltyEnvironment(
    string Feature, double VarianceExplained, double VarianceExplainedHeldOut, double ResidualDeviation, double EffectiveWindows,
    IReadOnlyList<EnvironmentCoefficient> Coefficients, IReadOnlyList<EnvironmentKinkEstimate> Kinks, string Refusal);

internal sealed record NoveltyJudge(IReadOnlyList<string> Features, double Threshold, FalseAlarmQuote FalseAlarms);

internal sealed record NoveltyComponents(int Components, double VarianceExplained, HeldOutThreshold TSquared, HeldOutThreshold Q);

/// <summary>A run of unusual windows, at least as long as the persistence.</summary>
internal sealed record NoveltyAlarm(string By, string From, string To, int Windows, bool InBaseline, double PeakIndex, IReadOnlyList<NoveltyPart> Contributions);

/// <summary>Share of a feature in the score of the worst window of an alarm.</summary>
internal sealed record NoveltyPart(string Feature, double Share);

/// <summary>One window. Contributions are in the order of the features and add up to the score.</summary>
internal sealed record NoveltyRow(
    string Time, NoveltyConditions Conditions, double Score, double Index, IReadOnlyList<double>? Contributions, double TSquared, double Q);
