using System.Globalization;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>A step of an alarm as stored. Explanation: of the occurrence that the step began; null for other steps.</summary>
internal sealed record AlarmStep(
    string AlarmId, AlarmState Previous, AlarmState State, AlarmSeverity Severity, long UtcNs, string? AcknowledgedBy, string? ExplanationJson);

/// <summary>Reads alarms back.</summary>
internal static class AlarmQuery
{
    private const string Select = """
        SELECT id, alarm_key, class, severity, state, message, subject, raised_utc_ns, returned_utc_ns,
            acknowledged_utc_ns, acknowledged_by, explanation FROM alarms
        """;

    public static IReadOnlyList<Alarm> Open(SqliteConnection connection)
    {
        using var rows = new SqliteStatement(connection, $"{Select} WHERE state <> 0 ORDER BY length(id), id");
        return ReadAll(rows);
    }

    public static IReadOnlyList<Alarm> Recent(SqliteConnection connection, int countMax)
    {
        using var rows = new SqliteStatement(connection, $"{Select} ORDER BY length(id) DESC, id DESC LIMIT ?1");
        return ReadAll(rows.Bind(1, countMax));
    }

    public static Alarm? Find(SqliteConnection connection, string id)
    {
        using var row = new SqliteStatement(connection, $"{Select} WHERE id = ?1");
        return row.Bind(1, id).Step() ? Read(row) : null;
    }

    public static IReadOnlyList<AlarmStep> History(SqliteConnection connection, int countMax, string? alarmId)
    {
        using var rows = new SqliteStatement(connection, """
            SELECT alarm, previous, state, severity, at_utc_ns, acknowledged_by, explanation FROM alarm_changes
            WHERE ?2 IS NULL OR alarm = ?2 ORDER BY id DESC LIMIT ?1
            """);
        rows.Bind(1, countMax).Bind(2, alarmId);
        var steps = new List<AlarmStep>();
        while (rows.Step())
        {
            steps.Add(new AlarmStep(
                rows.Text(0), (AlarmState)rows.Long(1), (AlarmState)rows.Long(2), (AlarmSeverity)rows.Long(3),
                rows.Long(4), rows.TextOrNull(5), rows.TextOrNull(6)));
        }

        return steps;
    }

    public static long LastNumber(SqliteConnection connection)
    {
        using var floor = new SqliteStatement(connection, $"SELECT CAST(value AS INTEGER) FROM meta WHERE name = '{StoreDatabase.AlarmNumberFloor}'");
        using var row = new SqliteStatement(connection, "SELECT id FROM alarms ORDER BY length(id) DESC, id DESC LIMIT 1");
        var highest = row.Step() && long.TryParse(row.Text(0).AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        row.Reset();
        return Math.Max(highest, floor.Scalar());
    }

    private static List<Alarm> ReadAll(SqliteStatement rows)
    {
        var alarms = new List<Alarm>();
        while (rows.Step())
            alarms.Add(Read(rows));
        return alarms;
    }

    private static Alarm Read(SqliteStatement row)
    {
        using var explanation = JsonDocument.Parse(row.Blob(11).ToArray());
        return new Alarm
        {
            Id = row.Text(0),
            Key = row.Text(1),
            Class = (AlarmClass)row.Long(2),
            Severity = (AlarmSeverity)row.Long(3),
            State = (AlarmState)row.Long(4),
            Message = row.Text(5),
            Subject = row.Text(6),
            RaisedUtcNs = row.Long(7),
            ReturnedUtcNs = row.LongOrNull(8),
            AcknowledgedUtcNs = row.LongOrNull(9),
            AcknowledgedBy = row.TextOrNull(10),
            Explanation = explanation.RootElement.Clone(),
        };
    }
}
