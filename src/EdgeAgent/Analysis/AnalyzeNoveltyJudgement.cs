using EdgeTwin.EdgeAgent.Models.Baseline;
using EdgeTwin.StructuralHealth.Normalisation;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>Which columns play which part, and what is asked.</summary>
internal sealed record AnalyzeNoveltyRequest(
    IReadOnlyList<NoveltyFeature> Features, IReadOnlyList<NoveltyCovariate> Covariates, int BaselineFrom, int BaselineTo, double FalseAlarmsPerYear, int PersistenceWindows);

/// <summary>Fits on the baseline rows of a table and judges all of them.</summary>
internal sealed class AnalyzeNoveltyJudgement
{
    private const double SecondsPerYear = 365.25 * 86_400;
    private const int PartsShown = 3;
    private readonly AnalyzeNoveltyTable _table;
    private readonly AnalyzeNoveltyRequest _request;
    private readonly AnalysisRun _run;
    private readonly List<string> _refusals = [];

    private AnalyzeNoveltyJudgement(AnalyzeNoveltyTable table, AnalyzeNoveltyRequest request, AnalysisRun run) =>
        (_table, _request, _run) = (table, request, run);

    public static AnalyzeNoveltyResult Of(AnalyzeNoveltyTable table, AnalyzeNoveltyRequest request, AnalysisRun run) =>
        new AnalyzeNoveltyJudgement(table, request, run).Judge();

    private AnalyzeNoveltyResult Judge()
    {
        _run.Progress("environment", 0.1);
        var environment = _request.Covariates.Count == 0 ? [] : _request.Features.Select(Environment).ToArray();
        _run.Progress("baseline", 0.3);
        var baseline = FitBaseline();
        _run.Progress("principal components", 0.7);
        var names = _request.Features.Select(f => f.Id).ToArray();
        var monitor = PrincipalComponentMonitor.Fit(
            [.. Enumerable.Range(_request.BaselineFrom, _request.BaselineTo - _request.BaselineFrom).Select(row => Values(names, row))],
            new() { FalseAlarmsPerYear = _request.FalseAlarmsPerYear, WindowsPerYear = WindowsPerYear, PersistenceWindows = _request.PersistenceWindows },
            out var refusal);
        if (monitor is null)
            _refusals.Add($"T² and Q: {refusal}");
        _run.Progress("scores", 0.8);
        var rows = Enumerable.Range(0, _table.Rows).Select(row => Score(row, baseline, monitor, names)).ToArray();
        return new AnalyzeNoveltyResult
        {
            File = _table.File,
            StepSeconds = _table.StepSeconds,
            Windows = _table.Rows,
            Baseline = new NoveltyPeriod(_table.TimeOf(_request.BaselineFrom), _table.TimeOf(_request.BaselineTo), _request.BaselineTo - _request.BaselineFrom),
            Environment = environment,
            Mahalanobis = baseline is null ? null : new NoveltyJudge([.. baseline.Parameters.Features.Select(f => f.Id)], baseline.Parameters.Threshold, baseline.Parameters.FalseAlarms!),
            PrincipalComponents = monitor is null ? null : new NoveltyComponents(monitor.Components.Loadings.Count, monitor.Components.VarianceExplained, monitor.TSquared, monitor.Q),
            Refusals = _refusals,
            Alarms = Alarms(rows, baseline, monitor, names),
            Scores = [.. rows.Select(r => r.Row)],
        };
    }

    private double WindowsPerYear => SecondsPerYear / _table.StepSeconds;

    private NoveltyEnvironment Environment(NoveltyFeature feature)
    {
        var terms = _request.Covariates.Select(c => new EnvironmentTerm(c.Id)
        {
            Transform = c.Transform == FeatureTransform.Logarithm ? EnvironmentTransform.Logarithm : EnvironmentTransform.Identity,
            Kink = c.Knot is null ? EnvironmentKink.None : EnvironmentKink.Given,
            KinkAt = c.Knot ?? 0,
        }).ToArray();
        var range = _request.BaselineFrom.._request.BaselineTo;
        var values = Array.ConvertAll(Column(feature.Id)[range], v => feature.Transform == FeatureTransform.Logarithm ? v > 0 ? Math.Log(v) : double.NaN : v);
        var fit = EnvironmentRegression.Fit(values, terms, [.. terms.Select(t => Column(t.Id)[range])]);
        return fit.Model is { } model
            ? new(feature.Id, model.Quality.VarianceExplained, model.Quality.VarianceExplainedHeldOut, model.Quality.ResidualDeviation, model.Quality.EffectiveRows, model.Coefficients, model.Kinks, "")
            : new(feature.Id, double.NaN, double.NaN, double.NaN, double.NaN, [], [], fit.Refusal);
    }

