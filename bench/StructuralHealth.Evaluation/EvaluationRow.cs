namespace EdgeTwin.StructuralHealth.Evaluation;

/// <summary>One line of the evaluation.</summary>
/// <param name="Set">Data set, as its folder is named.</param>
/// <param name="What">What was measured, so exactly that a reader could do it again.</param>
/// <param name="Target">What was asked for; <see cref="Reported"/> where a figure is only to be known.</param>
/// <param name="Result">What came out.</param>
/// <param name="Met">Whether the target is met; true for a reported figure.</param>
internal sealed record EvaluationRow(string Set, string What, string Target, string Result, bool Met)
{
    public const string Reported = "reported";

    /// <summary>A figure without a target.</summary>
    public static EvaluationRow Report(string set, string what, string result) => new(set, what, Reported, result, true);
}
