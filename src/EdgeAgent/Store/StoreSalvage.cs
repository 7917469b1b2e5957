using System.Globalization;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Carries over what a damaged file still gives: table by table and row by row, from the front and, where that breaks off, from the back.
/// Records that no lane had finished come along under numbers of the new epoch; which of the old numbers are missing goes to the loss ledger.
/// </summary>
internal static class StoreSalvage
{
    /// <summary>Windows of history that are worth the time at start.</summary>
    private const int WindowsMax = 20_000;

    private static readonly (string Table, string Words)[] Tables =
    [
        ("boots", "boots"),
        ("configuration_versions", "configuration versions"),
        ("sections", "twin sections"),
        ("alarms", "alarms"),
        ("alarm_changes", "alarm steps"),
        ("losses", "loss entries"),
        ("quarantine", "records put aside"),
        ("definition_sets", "feature definitions"),
        ("models", "models"),
    ];

    /// <returns>What was carried over, for a person.</returns>
    public static IReadOnlyList<string> Copy(string damagedPath, SqliteConnection into)
    {
        var report = new List<string>();
        SqliteConnection from;
        try
        {
            from = StoreDatabase.Connect(damagedPath, SqliteOpenMode.ReadWrite);
        }
        catch (SqliteException)
        {
            return report;
        }

        using (from)
        {
            StoreDatabase.Execute(into, "BEGIN IMMEDIATE");
            foreach (var (table, words) in Tables)
                Add(report, CopyTable(from, into, table, int.MaxValue), words);
            Add(report, CopyTable(from, into, "windows", WindowsMax), "windows");
            Add(report, CopyAudit(from, into), "audit entries");
            Add(report, CopyOutbox(from, into), "records for upstream");
            StoreDatabase.SetMeta(into, StoreDatabase.AlarmNumberFloor, AlarmNumbers.HighestIn(damagedPath, damagedPath + "-wal"));
            StoreDatabase.Execute(into, "COMMIT");
        }

        return report;
    }

    private static void Add(List<string> report, long rows, string words)
    {
        if (rows > 0)
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{rows} {words}"));
    }

    private static long CopyTable(SqliteConnection from, SqliteConnection into, string table, int rowsMax)
    {
        // The newest rows matter most, and damage in the middle is passed from both sides.
        var order = table is "sections" or "alarms" ? "1" : "rowid";
        return CopyRows(from, into, table, $"SELECT * FROM {table} ORDER BY {order} DESC LIMIT {rowsMax}", rowsMax, out var complete)
            + (complete ? 0 : CopyRows(from, into, table, $"SELECT * FROM {table} ORDER BY {order} LIMIT {rowsMax}", rowsMax, out _));
    }

    /// <summary>The chain only makes sense from its beginning to the first entry that cannot be read.</summary>
    private static long CopyAudit(SqliteConnection from, SqliteConnection into) =>
        CopyRows(from, into, "audit", "SELECT * FROM audit ORDER BY id", int.MaxValue, out _);

    private static long CopyRows(SqliteConnection from, SqliteConnection into, string table, string select, int rowsMax, out bool complete)
    {
        var copied = 0L;
        try
        {
            using var rows = new SqliteStatement(from, select);
            var marks = string.Join(", ", Enumerable.Range(1, rows.ColumnCount).Select(number => $"?{number}"));
            using var insert = new SqliteStatement(into, $"INSERT OR IGNORE INTO {table} VALUES ({marks})");
            while (copied < rowsMax && rows.Step())
            {
                for (var column = 0; column < rows.ColumnCount; column++)
                    insert.BindColumn(column + 1, rows, column);
                copied += insert.Run();
            }

            complete = true;
        }
        catch (SqliteException)
        {
            complete = false;
        }

        return copied;
    }

    private static long CopyOutbox(SqliteConnection from, SqliteConnection into)
    {
        var runs = new List<LossRun>();
        long epoch = 0, sequence = 0, done = 0;
        try
        {
            epoch = Number(from, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'epoch'");
            done = Number(from, "SELECT min(position) FROM lanes");
            using var insert = new SqliteStatement(into, "INSERT INTO outbox (sequence, type, utc_ns, window, payload) VALUES (?1, ?2, ?3, ?4, ?5)");
            using var rows = new SqliteStatement(from, """
                SELECT sequence, type, utc_ns, window, payload FROM outbox WHERE sequence > ?1 ORDER BY sequence
                """);
            rows.Bind(1, done);
            while (rows.Step())
            {
                if (!rows.IsNull(3) && !HasWindow(into, rows.Long(3)))
                    continue;
                insert.Bind(1, ++sequence);
                for (var column = 1; column < 5; column++)
                    insert.BindColumn(column + 1, rows, column);
                insert.Run();
                Extend(runs, done, rows.Long(0));
                done = rows.Long(0);
            }
        }
        catch (SqliteException)
        {
            // How far the old numbers went cannot be read any more: the run is open at its end.
            runs.Add(new LossRun(done + 1, null, 0, null, null));
        }

        if (runs.Count == 0)
            return sequence;
        var payload = new LossLedger(into, 0).Append(new Loss("outbox", "The store was damaged; these records could not be salvaged.", epoch, runs), default);
        using var loss = new SqliteStatement(into, "INSERT INTO outbox (sequence, type, utc_ns, payload) VALUES (?1, ?2, 0, ?3)");
        loss.Bind(1, sequence + 1).Bind(2, (long)RecordType.Loss).BindBlob(3, payload).Run();
        return sequence;
    }

    private static void Extend(List<LossRun> missing, long last, long present)
    {
        if (present > last + 1)
            missing.Add(new LossRun(last + 1, present - 1, present - last - 1, null, null));
    }

    private static bool HasWindow(SqliteConnection into, long window)
    {
        using var find = new SqliteStatement(into, "SELECT 1 FROM windows WHERE id = ?1");
        return find.Bind(1, window).Scalar() == 1;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Scalar();
    }
}
