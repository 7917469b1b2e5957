using EdgeTwin.StructuralHealth.Evaluation;

namespace EdgeTwin.StructuralHealth.Tests.Evaluation;

/// <summary>Every target of <c>bench/evaluate.sh</c> is met, one case per data set.</summary>
public sealed class EvaluationTests
{
    public static TheoryData<string> Sets { get; } = [.. Evaluations.All.Select(evaluation => evaluation.Set).Distinct()];

    [RecordingTheory]
    [MemberData(nameof(Sets))]
    public void Run_OnRecordings_MeetsEveryTarget(string set)
    {
        var rows = Evaluations.All.Where(evaluation => evaluation.Set == set)
            .SelectMany(evaluation => evaluation.Run(RepositoryFiles.Recordings!)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Met, $"{row.What}: target {row.Target}, result {row.Result}"));
    }
}
