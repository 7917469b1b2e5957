using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>One entry of the audit chain.</summary>
internal sealed record AuditEntry(
    long Id, string BootId, RecordStamp Stamp, string Action, string Actor, string DetailsJson, byte[] Previous, byte[] Hash);

/// <summary>What checking the chain found.</summary>
/// <param name="Intact">Every entry follows from the one before.</param>
/// <param name="Entries">Entries that were checked.</param>
/// <param name="HeadHash">Hash of the last entry, lower-case hex; compare it with the one that was reported upstream.</param>
/// <param name="FirstBroken">The first entry that does not fit; null when all do.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record AuditVerification(bool Intact, long Entries, string HeadHash, long? FirstBroken, string Message);

/// <summary>
/// Entries that are only ever appended, each with the SHA-256 of the one before: what was changed on this station, by whom and when, cannot be
/// altered afterwards without the chain showing it. The hash covers the previous hash (32 bytes; zeros before the first entry) and then, each
/// preceded by its length in bytes as decimal digits and a colon: id, boot id, monotonic ns, UTC ns, clock source as number, uncertainty ns
/// (empty when unknown), action, actor, details.
/// </summary>
internal static class AuditChain
{
    public const int HashBytes = 32;

    public static byte[] Hash(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.Previous);
        Add(hash, entry.Id);
        Add(hash, entry.BootId);
        Add(hash, entry.Stamp.MonotonicNs);
        Add(hash, entry.Stamp.UtcNs);
        Add(hash, (long)entry.Stamp.ClockQuality.Source);
        Add(hash, RecordStamp.Uncertainty(entry.Stamp.ClockQuality)?.ToString(CultureInfo.InvariantCulture) ?? "");
        Add(hash, entry.Action);
        Add(hash, entry.Actor);
        Add(hash, entry.DetailsJson);
        return hash.GetHashAndReset();
    }

    public static AuditVerification Verify(SqliteConnection connection)
    {
        var previous = new byte[HashBytes];
        var expectedId = 1L;
        using var rows = new SqliteStatement(connection, $"{Select} ORDER BY a.id");
        while (rows.Step())
        {
            var entry = Read(rows);
            if (entry.Id != expectedId || !entry.Previous.AsSpan().SequenceEqual(previous) || !Hash(entry).AsSpan().SequenceEqual(entry.Hash))
            {
                return new AuditVerification(
                    false, expectedId, Convert.ToHexStringLower(previous), expectedId,
                    $"The audit chain is broken at entry {expectedId}: it, or an entry before it, was altered or removed.");
            }

            previous = entry.Hash;
            expectedId++;
        }

        var head = Convert.ToHexStringLower(previous);
        return new AuditVerification(true, expectedId - 1, head, null, $"{expectedId - 1} audit entries are intact; the last one has the hash {head}.");
    }

    public const string Select = """
        SELECT a.id, (SELECT boot_id FROM boots WHERE id = a.boot), a.monotonic_ns, a.utc_ns, a.clock_source, a.uncertainty_ns,
            a.action, a.actor, a.details, a.previous, a.hash FROM audit a
        """;

    public static AuditEntry Read(SqliteStatement row) => new(
        row.Long(0),
        row.TextOrNull(1) ?? "",
        new RecordStamp(row.Long(2), row.Long(3), RecordStamp.Quality(row.Long(4), row.LongOrNull(5))),
        row.Text(6),
        row.Text(7),
        row.Text(8),
        row.Blob(9).ToArray(),
        row.Blob(10).ToArray());

    private static void Add(IncrementalHash hash, long value) => Add(hash, value.ToString(CultureInfo.InvariantCulture));

    private static void Add(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
        hash.AppendData(bytes);
    }
}
