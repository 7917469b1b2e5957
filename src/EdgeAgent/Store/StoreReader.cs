using EdgeTwin.EdgeAgent.Decisions;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Everything that is asked of the store: by the page and the command line. Reads on a connection of its own and
/// never waits for the writer. Thread-safe.
/// </summary>
internal sealed class StoreReader : IDisposable
{
    private const int WindowsPerRead = 128;

    private readonly bool _ownsConnection;
    private SqliteConnection _connection;
    private WindowQuery _windows;
    private volatile Lock _gate;

    public StoreReader(StoreDatabase database)
        : this(database.Reader, database.ReaderGate)
    {
    }

    private StoreReader(SqliteConnection connection, Lock gate)
    {
        _connection = connection;
        _windows = new WindowQuery(connection);
        _gate = gate;
    }

    private StoreReader(SqliteConnection connection)
        : this(connection, new Lock()) => _ownsConnection = true;

    /// <summary>Opens the twin.db of a state directory for reading only, beside a running agent or without one.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read; says what to do.</exception>
    public static StoreReader OpenReadOnly(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, StoreFiles.FileName);
        if (!File.Exists(path))
            throw new IOException($"There is no {path}. Name the state directory of the agent with --state.");
        try
        {
            var connection = StoreDatabase.Connect(path, SqliteOpenMode.ReadOnly);
            try
            {
                // SQLite looks at the file only when it is asked something.
                StoreDatabase.Execute(connection, "PRAGMA busy_timeout = 5000; SELECT count(*) FROM sqlite_schema;");
                return new StoreReader(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException error)
        {
            throw new IOException($"{path} cannot be read: {error.Message}. Run this as the user of the agent, or as root.", error);
        }
    }

    /// <summary>Windows from a time on, oldest first, at most <paramref name="countMax"/>.</summary>
    public IEnumerable<StoredWindow> ReadWindows(long fromUtcNs, int countMax)
    {
        var after = (StartUtcNs: fromUtcNs, Id: 0L);
        while (countMax > 0)
        {
            var some = Ask(() => SomeWindows(after.StartUtcNs, after.Id, Math.Min(countMax, WindowsPerRead)));
            foreach (var window in some)
                yield return window;
            if (some.Count < WindowsPerRead)
                yield break;
            countMax -= some.Count;
            after = (some[^1].StartUtcNs, some[^1].Id);
        }
    }

    /// <summary>End of the newest window; 0 before the first.</summary>
    public long LastWindowEndUtcNs() => Ask(() =>
    {
        using var row = new SqliteStatement(_connection, "SELECT end_utc_ns FROM windows ORDER BY start_utc_ns DESC LIMIT 1");
        return row.Step() ? row.Long(0) : 0;
    });

    /// <summary>The history of one feature, oldest first, in at most <paramref name="pointsMax"/> stretches of equal length; gaps stay gaps.</summary>
    public IReadOnlyList<FeaturePoint> ReadSeries(string featureId, long fromUtcNs, long toUtcNs, int pointsMax) =>
        Ask(() => FeatureSeries.Read(_connection, _windows, featureId, fromUtcNs, toUtcNs, pointsMax));

    public IReadOnlyList<Alarm> OpenAlarms() => Ask(() => AlarmQuery.Open(_connection));

    public Alarm? FindAlarm(string id) => Ask(() => AlarmQuery.Find(_connection, id));

    /// <summary>The newest alarms, open or not.</summary>
    public IReadOnlyList<Alarm> RecentAlarms(int countMax) => Ask(() => AlarmQuery.Recent(_connection, countMax));

    /// <summary>The newest steps of all alarms, or of one.</summary>
    public IReadOnlyList<AlarmStep> AlarmHistory(int countMax, string? alarmId = null) => Ask(() => AlarmQuery.History(_connection, countMax, alarmId));

    /// <summary>The number in the highest alarm id that was ever given; 0 before the first.</summary>
    public long LastAlarmNumber() => Ask(() => AlarmQuery.LastNumber(_connection));

    /// <summary>A section as it was saved; null when it never was.</summary>
    public (long Version, byte[] Json)? LoadState(string section) => Ask<(long, byte[])?>(() =>
    {
        using var row = new SqliteStatement(_connection, "SELECT version, json FROM sections WHERE name = ?1");
        return row.Bind(1, section).Step() ? (row.Long(0), row.Blob(1).ToArray()) : null;
    });

    /// <summary>The newest configuration that was saved, as JSON; null when none was.</summary>
    public string? LatestConfiguration() => Ask(() =>
    {
        using var row = new SqliteStatement(_connection, "SELECT json FROM configuration_versions ORDER BY id DESC LIMIT 1");
        return row.Step() ? row.Text(0) : null;
    });

    public AuditVerification VerifyAudit() => Ask(() => AuditChain.Verify(_connection));

    /// <summary>The newest audit entries, newest first.</summary>
    public IReadOnlyList<AuditEntry> RecentAudit(int countMax) => Ask(() =>
    {
        using var rows = new SqliteStatement(_connection, $"{AuditChain.Select} ORDER BY a.id DESC LIMIT ?1");
        rows.Bind(1, countMax);
        var entries = new List<AuditEntry>();
        while (rows.Step())
            entries.Add(AuditChain.Read(rows));
        return entries;
    });

    public IReadOnlyList<Loss> Losses() => Ask(() => LossLedger.Read(_connection));

    public long QuarantinedCount(string lane) => Ask(() =>
    {
        using var row = new SqliteStatement(_connection, "SELECT count(*) FROM quarantine WHERE lane = ?1");
        return row.Bind(1, lane).Scalar();
    });

    /// <summary>Reads with the gate held; for queries of the same folder.</summary>
    public T Ask<T>(Func<SqliteConnection, WindowQuery, T> query)
    {
        while (true)
        {
            var gate = _gate;
            lock (gate)
            {
                // The store may have moved to another file while this waited.
                if (gate == _gate)
                    return query(_connection, _windows);
            }
        }
    }

    /// <summary>The store goes on in another file; readers wait meanwhile.</summary>
    public void Move(Func<StoreDatabase> open)
    {
        lock (_gate)
        {
            var database = open();
            _connection = database.Reader;
            _windows = new WindowQuery(_connection);
            _gate = database.ReaderGate;
        }
    }

    public void Dispose()
    {
        if (_ownsConnection)
            _connection.Dispose();
    }

    private T Ask<T>(Func<T> query) => Ask((_, _) => query());

    private List<StoredWindow> SomeWindows(long startUtcNs, long afterId, int countMax)
    {
        using var rows = new SqliteStatement(_connection, $"""
            SELECT {WindowQuery.Columns} FROM windows w
            WHERE (w.start_utc_ns, w.id) > (?1, ?2) ORDER BY w.start_utc_ns, w.id LIMIT ?3
            """);
        rows.Bind(1, startUtcNs).Bind(2, afterId).Bind(3, countMax);
        var windows = new List<StoredWindow>(countMax);
        while (rows.Step())
            windows.Add(_windows.Read(rows, 0));
        return windows;
    }
}
