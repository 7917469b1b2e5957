using System.Buffers;
using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// The lanes' side of the outbox. Reads on the readers' connection; positions and quarantine go through the store's one writer. Summaries are
/// rendered when they are read. A cursor above the head can only come from a store that was replaced: it ends the lane's session, and the next one
/// begins with the new epoch.
/// </summary>
internal sealed class StoreOutbox(TwinStore store) : IOutbox
{
    private readonly ArrayBufferWriter<byte> _scratch = new(16 * 1024);
    private readonly Lock _wake = new();
    private TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Epoch => store.Epoch;

    public long HeadSequence => store.HeadSequence;

    public IReadOnlyList<OutboxEntry> Read(long afterSequence, int countMax, int bytesMax)
    {
        RefuseStrangeCursor(afterSequence);
        try
        {
            return store.Reader.Ask((connection, windows) => Read(connection, windows, afterSequence, countMax, bytesMax));
        }
        catch (SqliteException error)
        {
            store.RecoverFrom(error);
            return [];
        }
    }

    public long Position(string lane) => store.LanePosition(lane);

    public void Advance(string lane, long upToSequence) => store.AdvanceLane(lane, upToSequence);

    public void Quarantine(string lane, OutboxEntry entry, string reason) => store.Quarantine(lane, entry, reason);

    public async Task WaitForMoreAsync(long sequence, CancellationToken cancellationToken)
    {
        var epoch = Epoch;
        RefuseStrangeCursor(sequence);
        while (true)
        {
            Task committed;
            lock (_wake)
                committed = _committed.Task;
            if (Epoch != epoch)
                throw Replaced();
            if (HeadSequence > sequence)
                return;
            await committed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Called after every commit, and when the store goes on in another file.</summary>
    public void WakeWaiters()
    {
        TaskCompletionSource waiting;
        lock (_wake)
        {
            waiting = _committed;
            _committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    private static SyncException Replaced() =>
        new("read the outbox", "", "The store was replaced and numbers its records anew under another epoch; the lane begins again with it.", mayPass: true);

    private void RefuseStrangeCursor(long sequence)
    {
        if (sequence > HeadSequence)
            throw Replaced();
    }

    private List<OutboxEntry> Read(SqliteConnection connection, WindowQuery windows, long afterSequence, int countMax, int bytesMax)
    {
        using var rows = new SqliteStatement(connection, $"""
            SELECT o.sequence, o.type, o.utc_ns, o.payload, {WindowQuery.Columns}
            FROM outbox o LEFT JOIN windows w ON w.id = o.window
            WHERE o.sequence > ?1 AND o.sequence <= ?2 ORDER BY o.sequence LIMIT ?3
            """);
        rows.Bind(1, afterSequence).Bind(2, HeadSequence).Bind(3, countMax);
        var entries = new List<OutboxEntry>();
        var bytes = 0L;
        while (rows.Step())
        {
            var payload = rows.IsNull(3) ? FeaturesPayload.Write(windows.Read(rows, 4), _scratch) : rows.Blob(3).ToArray();
            bytes += payload.Length;
            if (bytes > bytesMax && entries.Count > 0)
                break;
            entries.Add(new OutboxEntry(store.Epoch, rows.Long(0), (RecordType)rows.Long(1), rows.Long(2), payload));
        }

        return entries;
    }
}
