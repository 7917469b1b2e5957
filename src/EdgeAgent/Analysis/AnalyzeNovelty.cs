using System.Globalization;
using System.IO.Enumeration;
using EdgeTwin.EdgeAgent.Analysis.Output;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary><c>edgetwin analyze novelty</c>: which windows of a table of features are unlike the baseline, and what of them.</summary>
internal static class AnalyzeNovelty
{
    private const int AlarmsShown = 40;

    public static AnalysisCommand Create()
    {
        var options = new AnalyzeNoveltyOptions();
        return new AnalysisCommand(
            "novelty",
            "Find windows that are unlike a baseline, with temperature and excitation taken out, thresholds in false alarms per year, and what contributed.",
            """
            edgetwin analyze novelty features.csv --temperature temp_01_degC --baseline-until 2026-06-01T00:00:00Z
            edgetwin analyze novelty windows.jsonl --features "*/frequency" --false-alarms 2 --persistence 5 --json
            """,
            "One table of features: CSV or CSV.GZ with a first column timestamp or time_s, or the JSON lines that edgetwin replay writes (.jsonl).",
            options.All,
            run => Analyse(run, options));
    }

    private static AnalysisReport Analyse(AnalysisRun run, AnalyzeNoveltyOptions options)
    {
        if (run.Files.Count != 1)
            throw new AnalysisException($"analyze novelty takes one table; {run.Files.Count} files were given. Join them by time first.");
        var (table, request) = Request(run, options, AnalyzeNoveltyTable.Read(run.Files[0]));
        var result = AnalyzeNoveltyJudgement.Of(table, request, run);
        return new AnalysisReport(result)
        {
            Tables = [.. Tables(result)],
            Remarks = [.. result.Refusals, .. Remarks(result)],
            ExitCode = result.Mahalanobis is null && result.PrincipalComponents is null ? ExitCode.Failure : ExitCode.Ok,
        };
    }

    private static (AnalyzeNoveltyTable Table, AnalyzeNoveltyRequest Request) Request(AnalysisRun run, AnalyzeNoveltyOptions options, AnalyzeNoveltyTable table)
    {
        var temperature = Match(table, run.Get(options.Temperature)!);
        var excitation = Match(table, run.Get(options.Excitation)!);
        var logarithm = Match(table, run.Get(options.Logarithm)!);
        var conditions = temperature.Concat(excitation).ToHashSet();
        var features = run.Get(options.Features) is { Length: > 0 } named ? Match(table, named) : [.. table.Names];
        features = [.. features.Where(f => !conditions.Contains(f))];
        if (features.Count is 0 or > NoveltyParameters.FeaturesMax)
            throw new AnalysisException($"{table.File}: {features.Count} features are left to judge; 1 to {NoveltyParameters.FeaturesMax} are possible. Choose with --features.");
        var from = run.Get(options.From) is { } begin ? table.RowAt(begin, "--baseline-from") : 0;
        var until = run.Get(options.Until) is { } end ? table.RowAt(end, "--baseline-until") : table.Rows / 2;
        if (until <= from)
            throw new AnalysisException($"{table.File}: the baseline holds no row. Put --baseline-until after --baseline-from; the table goes from {table.TimeOf(0)} to {table.TimeOf(table.Rows)}.");
        var lagged = Lags(run.Get(options.Lags)!).SelectMany(lag => temperature.Select(name => (name, lag))).ToArray();
        var request = new AnalyzeNoveltyRequest(
            [.. features.Select(f => new NoveltyFeature(f, logarithm.Contains(f) ? FeatureTransform.Logarithm : FeatureTransform.Identity))],
            [
                .. temperature.Select(t => new NoveltyCovariate(t, "", FeatureTransform.Identity, run.Get(options.Kink) ?? 0)),
                .. lagged.Select(l => new NoveltyCovariate(AnalyzeNoveltyTable.LagName(l.name, l.lag), "", FeatureTransform.Identity)),
                .. excitation.Select(e => new NoveltyCovariate(e, "", FeatureTransform.Logarithm)),
            ],
            from, until, run.Get(options.FalseAlarms) ?? 1, (int)(run.Get(options.Persistence) ?? 3));
        return (table.WithLags(lagged), request);
    }

