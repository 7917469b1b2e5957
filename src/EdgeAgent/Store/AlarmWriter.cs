using EdgeTwin.EdgeAgent.Decisions;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Keeps the present state of every alarm and every step it went through. Guarded by the store's gate.</summary>
internal sealed class AlarmWriter(SqliteConnection connection, long boot) : IDisposable
{
    private readonly SqliteStatement _save = new(connection, """
        INSERT OR REPLACE INTO alarms (id, alarm_key, class, severity, state, message, subject,
            raised_utc_ns, returned_utc_ns, acknowledged_utc_ns, acknowledged_by, explanation)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    private readonly SqliteStatement _step = new(connection, """
        INSERT INTO alarm_changes (boot, monotonic_ns, utc_ns, clock_source, uncertainty_ns,
            alarm, previous, state, severity, at_utc_ns, acknowledged_by, explanation)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    public void Insert(in PendingAlarm pending)
    {
        var alarm = pending.Change.Alarm;
        var explanation = alarm.Explanation.GetRawText();
        _save.Bind(1, alarm.Id).Bind(2, alarm.Key).Bind(3, (long)alarm.Class).Bind(4, (long)alarm.Severity).Bind(5, (long)alarm.State)
            .Bind(6, alarm.Message).Bind(7, alarm.Subject).Bind(8, alarm.RaisedUtcNs).Bind(9, alarm.ReturnedUtcNs)
            .Bind(10, alarm.AcknowledgedUtcNs).Bind(11, alarm.AcknowledgedBy).Bind(12, explanation).Run();

        pending.Stamp.Bind(_step, 1, boot);
        var raised = alarm.State is AlarmState.UnacknowledgedActive;
        _step.Bind(6, alarm.Id).Bind(7, (long)pending.Change.Previous).Bind(8, (long)alarm.State).Bind(9, (long)alarm.Severity)
            .Bind(10, pending.Change.UtcNs).Bind(11, alarm.AcknowledgedBy).Bind(12, raised ? explanation : null).Run();
    }

    public void Dispose()
    {
        _save.Dispose();
        _step.Dispose();
    }
}