    private NoveltyBaseline? FitBaseline()
    {
        var windows = new NoveltyWindows(_request.Features, _request.Covariates);
        for (var row = _request.BaselineFrom; row < _request.BaselineTo; row++)
        {
            var features = Values(windows.Features.Select(f => f.Id), row);
            if (features.Any(double.IsFinite))
                windows.Add(features, Values(windows.Covariates.Select(c => c.Id), row));
        }

        var options = new NoveltyOptions { FalseAlarmsPerYear = _request.FalseAlarmsPerYear, WindowsPerYear = WindowsPerYear, PersistenceWindows = _request.PersistenceWindows };
        var (baseline, leftOut, refusal) = BaselineFit.Run(windows, options, _run.CancellationToken);
        _refusals.AddRange(leftOut);
        if (baseline is null)
            _refusals.Add(refusal);
        return baseline;
    }

    private (NoveltyRow Row, double[] Parts, double[] TParts, double[] QParts) Score(int row, NoveltyBaseline? baseline, PrincipalComponentMonitor? monitor, string[] names)
    {
        var (score, conditions, parts) = (default(NoveltyScore), NoveltyConditions.Unknown, Array.Empty<double>());
        var scored = false;
        if (baseline is not null)
        {
            var covariates = Values(baseline.Parameters.Covariates.Select(c => c.Id), row);
            conditions = baseline.ConditionsOf(covariates);
            parts = new double[baseline.FeatureCount];
            scored = baseline.TryScore(Values(baseline.Parameters.Features.Select(f => f.Id), row), covariates, parts, out score);
        }

        var (tParts, qParts) = (new double[names.Length], new double[names.Length]);
        var (tSquared, q) = monitor?.Components.Score(Values(names, row), tParts, qParts) ?? (double.NaN, double.NaN);
        var shown = new NoveltyRow(
            _table.TimeOf(row), conditions, scored ? score.Score : double.NaN, scored ? score.Index : double.NaN, scored ? parts : null, tSquared, q);
        return (shown, parts, tParts, qParts);
    }

    private List<NoveltyAlarm> Alarms(
        (NoveltyRow Row, double[] Parts, double[] TParts, double[] QParts)[] rows, NoveltyBaseline? baseline, PrincipalComponentMonitor? monitor, string[] names)
    {
        var alarms = new List<NoveltyAlarm>();
        if (baseline is not null)
            AddAlarms("mahalanobis", [.. rows.Select(r => r.Row.Index)], row => rows[row].Parts, [.. baseline.Parameters.Features.Select(f => f.Id)], alarms);
        if (monitor is not null)
        {
            AddAlarms("tSquared", [.. rows.Select(r => r.Row.TSquared / monitor.TSquared.Threshold)], row => rows[row].TParts, names, alarms);
            AddAlarms("q", [.. rows.Select(r => r.Row.Q / monitor.Q.Threshold)], row => rows[row].QParts, names, alarms);
        }

        return alarms;
    }

    /// <summary>As the station raises them: begun by a run above the threshold, ended by a run that is not above it.</summary>
    private void AddAlarms(string by, double[] indices, Func<int, double[]> parts, string[] names, List<NoveltyAlarm> alarms)
    {
        var (above, below, first, last) = (0, 0, -1, -1);
        for (var row = 0; row <= indices.Length; row++)
        {
            var isAbove = row < indices.Length && indices[row] > 1;
            (above, below) = isAbove ? (above + 1, 0) : (0, below + 1);
            if (above >= _request.PersistenceWindows)
                (first, last) = (first < 0 ? row - above + 1 : first, row);
            else if (first >= 0 && isAbove)
                last = row;
            if (first < 0 || (below < _request.PersistenceWindows && row < indices.Length))
                continue;
            alarms.Add(Alarm(by, first, last, indices, parts, names));
            first = -1;
        }
    }

    private NoveltyAlarm Alarm(string by, int first, int last, double[] indices, Func<int, double[]> parts, string[] names)
    {
        var peak = Enumerable.Range(first, last - first + 1).Where(row => double.IsFinite(indices[row])).MaxBy(row => indices[row]);
        var contributions = parts(peak);
        var sum = contributions.Sum();
        NoveltyPart[] shown = [.. names.Zip(contributions, (name, part) => new NoveltyPart(name, part / sum)).OrderByDescending(p => p.Share).Take(PartsShown)];
        var inBaseline = peak >= _request.BaselineFrom && peak < _request.BaselineTo;
        return new NoveltyAlarm(by, _table.TimeOf(first), _table.TimeOf(last + 1), last - first + 1, inBaseline, indices[peak], shown);
    }

    private double[] Values(IEnumerable<string> names, int row) => [.. names.Select(name => Column(name)[row])];

    private double[] Column(string name)
    {
        for (var i = 0; i < _table.Names.Count; i++)
        {
            if (_table.Names[i] == name)
                return _table.Columns[i];
        }

        throw new InvalidOperationException($"The column {name} was chosen from the table's own names.");
    }
}
