using System.Text;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// The one writer: puts a batch into one transaction and numbers its records there. A transaction that fails leaves nothing behind, neither in
/// the file nor here. Guarded by the store's gate.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private readonly StoreDatabase _database;
    private readonly WindowWriter _windows;
    private readonly AlarmWriter _alarms;
    private readonly AuditWriter _audit;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _section;

    public StoreWriter(StoreDatabase database)
    {
        var connection = database.Writer;
        _database = database;
        _windows = new WindowWriter(connection, database.Boot);
        _alarms = new AlarmWriter(connection, database.Boot);
        _audit = new AuditWriter(connection, database.Boot);
        Outbox = new OutboxWriter(connection);
        Losses = new LossLedger(connection, database.Boot);
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(connection, "COMMIT");
        _section = new SqliteStatement(connection, "INSERT OR REPLACE INTO sections (name, version, utc_ns, json) VALUES (?1, ?2, ?3, ?4)");
    }

    public OutboxWriter Outbox { get; }

    public LossLedger Losses { get; }

    public string AuditHeadHash => _audit.HeadHash;

    /// <summary>Runs <paramref name="write"/> in a transaction; all of it is on the card when this returns, or none.</summary>
    /// <exception cref="SqliteException">Nothing was written.</exception>
    public void InTransaction<TState>(TState state, Action<StoreWriter, TState> write)
    {
        _begin.Run();
        try
        {
            write(this, state);
            _commit.Run();
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Write(PendingBatch batch)
    {
        foreach (var record in batch.Order)
            Write(batch, record);
        foreach (var (name, section) in batch.Sections)
            _section.Bind(1, name).Bind(2, section.Version).Bind(3, section.UtcNs).BindText(4, section.Json.Span).Run();
    }

    public void Write(Loss loss, in RecordStamp stamp) =>
        Outbox.Append(RecordType.Loss, stamp.UtcNs, Losses.Append(loss, stamp));

    public void Dispose()
    {
        _windows.Dispose();
        _alarms.Dispose();
        _audit.Dispose();
        Outbox.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _section.Dispose();
    }

    private void Write(PendingBatch batch, PendingRecord record)
    {
        switch (record.Kind)
        {
            case PendingKind.Window:
                var window = batch.Window(record.Index);
                Outbox.AppendWindow(_windows.Insert(batch, window), window.StartUtcNs);
                break;
            case PendingKind.Alarm:
                var alarm = batch.Alarm(record.Index);
                _alarms.Insert(alarm);
                Outbox.Append(RecordType.Alarm, alarm.Change.UtcNs, AlarmPayload.Write(alarm.Change));
                break;
            case PendingKind.Audit:
                var audit = batch.Audit(record.Index);
                Outbox.Append(RecordType.Audit, audit.Stamp.UtcNs, _audit.Append(audit));
                break;
            case PendingKind.Health:
                var health = batch.Health(record.Index);
                Outbox.Append(RecordType.Health, health.UtcNs, Encoding.UTF8.GetBytes(health.Json));
                break;
            case PendingKind.Other:
                batch.Other(record.Index)(_database);
                break;
        }
    }

    private void Rollback()
    {
        // After some failures SQLite has rolled back by itself, and says so by being in autocommit mode again.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_database.Writer.Handle) == 0)
            StoreDatabase.Execute(_database.Writer, "ROLLBACK");
        _windows.Forget();
        _audit.Reload();
        Outbox.Reload();
    }
}
