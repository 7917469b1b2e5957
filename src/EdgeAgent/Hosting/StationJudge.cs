using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.EdgeAgent.Twin;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Infer, decide, store: the second half of the signal path. Limits come first and their alarms are on the card before the model is asked,
/// so that a model that hangs costs its own score and nothing else. Runs on the signal path's thread; <see cref="Latest"/> may be read by anyone.
/// </summary>
internal sealed class StationJudge(AlarmBook alarms, ModelService models, TwinState twin, TwinStore store) : IWindowJudge
{
    /// <summary>Where the counts and shelves of the alarm book are kept.</summary>
    public const string AlarmStateSection = "alarm-book";

    private volatile JudgedWindow? _latest;
    private long _alarmStateVersion;

    /// <summary>The newest window with its score; null before the first.</summary>
    public JudgedWindow? Latest => _latest;

    public void Judge(FeatureFrame frame)
    {
        var limits = alarms.EvaluateLimits(frame, models);
        if (limits.Count > 0)
        {
            twin.ReportAlarms();
            foreach (var change in limits)
                store.AppendAlarmChange(change);
        }

        var score = models.Score(frame);
        var attention = alarms.EvaluateModel(frame, score);
        if (attention.Count > 0)
            twin.ReportAlarms();
        if (alarms.TakeChangedState() is { } counts)
            store.SaveState(AlarmStateSection, ++_alarmStateVersion, counts);
        twin.TakeFrame(frame);
        twin.ReportModel(models.Status);
        store.Append(new WindowResult(frame, score, attention));
        _latest = new JudgedWindow(frame, score);
    }

    public void Pause() => store.CommitIfDue();
}

/// <summary>A window and what the model said of it.</summary>
internal sealed record JudgedWindow(FeatureFrame Frame, ModelScore? Score);
