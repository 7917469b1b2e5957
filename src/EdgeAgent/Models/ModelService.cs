using System.Text.Json;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models.Baseline;
using EdgeTwin.EdgeAgent.Models.Host;

namespace EdgeTwin.EdgeAgent.Models;

/// <summary>
/// Learns what is normal during the commissioning period, then scores every window. <see cref="Score"/> and <see cref="Restore"/> belong to
/// the signal path's thread; <see cref="Status"/> and <see cref="Expected"/> may be asked by anyone. Whatever goes wrong here leaves the
/// station without a score, and says so.
/// </summary>
internal sealed class ModelService : IBaselineExpectation, IDisposable
{
    private readonly ModelServiceParts _parts;
    private readonly BaselineTraining? _training;
    private readonly ModelHost? _host;
    private volatile ActiveBaseline? _active;
    private volatile string _note = "";

    public ModelService(ModelServiceParts parts)
    {
        _parts = parts;
        if (parts.Model.BaselineWindows <= 0)
        {
            _note = "the baseline is turned off in the station file";
            return;
        }

        var selected = FeatureSelection.Select(parts.Definitions, parts.Model.Features);
        if (selected.Count == 0)
        {
            _note = "no feature of this station matches the model's feature patterns";
            return;
        }

        var hostOptions = new ModelHostOptions
        {
            Command = parts.HostCommand,
            MemoryMegabytes = parts.Model.HostMemoryMegabytes,
            Timeout = TimeSpan.FromSeconds(parts.Model.HostTimeoutSeconds),
        };
        _host = new ModelHost(hostOptions, parts.Logger, TimeProvider.System);
        var archive = OpenArchive();
        if (ActiveOnDisk(archive, selected) is { } stored)
            Activate(stored);
        else
            _training = new BaselineTraining(parts, archive, hostOptions, selected, Activate);
    }

    public ModelStatus Status
    {
        get
        {
            var active = _active;
            var (state, message) = Describe(active);
            var windows = active?.Stored.Baseline.Parameters.Windows;
            return new ModelStatus(
                state, message, windows ?? _training?.WindowsLearnt ?? 0, windows ?? _training?.WindowsNeeded ?? 0,
                active?.Stored.Hash, _host?.ProcessId, _host?.Restarts ?? 0);
        }
    }

    /// <summary>Scores a window, or learns from it. Never throws; waits at most the host's timeout.</summary>
    /// <returns><see langword="null"/> while learning, without a model, far outside the baseline's conditions, or when the host does not answer.</returns>
    public ModelScore? Score(FeatureFrame frame)
    {
        try
        {
            if (_active is not { } active || _host is null)
            {
                _training?.Learn(frame);
                return null;
            }

            var score = active.Score(frame, _host, out var note);
            _note = note;
            return score;
        }
#pragma warning disable CA1031 // A model can cost an inference, never the signal path.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _note = exception.Message;
            _parts.Logger.BaselineProblem("The window was not scored", exception.Message);
            return null;
        }
    }

    /// <summary>Takes windows from the store that the commissioning period lacks, for example after its own file was lost. At start only.</summary>
    public void Restore(IEnumerable<FeatureFrame> frames)
    {
        if (_training is null)
            return;
        foreach (var frame in frames)
            _training.Take(frame);
    }

    public double? Expected(string featureId, double temperatureC, double excitationMps2) =>
        _active?.Expected(featureId, temperatureC, excitationMps2);

    public void Dispose()
    {
        _training?.Dispose();
        _host?.Dispose();
    }

    // At start, or on the thread of the fit.
    private void Activate(StoredBaseline stored)
    {
        var columns = BaselineColumns.Of(stored.Baseline.Parameters, stored.Card.Units, _parts.Definitions, _parts.Windows.MinimumCompleteness)
            ?? throw new InvalidDataException("the baseline does not fit this station");
        _host!.Use(stored.Path);
        _active = new ActiveBaseline(stored, columns);
        _parts.Logger.BaselineActive(stored.Hash, stored.Baseline.Parameters.Windows);
    }

    private BaselineArchive? OpenArchive()
    {
        try
        {
            return new BaselineArchive(_parts.StateDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _parts.Logger.BaselineProblem("The folder of models cannot be used", exception.Message);
            return null;
        }
    }

    private StoredBaseline? ActiveOnDisk(BaselineArchive? archive, IReadOnlyList<FeatureDefinition> selected)
    {
        try
        {
            if (archive?.LoadActive() is not { } stored)
                return null;
            if (BaselineFitness.WhyNot(stored, _parts, selected) is not { } reason)
                return stored;
            _parts.Logger.BaselineProblem("The baseline no longer fits the station", reason);
            archive.Retire();
            _parts.Audit("baseline-retired", JsonSerializer.SerializeToElement(new { hash = stored.Hash, reason }));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            _parts.Logger.BaselineProblem("The baseline on disk cannot be used", exception.Message);
            _parts.Audit("baseline-rejected", JsonSerializer.SerializeToElement(new { reason = exception.Message }));
        }

        return null;
    }

    private (ModelState State, string Message) Describe(ActiveBaseline? active)
    {
        if (_host is null)
            return (_parts.Model.BaselineWindows <= 0 ? ModelState.Off : ModelState.Failed, $"No model: {_note}.");
        if (active is null)
            return (ModelState.Learning, _training!.Message);
        if (_host.Failure is { } failure)
            return (ModelState.Failed, $"The model's host does not answer: {failure}. Limits are watched as always.");
        var note = _note.Length > 0 ? $"; {_note}" : "";
        return (ModelState.Active, $"A baseline of {active.Stored.Baseline.Parameters.Windows} windows judges each window{note}.");
    }
}
