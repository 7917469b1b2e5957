using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Turns the store's own troubles into alarms about the station, so that whoever is far away hears of them, and returns them:
/// a condition (records in memory, commits that fail) when it has passed, an event (a damaged file was set aside) when a person has acknowledged it.
/// Looks at the store's state instead of listening to it: an alarm is itself something to store. Called from one thread, about once a second.
/// </summary>
internal sealed class StoreAlarms(TwinStore store, AlarmBook alarms, Action<AlarmChange> keep, Func<long> utcNs)
{
    public const string MemoryKey = "station:store-memory";
    public const string FailingKey = "station:store-failing";
    public const string ReplacedKey = "station:store-replaced";
    private const string Subject = "store";

    /// <summary>A commit that waits for a busy card or another program is tried again after a second; that is no news.</summary>
    private const int FailingChecks = 5;

    private OpenReport? _reported;
    private int _failing;

    public void Check()
    {
        var report = store.OpenReport;
        var health = store.Health();
        Condition(MemoryKey, health.State is StoreState.InMemory, AlarmSeverity.Critical, health.Message, report);
        _failing = health.State is StoreState.Failing ? _failing + 1 : 0;
        Condition(FailingKey, _failing >= FailingChecks, AlarmSeverity.Critical, health.Message, null);
        if (!ReferenceEquals(report, _reported))
            Replaced(report);
        _reported = report;
        ReturnAcknowledged();
    }

    private void Condition(string key, bool holds, AlarmSeverity severity, string message, OpenReport? report) => Keep(holds
        ? alarms.Raise(key, severity, Subject, message, Details(report), utcNs())
        : alarms.Return(key, utcNs()));

    private void Replaced(OpenReport report)
    {
        if (report.SetAsideAs is null)
            return;
        var salvaged = report.Salvaged.Count > 0 ? $" Carried over: {string.Join(", ", report.Salvaged)}." : " Nothing could be carried over.";
        var message = $"{report.Problem?.TrimEnd('.')}.{salvaged} Copy the old file off the station if its windows are needed, look at the card, then acknowledge this.";
        Keep(alarms.Raise(ReplacedKey, AlarmSeverity.Warning, Subject, message, Details(report), utcNs()));
    }

    private void ReturnAcknowledged()
    {
        foreach (var alarm in alarms.Open)
        {
            if (alarm is { Key: ReplacedKey, Class: AlarmClass.Station, State: AlarmState.AcknowledgedActive })
                Keep(alarms.Return(ReplacedKey, utcNs()));
        }
    }

    private void Keep(AlarmChange? change)
    {
        if (change is not null)
            keep(change);
    }

    private static JsonElement Details(OpenReport? report) => report is null ? default : JsonSerializer.SerializeToElement(new
    {
        epoch = report.Epoch,
        problem = report.Problem,
        setAsideAs = report.SetAsideAs,
        salvaged = report.Salvaged,
    });
}
