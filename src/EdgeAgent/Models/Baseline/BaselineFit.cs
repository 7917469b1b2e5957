using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>Fits a baseline on what the commissioning period offers: a column that cannot be used is left out and named, not fatal.</summary>
internal static class BaselineFit
{
    public static (NoveltyBaseline? Baseline, IReadOnlyList<string> LeftOut, string Refusal) Run(
        NoveltyWindows windows, NoveltyOptions options, CancellationToken cancellationToken)
    {
        var leftOut = new List<string>();
        // Each round leaves out at least one column, so this ends.
        while (true)
        {
            var fit = NoveltyFitter.Fit(windows, options, cancellationToken);
            if (fit.Baseline is { } baseline)
                return (baseline, leftOut, "");
            var columns = fit.Refusals.Where(r => r.ColumnId.Length > 0).ToList();
            if (columns.Count == 0)
                return (null, leftOut, string.Join(' ', fit.Refusals.Select(r => r.Message)));
            leftOut.AddRange(columns.Select(c => c.Message));
            var names = columns.Select(c => c.ColumnId).ToHashSet();
            windows = windows.Without(names, names);
            if (windows.Features.Count == 0)
                return (null, leftOut, $"No feature can be used: {string.Join(' ', leftOut)}");
        }
    }
}
