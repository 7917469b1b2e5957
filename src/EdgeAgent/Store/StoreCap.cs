using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Keeps the file within its cap. What is given up, in this order: windows that every lane has delivered, oldest first;
/// then records that no consumer has got yet, features and health, oldest first. Alarms, audit and configuration are never given up.
/// Everything given up is named in the loss ledger. Guarded by the store's gate.
/// </summary>
internal sealed class StoreCap : IDisposable
{
    /// <summary>Records in one transaction of shedding, so that the write-ahead log stays small.</summary>
    private const int RecordsPerRound = 256;

    private const int RoundsMax = 200;

    private readonly StoreDatabase _database;
    private readonly SqliteStatement _pageCount;
    private readonly SqliteStatement _freeCount;
    private readonly long _pagesMax;

    public StoreCap(StoreDatabase database, long maximumBytes)
    {
        _database = database;
        LogBytesMax = Math.Clamp(maximumBytes / 8, 256 * 1024, 8L * 1024 * 1024);
        _pagesMax = (maximumBytes - LogBytesMax) / WrittenBytesMeter.PageBytes;
        _pageCount = new SqliteStatement(database.Writer, "PRAGMA page_count");
        _freeCount = new SqliteStatement(database.Writer, "PRAGMA freelist_count");
        StoreDatabase.Execute(database.Writer, $"PRAGMA max_page_count = {_pagesMax}; PRAGMA journal_size_limit = {LogBytesMax}");
    }

    public long LogBytesMax { get; }

    /// <summary>Nothing is left that may be given up; windows are refused until there is room.</summary>
    public bool IsExhausted { get; private set; }

    public bool IsNear => UsedPages > _pagesMax * 95 / 100;

    private long UsedPages => _pageCount.Scalar() - _freeCount.Scalar();

    /// <summary>Makes room until a tenth is free; returns how many records were given up.</summary>
    public long Shed(StoreWriter writer, WrittenBytesMeter meter, RecordStamp stamp)
    {
        var records = 0L;
        IsExhausted = false;
        for (var round = 0; round < RoundsMax && UsedPages > _pagesMax * 90 / 100; round++)
        {
            var loss = DeliveredWindows() ?? UndeliveredRecords();
            if (loss is null)
            {
                IsExhausted = IsNear;
                break;
            }

            writer.InTransaction((this, loss, stamp), static (writer, state) => state.Item1.Remove(writer, state.loss, state.stamp));
            records += loss.Records;
            meter.AfterCommit();
        }

        if (_pageCount.Scalar() > _pagesMax)
            StoreDatabase.Execute(_database.Writer, $"PRAGMA incremental_vacuum({_freeCount.Scalar()})");
        return records;
    }

    public void Dispose()
    {
        _pageCount.Dispose();
        _freeCount.Dispose();
    }

    private Loss? DeliveredWindows()
    {
        using var rows = new SqliteStatement(_database.Writer, """
            SELECT id, id, start_utc_ns, end_utc_ns FROM windows w
            WHERE id < coalesce((SELECT o.window FROM outbox o WHERE o.window IS NOT NULL ORDER BY o.sequence LIMIT 1), 9223372036854775807)
              AND id < (SELECT max(id) FROM windows)
            ORDER BY id LIMIT ?1
            """);
        return Collect(rows, "history", "The store is full; these windows were delivered and are no longer kept on the station.");
    }

    private Loss? UndeliveredRecords()
    {
        using var rows = new SqliteStatement(_database.Writer, """
            SELECT sequence, sequence, utc_ns, utc_ns FROM outbox
            WHERE type IN (?2, ?3) AND sequence < (SELECT max(sequence) FROM outbox) ORDER BY sequence LIMIT ?1
            """);
        rows.Bind(2, (long)RecordType.Features).Bind(3, (long)RecordType.Health);
        return Collect(rows, "outbox", "The store is full; these records were never delivered and are gone.");
    }

    private Loss? Collect(SqliteStatement rows, string what, string reason)
    {
        var runs = new List<LossRun>();
        rows.Bind(1, RecordsPerRound);
        while (rows.Step())
        {
            var (id, from, to) = (rows.Long(0), rows.Long(2), rows.Long(3));
            if (runs.Count > 0 && runs[^1] is { } last && last.Last == id - 1)
                runs[^1] = last with { Last = id, Records = last.Records + 1, FromUtcNs = Math.Min(last.FromUtcNs!.Value, from), ToUtcNs = Math.Max(last.ToUtcNs!.Value, to) };
            else
                runs.Add(new LossRun(id, id, 1, from, to));
        }

        return runs.Count == 0 ? null : new Loss(what, reason, _database.Epoch, runs);
    }

    private void Remove(StoreWriter writer, Loss loss, RecordStamp stamp)
    {
        foreach (var run in loss.Runs)
        {
            if (loss.What == "outbox")
            {
                Delete("DELETE FROM windows WHERE id IN (SELECT window FROM outbox WHERE sequence BETWEEN ?1 AND ?2)", run);
                Delete("DELETE FROM outbox WHERE sequence BETWEEN ?1 AND ?2", run);
            }
            else
            {
                Delete("DELETE FROM windows WHERE id BETWEEN ?1 AND ?2", run);
            }
        }

        writer.Write(loss, stamp);
    }

    private void Delete(string sql, LossRun run)
    {
        using var statement = new SqliteStatement(_database.Writer, sql);
        statement.Bind(1, run.First).Bind(2, run.Last).Run();
    }
}
