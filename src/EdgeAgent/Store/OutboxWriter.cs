using EdgeTwin.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Numbers the records, one after the other, inside the transaction that keeps what they tell of. The newest row is never removed, so that
/// the head survives without a counter of its own. Guarded by the store's gate.
/// </summary>
internal sealed class OutboxWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;

    public OutboxWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteStatement(connection, "INSERT INTO outbox (sequence, type, utc_ns, window, payload) VALUES (?1, ?2, ?3, ?4, ?5)");
        Reload();
    }

    /// <summary>The last number given, committed or not.</summary>
    public long Head { get; private set; }

    public void AppendWindow(long window, long utcNs)
    {
        Bind(RecordType.Features, utcNs).Bind(4, window).BindNull(5).Run();
        Head++;
    }

    public void Append(RecordType type, long utcNs, ReadOnlySpan<byte> payload)
    {
        Bind(type, utcNs).BindNull(4).BindBlob(5, payload).Run();
        Head++;
    }

    /// <summary>Takes the head from the file again, after a rollback.</summary>
    public void Reload()
    {
        using var head = new SqliteStatement(_connection, "SELECT max(sequence) FROM outbox");
        Head = head.Scalar();
    }

    /// <summary>Saves where a lane stands; a position never goes back.</summary>
    public void SavePosition(string lane, long position)
    {
        using var save = new SqliteStatement(_connection, """
            INSERT INTO lanes (name, position) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET position = max(position, excluded.position)
            """);
        save.Bind(1, lane).Bind(2, position).Run();
    }

    public void RemoveLane(string lane)
    {
        using var remove = new SqliteStatement(_connection, "DELETE FROM lanes WHERE name = ?1");
        remove.Bind(1, lane).Run();
    }

    /// <summary>Removes what every lane is done with, but never the newest row.</summary>
    public int RemoveUpTo(long sequence)
    {
        using var remove = new SqliteStatement(_connection, "DELETE FROM outbox WHERE sequence <= ?1");
        return remove.Bind(1, Math.Min(sequence, Head - 1)).Run();
    }

    public Dictionary<string, long> Lanes()
    {
        var lanes = new Dictionary<string, long>(StringComparer.Ordinal);
        using var rows = new SqliteStatement(_connection, "SELECT name, position FROM lanes");
        while (rows.Step())
            lanes.Add(rows.Text(0), rows.Long(1));
        return lanes;
    }

    public void Dispose() => _insert.Dispose();

    private SqliteStatement Bind(RecordType type, long utcNs) => _insert.Bind(1, Head + 1).Bind(2, (long)type).Bind(3, utcNs);
}
