namespace EdgeTwin.StructuralHealth.Novelty;

/// <summary>Why no baseline can be fitted.</summary>
public enum NoveltyRefusalReason
{
    /// <summary>More windows are needed.</summary>
    TooFewWindows,

    /// <summary>The column hardly changes, so nothing can be learnt of it.</summary>
    Constant,

    /// <summary>The column is missing too often.</summary>
    Missing,

    /// <summary>There is no feature, or more than the limit.</summary>
    FeatureCount,

    /// <summary>The column is a combination of others, to working precision.</summary>
    Redundant,
}

/// <summary>One reason against a fit.</summary>
/// <param name="Reason">Machine word.</param>
/// <param name="ColumnId">Feature or covariate it is about; empty when it is about the windows.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record NoveltyRefusal(NoveltyRefusalReason Reason, string ColumnId, string Message);

/// <summary>A baseline, or every reason why there is none.</summary>
/// <param name="Baseline">The baseline, or <see langword="null"/>.</param>
/// <param name="Refusals">Empty when there is a baseline.</param>
/// <param name="HeldOutScores">Score of each window by a model that had not seen it, in the order of time; NaN where not scored.</param>
public sealed record NoveltyFit(NoveltyBaseline? Baseline, IReadOnlyList<NoveltyRefusal> Refusals, IReadOnlyList<double> HeldOutScores);
