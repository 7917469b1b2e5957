using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Records that are gone: from one place, for one reason, in runs of consecutive numbers.</summary>
/// <param name="What"><c>outbox</c>: records that no consumer will ever get, numbered by sequence. <c>history</c>: windows that were delivered and are no longer kept here, numbered by window. <c>window</c>: windows that could not be kept at all, without numbers.</param>
/// <param name="Reason">For a person.</param>
/// <param name="Epoch">Epoch of the numbers.</param>
/// <param name="Runs">First and last number of each run, with its records and the times they are about.</param>
internal sealed record Loss(string What, string Reason, long Epoch, IReadOnlyList<LossRun> Runs)
{
    public long Records => Runs.Sum(run => run.Records);
}

internal readonly record struct LossRun(long? First, long? Last, long Records, long? FromUtcNs, long? ToUtcNs);

/// <summary>Writes losses down: a row per run, and one record for the consumers. Guarded by the store's gate.</summary>
internal sealed class LossLedger(SqliteConnection connection, long boot)
{
    /// <summary>Inserts the rows and returns the payload of the outbox record.</summary>
    public byte[] Append(Loss loss, in RecordStamp stamp)
    {
        using var insert = new SqliteStatement(connection, """
            INSERT INTO losses (boot, monotonic_ns, utc_ns, clock_source, uncertainty_ns, epoch, what, reason, first_id, last_id, records, from_utc_ns, to_utc_ns)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
        foreach (var run in loss.Runs)
        {
            stamp.Bind(insert, 1, boot);
            insert.Bind(6, loss.Epoch).Bind(7, loss.What).Bind(8, loss.Reason)
                .Bind(9, run.First).Bind(10, run.Last).Bind(11, run.Records).Bind(12, run.FromUtcNs).Bind(13, run.ToUtcNs).Run();
        }

        return Payload(loss);
    }

    public static IReadOnlyList<Loss> Read(SqliteConnection connection)
    {
        using var rows = new SqliteStatement(connection, """
            SELECT what, reason, epoch, first_id, last_id, records, from_utc_ns, to_utc_ns FROM losses ORDER BY id
            """);
        var losses = new List<Loss>();
        while (rows.Step())
        {
            var run = new LossRun(rows.LongOrNull(3), rows.LongOrNull(4), rows.Long(5), rows.LongOrNull(6), rows.LongOrNull(7));
            losses.Add(new Loss(rows.Text(0), rows.Text(1), rows.Long(2), [run]));
        }

        return losses;
    }

    private static byte[] Payload(Loss loss)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("what", loss.What);
            json.WriteString("reason", loss.Reason);
            if (loss.Epoch > 0)
                json.WriteNumber("epoch", loss.Epoch);
            json.WriteNumber("records", loss.Records);
            if (loss.Runs.Min(run => run.FromUtcNs) is { } from)
                json.WriteTime("from", from);
            if (loss.Runs.Max(run => run.ToUtcNs) is { } to)
                json.WriteTime("to", to);
            WriteRanges(json, loss);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRanges(Utf8JsonWriter json, Loss loss)
    {
        json.WriteStartArray("ranges");
        foreach (var run in loss.Runs)
        {
            if (run is not { First: { } first, Last: { } last })
                continue;
            json.WriteStartArray();
            json.WriteNumberValue(first);
            json.WriteNumberValue(last);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
