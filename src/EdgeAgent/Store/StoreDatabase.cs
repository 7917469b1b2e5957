using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// The open database: a connection for the one writer and one for the readers, with the settings on which durability and size rest.
/// In memory both are the same connection and share a gate, because SQLite's shared cache would let readers fail with "table is locked".
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    /// <summary>Up to this size every page is checked at start (about half a second on a slow card); a larger file is checked where it is read.</summary>
    private const long QuickCheckBytesMax = 32L * 1024 * 1024;

    /// <summary>Name in meta: numbers of alarms up to here are taken, even when no alarm of that number is known.</summary>
    public const string AlarmNumberFloor = "alarm-number-floor";

    private StoreDatabase(SqliteConnection writer, SqliteConnection reader, string? path, Lock writerGate)
    {
        Writer = writer;
        Reader = reader;
        Path = path;
        ReaderGate = ReferenceEquals(writer, reader) ? writerGate : new Lock();
    }

    public SqliteConnection Writer { get; }

    public SqliteConnection Reader { get; }

    public Lock ReaderGate { get; }

    /// <summary>Null in memory.</summary>
    public string? Path { get; }

    public bool IsNew { get; private set; }

    public long Epoch { get; private set; }

    /// <summary>Row of this boot in boots.</summary>
    public long Boot { get; private set; }

    /// <remarks>Salvage fills a new file from an old one, before this boot gets its row.</remarks>
    /// <exception cref="StoreDamagedException">The file is not a twin.db, is damaged, or is newer than this program.</exception>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    public static StoreDatabase OpenFile(
        string path, string gatewayId, TimeProvider time, Lock writerGate, Action<SqliteConnection>? salvage = null)
    {
        var writer = Connect(path, SqliteOpenMode.ReadWriteCreate);
        SqliteConnection? reader = null;
        try
        {
            var isNew = new FileInfo(path) is not { Exists: true, Length: > 0 };
            if (!isNew)
                CheckHeader(writer, path);
            Configure(writer);
            Migrate(writer, time);
            CheckContent(writer, path);
            salvage?.Invoke(writer);
            reader = Connect(path, SqliteOpenMode.ReadWrite);
            Execute(reader, "PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA cache_size = -1024;");
            var database = new StoreDatabase(writer, reader, path, writerGate) { IsNew = isNew };
            database.Identify(gatewayId, time);
            return database;
        }
        catch
        {
            reader?.Dispose();
            writer.Dispose();
            throw;
        }
    }

    public static StoreDatabase OpenMemory(string gatewayId, TimeProvider time, Lock writerGate)
    {
        var connection = Connect(":memory:", SqliteOpenMode.Memory);
        Configure(connection);
        Migrate(connection, time);
        SetMeta(connection, AlarmNumberFloor, AlarmNumbers.FloorOfTheMinute(time));
        var database = new StoreDatabase(connection, connection, null, writerGate) { IsNew = true };
        database.Identify(gatewayId, time);
        return database;
    }

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Reader.Dispose();
        if (!ReferenceEquals(Reader, Writer))
            Writer.Dispose();
    }

    /// <summary>
    /// FULL: a commit that returned is on the card. Checkpoints are the store's own, so that it can count what they write and keep the log within the cap.
    /// </summary>
    private static void Configure(SqliteConnection connection) => Execute(connection, """
        PRAGMA busy_timeout = 1000;
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -2048;
        PRAGMA trusted_schema = OFF;
        """);

    private static void CheckHeader(SqliteConnection connection, string path)
    {
        var (applicationId, version) = Guarded(path, () => (Number(connection, "PRAGMA application_id"), Number(connection, "PRAGMA user_version")));
        if (applicationId != StoreSchema.ApplicationId && Number(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new StoreDamagedException($"{path} is a database of another program");
        if (version > StoreSchema.Version)
            throw new StoreDamagedException($"{path} was written by a newer version of edgetwin (schema {version}; this one knows {StoreSchema.Version})");
    }

    private static void CheckContent(SqliteConnection connection, string path)
    {
        if (new FileInfo(path).Length > QuickCheckBytesMax)
            return;
        using var check = Guarded(path, () => new SqliteStatement(connection, "PRAGMA quick_check(1)"));
        var result = Guarded(path, () => check.Step() ? check.Text(0) : "no answer");
        if (result != "ok")
            throw new StoreDamagedException($"{path} is damaged: {result}");
    }

    private static void Migrate(SqliteConnection connection, TimeProvider time)
    {
        var version = (int)Number(connection, "PRAGMA user_version");
        for (var next = version + 1; next <= StoreSchema.Version; next++)
        {
            Execute(connection, $"""
                BEGIN IMMEDIATE;
                {StoreSchema.Migrations[next - 1]}
                INSERT INTO migrations (version, utc_ns, software) VALUES ({next}, {RecordStamp.UtcNow(time)}, '{StationIdentity.SoftwareVersion}');
                PRAGMA application_id = {StoreSchema.ApplicationId};
                PRAGMA user_version = {next};
                COMMIT;
                """);
        }
    }

    private void Identify(string gatewayId, TimeProvider time)
    {
        using (var known = new SqliteStatement(Writer, "SELECT value FROM meta WHERE name = 'epoch'"))
            Epoch = known.Step() ? long.Parse(known.Text(0), CultureInfo.InvariantCulture) : NewEpoch(time);
        Execute(Writer, "BEGIN IMMEDIATE");
        SetMeta(Writer, "epoch", Epoch);
        SetMeta(Writer, "gateway", gatewayId);
        using (var insert = new SqliteStatement(Writer, "INSERT OR IGNORE INTO boots (boot_id, first_utc_ns, software) VALUES (?1, ?2, ?3)"))
            insert.Bind(1, StationIdentity.BootId).Bind(2, RecordStamp.UtcNow(time)).Bind(3, StationIdentity.SoftwareVersion).Run();
        using (var find = new SqliteStatement(Writer, "SELECT id FROM boots WHERE boot_id = ?1"))
            Boot = find.Bind(1, StationIdentity.BootId).Scalar();
        Execute(Writer, "COMMIT");
    }

    /// <summary>
    /// Seconds of the wall clock, then 20 random bits: later stores sort later where the clock is right, and no two are ever equal where it is not.
    /// Stays below 2^53, which every JSON reader can hold.
    /// </summary>
    private static long NewEpoch(TimeProvider time) =>
        (Math.Clamp(time.GetUtcNow().ToUnixTimeSeconds(), 0, uint.MaxValue) << 20) | (long)RandomNumberGenerator.GetInt32(1, 1 << 20);

    public static void SetMeta(SqliteConnection connection, string name, long value) =>
        SetMeta(connection, name, value.ToString(CultureInfo.InvariantCulture));

    private static void SetMeta(SqliteConnection connection, string name, string value)
    {
        using var set = new SqliteStatement(connection, """
            INSERT INTO meta (name, value) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
            """);
        set.Bind(1, name).Bind(2, value).Run();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Scalar();
    }

    /// <summary>SQLite reports damage with these two codes; whoever opens the store then sets the file aside.</summary>
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error) when (IsDamage(error))
        {
            throw new StoreDamagedException($"{path} is damaged: {error.Message}");
        }
    }

    public static bool IsDamage(SqliteException error) =>
        error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;
}
