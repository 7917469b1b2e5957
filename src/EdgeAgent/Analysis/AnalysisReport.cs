using EdgeTwin.EdgeAgent.Analysis.Output;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>What an analysis found.</summary>
/// <param name="Result">For programs: serialised as camel-case JSON, NaN as null, enumerations by name. Everything in the tables is in it.</param>
internal sealed record AnalysisReport(object Result)
{
    /// <summary>For people, in the order in which they are printed.</summary>
    public IReadOnlyList<TextTable> Tables { get; init; } = [];

    /// <summary>Sentences behind the tables: what was refused and why, what the numbers rest on, what to do next.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What the process returns: <see cref="CommandLine.ExitCode.Ok"/>, or <see cref="CommandLine.ExitCode.Failure"/> where nothing could be judged.</summary>
    public int ExitCode { get; init; } = CommandLine.ExitCode.Ok;

    public void WriteText(TextWriter output)
    {
        var isFirst = true;
        foreach (var table in Tables)
        {
            if (!isFirst)
                output.WriteLine();
            table.Write(output);
            isFirst = false;
        }

        if (!isFirst && Remarks.Count > 0)
            output.WriteLine();
        foreach (var remark in Remarks)
            output.WriteLine(remark);
    }
}
