using System.Runtime.InteropServices;
using EdgeTwin.EdgeAgent.Features;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Reads windows back. Keeps the definitions of each configuration once. Guarded by the gate of its connection.</summary>
internal sealed class WindowQuery(SqliteConnection connection)
{
    /// <summary>The columns that <see cref="Read"/> expects, from windows w.</summary>
    public const string Columns = """
        w.id, w.start_utc_ns, w.end_utc_ns, (SELECT boot_id FROM boots WHERE id = w.boot), w.monotonic_ns, w.clock_source, w.uncertainty_ns,
        w.definitions, w.temperature_c, w.excitation_mps2, w.float64s, w.completeness, w.faults,
        (SELECT sha256 FROM models WHERE id = w.model), w.score, w.score_index
        """;

    private readonly SqliteConnection _connection = connection;
    private readonly Dictionary<long, IReadOnlyList<FeatureDefinition>> _definitions = [];

    /// <param name="row">A statement that stands on a row.</param>
    /// <param name="first">Column at which <see cref="Columns"/> begin.</param>
    public StoredWindow Read(SqliteStatement row, int first)
    {
        var values = MemoryMarshal.Cast<byte, double>(row.Blob(first + 10)).ToArray();
        return new StoredWindow
        {
            Id = row.Long(first),
            StartUtcNs = row.Long(first + 1),
            EndUtcNs = row.Long(first + 2),
            BootId = row.TextOrNull(first + 3) ?? "",
            EndMonotonicNs = row.Long(first + 4),
            ClockQuality = RecordStamp.Quality(row.Long(first + 5), row.LongOrNull(first + 6)),
            Definitions = Definitions(row.Long(first + 7)),
            TemperatureC = row.Double(first + 8),
            ExcitationMps2 = row.Double(first + 9),
            Values = values,
            Completeness = Completeness(row.Blob(first + 11), values.Length),
            Faults = row.IsNull(first + 12) ? [] : FeaturesPayload.ReadFaults(row.Blob(first + 12)),
            ModelHash = row.TextOrNull(first + 13),
            Score = row.Double(first + 14),
            ScoreIndex = row.Double(first + 15),
        };
    }

    /// <summary>The position of a feature in each set of definitions that has it.</summary>
    public IReadOnlyList<(long Set, int Index)> Positions(string featureId)
    {
        var positions = new List<(long, int)>();
        using var sets = new SqliteStatement(_connection, "SELECT id FROM definition_sets");
        var ids = new List<long>();
        while (sets.Step())
            ids.Add(sets.Long(0));
        foreach (var id in ids)
        {
            if (Definitions(id).FirstOrDefault(definition => definition.Id == featureId) is { } found)
                positions.Add((id, found.Index));
        }

        return positions;
    }

    private static float[] Completeness(ReadOnlySpan<byte> codes, int count)
    {
        var completeness = new float[count];
        if (codes.Length != count)
        {
            Array.Fill(completeness, 1f);
            return completeness;
        }

        for (var i = 0; i < count; i++)
            completeness[i] = CompletenessCode.Decode(codes[i]);
        return completeness;
    }

    private IReadOnlyList<FeatureDefinition> Definitions(long set)
    {
        if (_definitions.TryGetValue(set, out var known))
            return known;
        using var find = new SqliteStatement(_connection, "SELECT json FROM definition_sets WHERE id = ?1");
        find.Bind(1, set).Step();
        var definitions = DefinitionSets.Read(find.Text(0));
        _definitions.Add(set, definitions);
        return definitions;
    }
}
