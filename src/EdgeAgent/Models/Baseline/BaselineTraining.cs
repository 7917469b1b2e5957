using System.Text.Json;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models.Host;
using EdgeTwin.EdgeAgent.Models.Onnx;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>
/// The commissioning period: collects windows, and when there are enough fits a baseline on a thread of its own, tries it in a model host
/// of its own and hands it over. Windows arrive on the signal path's thread.
/// </summary>
internal sealed class BaselineTraining : IDisposable
{
    private readonly ModelServiceParts _parts;
    private readonly BaselineArchive? _archive;
    private readonly ModelHostOptions _hostOptions;
    private readonly IReadOnlyList<FeatureDefinition> _selected;
    private readonly BaselineLearner _learner;
    private readonly Action<StoredBaseline> _activate;
    private readonly CancellationTokenSource _stopping = new();
    private volatile Task? _fit;
    private volatile string _note = "";
    private volatile string _refusal = "";
    private int _learnt;
    private int _needed;

    /// <param name="parts">The service's parts.</param>
    /// <param name="archive">Where baselines are kept; <see langword="null"/> when the folder cannot be used.</param>
    /// <param name="hostOptions">How a trial runs.</param>
    /// <param name="selected">Features of the baseline.</param>
    /// <param name="activate">Receives a baseline that has passed its trial, on the fit's thread.</param>
    public BaselineTraining(
        ModelServiceParts parts, BaselineArchive? archive, ModelHostOptions hostOptions, IReadOnlyList<FeatureDefinition> selected, Action<StoredBaseline> activate)
    {
        (_parts, _archive, _hostOptions, _selected, _activate) = (parts, archive, hostOptions, selected, activate);
        _learner = OpenLearner();
        ShowProgress();
    }

    public int WindowsLearnt => Volatile.Read(ref _learnt);

    public int WindowsNeeded => Volatile.Read(ref _needed);

    public string Message
    {
        get
        {
            if (_fit is { IsCompleted: false })
                return $"Fitting the baseline to {_learnt} windows.";
            var note = _note.Length > 0 ? $" ({_note})" : "";
            var refused = _refusal.Length > 0 ? $" The last fit was refused: {_refusal}" : "";
            return $"Learning what is normal: {_learnt} of {_needed} windows{note}.{refused}";
        }
    }

    /// <summary>Learns from a window of normal operation; starts a fit when there are enough.</summary>
    public void Learn(FeatureFrame frame)
    {
        if (_fit is { IsCompleted: false })
            return;
        if (_parts.IsStructuralAlarmOpen())
        {
            _note = "waiting until no structural alarm is open";
            return;
        }

        _note = "";
        Take(frame);
        if (!_learner.IsReady)
            return;
        var windows = _learner.Windows.Snapshot();
        var (first, last) = (_learner.FirstStartUtcNs, _learner.LastStartUtcNs + _parts.Windows.Seconds * 1_000_000_000L);
        // If this fit is refused, the period must grow before the next one.
        _learner.Refused();
        _fit = Task.Factory.StartNew(() => Fit(windows, first, last), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        ShowProgress();
    }

    /// <summary>Takes a window that is already known to be of normal operation.</summary>
    public void Take(FeatureFrame frame)
    {
        try
        {
            _learner.Take(frame);
        }
        catch (IOException exception)
        {
            _note = $"the commissioning period is not kept on disk: {exception.Message}";
        }

        ShowProgress();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        // Fit catches all it meets, so this only waits.
        _fit?.Wait();
        _learner.Dispose();
        _stopping.Dispose();
    }

    private void Fit(NoveltyWindows windows, long firstUtcNs, long lastUtcNs)
    {
        try
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            var options = new NoveltyOptions
            {
                FalseAlarmsPerYear = _parts.Model.FalseAlarmsPerYear,
                PersistenceWindows = _parts.Model.PersistenceWindows,
                WindowsPerYear = 365.25 * 86_400 / _parts.Windows.Seconds,
            };
            var (baseline, leftOut, refusal) = BaselineFit.Run(windows, options, _stopping.Token);
            if (baseline is null || _archive is null)
            {
                Refuse(baseline is null ? refusal : "the folder of models cannot be used");
                return;
            }

            var stored = _archive.Keep(baseline, Card(baseline, leftOut, firstUtcNs, lastUtcNs));
            if (ModelTrial.Run(_hostOptions, stored.Path, baseline) is { } failure)
            {
                Refuse($"the baseline did not pass its trial in the model host: {failure}");
                return;
            }

            _stopping.Token.ThrowIfCancellationRequested();
            _archive.Activate(stored);
            _activate(stored);
            _parts.Audit("baseline-activated", BaselineSummary.Of(stored));
        }
        catch (OperationCanceledException)
        {
            _refusal = "the station stopped during the fit";
        }
#pragma warning disable CA1031 // Whatever a fit meets, the station goes on and shows it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Refuse(exception.Message);
        }
    }

    private void Refuse(string reason)
    {
        _refusal = reason;
        _parts.Logger.BaselineProblem("No baseline yet", reason);
        _parts.Audit("baseline-rejected", JsonSerializer.SerializeToElement(new { reason }));
    }

    private BaselineLearner OpenLearner()
    {
        var columns = new BaselineColumns(_selected, BaselineColumns.AllCovariates, _parts.Windows.MinimumCompleteness);
        var needed = Math.Max(_parts.Model.BaselineWindows, BaselineFitness.WindowsMin(_selected.Count, _parts.Model.PersistenceWindows));
        try
        {
            return new BaselineLearner(columns, _archive?.WindowsPath, needed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _note = $"the commissioning period is not kept on disk: {exception.Message}";
            _parts.Logger.BaselineProblem("The commissioning period is not kept on disk", exception.Message);
            return new BaselineLearner(columns, null, needed);
        }
    }

    private void ShowProgress()
    {
        Volatile.Write(ref _learnt, _learner.Windows.Count);
        Volatile.Write(ref _needed, _learner.Needed);
    }

    private BaselineCard Card(NoveltyBaseline baseline, IReadOnlyList<string> leftOut, long firstUtcNs, long lastUtcNs) => new()
    {
        SoftwareVersion = _parts.SoftwareVersion,
        Created = _parts.Clock.GetUtcNow(),
        FirstWindowUtcNs = firstUtcNs,
        LastWindowUtcNs = lastUtcNs,
        WindowSeconds = _parts.Windows.Seconds,
        Units = [.. baseline.Parameters.Features.Select(f => _selected.First(s => s.Id == f.Id).Unit)],
        Selected = [.. _selected.Select(s => s.Id)],
        FalseAlarmsPerYearAsked = _parts.Model.FalseAlarmsPerYear,
        PersistenceWindows = _parts.Model.PersistenceWindows,
        LeftOut = leftOut,
    };
}
