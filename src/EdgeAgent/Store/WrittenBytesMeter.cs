using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Counts what the store writes to the card: pages into the write-ahead log (each with its 24-byte header) and, at checkpoints, pages into the file.
/// Also decides when a checkpoint is due: rarely, because a page that changed a hundred times since then is written back once.
/// Guarded by the store's gate.
/// </summary>
internal sealed class WrittenBytesMeter(StoreDatabase database, long logBytesMax)
{
    public const int PageBytes = 4096;
    private const int FrameBytes = PageBytes + 24;

    private readonly long _logPagesMax = logBytesMax / FrameBytes;
    private long _pagesSinceCheckpoint;

    public long Bytes { get; private set; }

    public void AfterCommit()
    {
        if (database.Path is null)
            return;
        raw.sqlite3_db_status(database.Writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        Bytes += (long)pages * FrameBytes;
        _pagesSinceCheckpoint += pages;
        if (_pagesSinceCheckpoint >= _logPagesMax / 2)
            Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
    }

    public void Checkpoint(int mode)
    {
        if (database.Path is null)
            return;
        var result = raw.sqlite3_wal_checkpoint_v2(database.Writer.Handle, "main", mode, out _, out var written);
        if (result is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            SqliteException.ThrowExceptionForRC(result, database.Writer.Handle);
        Bytes += (long)Math.Max(0, written) * PageBytes;
        _pagesSinceCheckpoint = 0;
    }
}
