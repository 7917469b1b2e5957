using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Rows that are written a few times in a station's life, without a record for the lanes.</summary>
internal static class StoreInserts
{
    /// <summary>Entries put aside that are kept; the oldest goes when there are more.</summary>
    private const int QuarantinedMax = 10_000;

    public static void Configuration(StoreDatabase database, string json, string actor, RecordStamp stamp)
    {
        using var insert = new SqliteStatement(database.Writer, """
            INSERT INTO configuration_versions (boot, monotonic_ns, utc_ns, clock_source, uncertainty_ns, actor, sha256, json)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
        stamp.Bind(insert, 1, database.Boot);
        insert.Bind(6, actor).BindBlob(7, DefinitionSets.Hash(json)).Bind(8, json).Run();
    }

    public static void Quarantine(StoreDatabase database, string lane, OutboxEntry entry, string reason, RecordStamp stamp)
    {
        using var insert = new SqliteStatement(database.Writer, """
            INSERT INTO quarantine (boot, monotonic_ns, utc_ns, clock_source, uncertainty_ns, lane, sequence, type, about_utc_ns, reason, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        stamp.Bind(insert, 1, database.Boot);
        var row = insert.Bind(6, lane).Bind(7, entry.Sequence).Bind(8, (long)entry.Type).Bind(9, entry.UtcNs)
            .Bind(10, reason).BindBlob(11, entry.Payload.Span).Insert();
        using var trim = new SqliteStatement(database.Writer, "DELETE FROM quarantine WHERE id <= ?1");
        trim.Bind(1, row - QuarantinedMax).Run();
    }
}