    private static IEnumerable<int> Lags(IReadOnlyList<string> words) => words.Select(word =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var lag) && lag is >= 1 and <= 10_000
            ? lag
            : throw new AnalysisException($"--lags {word}: write whole windows from 1 to 10000, for example 6,24."));

    private static IEnumerable<TextTable> Tables(AnalyzeNoveltyResult result)
    {
        if (result.Environment.Count > 0)
        {
            var environment = new TextTable("How much the environment explains (share of the variance in the baseline)", "feature", "seen", "held out", "deviation left", "independent windows");
            foreach (var feature in result.Environment)
                environment.Add(feature.Feature, TextTable.Number(feature.VarianceExplained, 3), TextTable.Number(feature.VarianceExplainedHeldOut, 3), TextTable.Number(feature.ResidualDeviation), TextTable.Number(feature.EffectiveWindows, 3));
            yield return environment;
        }

        var thresholds = new TextTable("Thresholds, from held-out windows of the baseline", "score", "threshold", "false alarms a year", "from", "to", "peaks");
        if (result.Mahalanobis is { } judge)
            AddThreshold(thresholds, "Mahalanobis", judge.Threshold, judge.FalseAlarms);
        if (result.PrincipalComponents is { } components)
        {
            AddThreshold(thresholds, $"T² ({components.Components} components)", components.TSquared.Threshold, components.TSquared.FalseAlarms);
            AddThreshold(thresholds, "Q", components.Q.Threshold, components.Q.FalseAlarms);
        }

        yield return thresholds;
        var alarms = new TextTable("Alarms", "score", "from", "to", "windows", "worst index", "in baseline", "what contributed");
        foreach (var alarm in result.Alarms.Take(AlarmsShown))
        {
            var parts = string.Join(", ", alarm.Contributions.Select(c => $"{c.Feature} {100 * c.Share:0} %"));
            alarms.Add(Title(alarm.By), alarm.From, alarm.To, TextTable.Count(alarm.Windows), TextTable.Number(alarm.PeakIndex, 3), alarm.InBaseline ? "yes" : "no", parts);
        }

        yield return alarms;
    }

    private static void AddThreshold(TextTable table, string name, double threshold, FalseAlarmQuote quote) =>
        table.Add(name, TextTable.Number(threshold), TextTable.Number(quote.PerYear, 2), TextTable.Number(quote.Low, 2), TextTable.Number(quote.High, 2), TextTable.Count(quote.Peaks));

    private static string Title(string by) => by switch { "mahalanobis" => "Mahalanobis", "tSquared" => "T²", _ => "Q" };

    private static IEnumerable<string> Remarks(AnalyzeNoveltyResult result)
    {
        yield return $"Baseline: {result.Baseline.Windows} windows from {result.Baseline.From} to {result.Baseline.To}, taken to be sound.";
        if (result.Alarms.Count > AlarmsShown)
            yield return $"{result.Alarms.Count - AlarmsShown} more alarms are in the JSON.";
        var outside = result.Scores.Count(s => s.Conditions == NoveltyConditions.Outside);
        if (outside > 0)
            yield return $"{outside} windows were not judged: their conditions lie far outside those of the baseline.";
        var extrapolated = result.Scores.Count(s => s.Conditions == NoveltyConditions.Extrapolated);
        if (extrapolated > 0)
            yield return $"{extrapolated} windows lie a little outside the conditions of the baseline: their scores rest on an extrapolated line.";
        if (result.PrincipalComponents is { TSquared.BeyondRecord: true } or { Q.BeyondRecord: true })
            yield return "The baseline is shorter than the time between false alarms that was asked for: the thresholds are extrapolated by the fitted tail.";
    }

    private static List<string> Match(AnalyzeNoveltyTable table, IReadOnlyList<string> patterns)
    {
        var chosen = new List<string>();
        foreach (var pattern in patterns)
        {
            var fitting = table.Names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)).ToList();
            if (fitting.Count == 0)
                throw new AnalysisException($"{table.File}: no column is named {pattern}. It has {string.Join(", ", table.Names.Take(20))}{(table.Names.Count > 20 ? " and more" : "")}.");
            chosen.AddRange(fitting.Where(name => !chosen.Contains(name)));
        }

        return chosen;
    }
}
