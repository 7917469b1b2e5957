using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>The store's work on one database, from opening it to closing it or leaving it behind. Guarded by the store's gate.</summary>
internal sealed class StoreSession : IDisposable
{
    /// <summary>Rows that every lane is done with before they are removed in one go.</summary>
    private const int RemovalBatch = 64;

    /// <summary>A store in memory must leave room for the rest of the agent.</summary>
    private const long MemoryBytesMax = 32L * 1024 * 1024;

    private readonly StoreWriter _writer;
    private readonly StoreCap _cap;
    private readonly WrittenBytesMeter _meter;
    private long _removedUpTo;

    public StoreSession(StoreDatabase database, StoreConfiguration options)
    {
        Database = database;
        var configuredBytes = options.MaximumMegabytes * 1024L * 1024;
        MaximumBytes = database.Path is null ? Math.Min(configuredBytes, MemoryBytesMax) : configuredBytes;
        _writer = new StoreWriter(database);
        _cap = new StoreCap(database, MaximumBytes);
        _meter = new WrittenBytesMeter(database, _cap.LogBytesMax);
        Lanes.Load(_writer.Outbox.Lanes());
        _removedUpTo = LowestSequence() - 1;
    }

    public StoreDatabase Database { get; }

    public LanePositions Lanes { get; } = new();

    public long MaximumBytes { get; }

    public long Head => _writer.Outbox.Head;

    public string AuditHeadHash => _writer.AuditHeadHash;

    public bool IsExhausted => _cap.IsExhausted;

    public long BytesWritten => _meter.Bytes;

    /// <summary>Records that some lane is not done with.</summary>
    public long Backlog => Head - Lanes.Minimum;

    public long FileBytes => Database.Path is { } path ? Length(path) + Length(path + "-wal") : 0;

    public void Commit(PendingBatch batch)
    {
        var removeUpTo = Removable - _removedUpTo >= RemovalBatch ? Removable : _removedUpTo;
        _writer.InTransaction((this, batch, removeUpTo), static (writer, state) =>
        {
            writer.Write(state.batch);
            state.Item1.SaveLanes(state.removeUpTo);
        });
        Lanes.Saved();
        _removedUpTo = removeUpTo;
        _meter.AfterCommit();
    }

    /// <summary>Makes room when the cap is near; returns how many records were given up.</summary>
    public long Shed(RecordStamp stamp) => _cap.IsNear ? _cap.Shed(_writer, _meter, stamp) : 0;

    public void Write(Loss loss, RecordStamp stamp) =>
        _writer.InTransaction((loss, stamp), static (writer, state) => writer.Write(state.loss, state.stamp));

    /// <summary>A new lane begins at the oldest record that is still here; lanes that are not named hold nothing back any more.</summary>
    public void RegisterLanes(IReadOnlyCollection<string> names)
    {
        foreach (var old in Lanes.All.Keys.Except(names).ToArray())
        {
            Lanes.Remove(old);
            _writer.Outbox.RemoveLane(old);
        }

        foreach (var name in names)
            EnsureLane(name);
    }

    public string EnsureLane(string name)
    {
        if (!Lanes.Knows(name))
            Lanes.Add(name, LowestSequence() - 1);
        return name;
    }

    /// <summary>Leaves one file without a log behind, so that it can be copied off the station as it is.</summary>
    public void Close()
    {
        _meter.Checkpoint(SQLitePCL.raw.SQLITE_CHECKPOINT_TRUNCATE);
        Dispose();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _cap.Dispose();
        Database.Dispose();
    }

    private long Removable => Math.Min(Lanes.Minimum, Head - 1);

    private void SaveLanes(long removeUpTo)
    {
        if (Lanes.IsDirty)
        {
            foreach (var (lane, position) in Lanes.All)
                _writer.Outbox.SavePosition(lane, position);
        }

        if (removeUpTo > _removedUpTo)
            _writer.Outbox.RemoveUpTo(removeUpTo);
    }

    private long LowestSequence()
    {
        using var lowest = new SqliteStatement(Database.Writer, "SELECT min(sequence) FROM outbox");
        return lowest.Scalar(none: 1);
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
