using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Appends to the audit chain. Guarded by the store's gate.</summary>
internal sealed class AuditWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly long _boot;
    private long _lastId;
    private byte[] _head = new byte[AuditChain.HashBytes];

    public AuditWriter(SqliteConnection connection, long boot)
    {
        _connection = connection;
        _boot = boot;
        _insert = new SqliteStatement(connection, """
            INSERT INTO audit (id, boot, monotonic_ns, utc_ns, clock_source, uncertainty_ns, action, actor, details, previous, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        Reload();
    }

    public string HeadHash => Convert.ToHexStringLower(_head);

    /// <summary>Appends and returns the payload of its outbox record.</summary>
    public byte[] Append(in PendingAudit pending)
    {
        var entry = new AuditEntry(_lastId + 1, StationIdentity.BootId, pending.Stamp, pending.Action, pending.Actor, pending.DetailsJson, _head, []);
        entry = entry with { Hash = AuditChain.Hash(entry) };
        pending.Stamp.Bind(_insert.Bind(1, entry.Id), 2, _boot);
        _insert.Bind(7, entry.Action).Bind(8, entry.Actor).Bind(9, entry.DetailsJson)
            .BindBlob(10, entry.Previous).BindBlob(11, entry.Hash).Run();
        _lastId = entry.Id;
        _head = entry.Hash;
        return Payload(entry);
    }

    /// <summary>Takes the end of the chain from the file again, after a rollback.</summary>
    public void Reload()
    {
        using var last = new SqliteStatement(_connection, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
        var found = last.Step();
        _lastId = found ? last.Long(0) : 0;
        _head = found ? last.Blob(1).ToArray() : new byte[AuditChain.HashBytes];
    }

    public void Dispose() => _insert.Dispose();

    private static byte[] Payload(AuditEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("id", entry.Id);
            json.WriteString("action", entry.Action);
            json.WriteString("actor", entry.Actor);
            json.WriteTime("at", entry.Stamp.UtcNs);
            json.WritePropertyName("details");
            json.WriteRawValue(entry.DetailsJson);
            json.WriteString("previous", Convert.ToHexStringLower(entry.Previous));
            json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
