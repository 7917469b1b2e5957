using Microsoft.Data.Sqlite;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Inserts windows: one row each, with the values as one blob. Guarded by the store's gate.</summary>
internal sealed class WindowWriter(SqliteConnection connection, long boot) : IDisposable
{
    private readonly SqliteConnection _connection = connection;
    private readonly SqliteStatement _insert = new(connection, """
        INSERT INTO windows (start_utc_ns, end_utc_ns, boot, monotonic_ns, clock_source, uncertainty_ns, definitions,
            temperature_c, excitation_mps2, float64s, completeness, faults, model, score, score_index)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """);

    private IReadOnlyList<FeatureDefinition>? _definitions;
    private long _definitionsId;
    private string? _modelHash;
    private long _modelId;

    public long Insert(PendingBatch batch, in PendingWindow window)
    {
        _insert.Bind(1, window.StartUtcNs).Bind(2, window.EndUtcNs).Bind(3, boot).Bind(4, window.EndMonotonicNs)
            .Bind(5, (long)window.ClockQuality.Source).Bind(6, RecordStamp.Uncertainty(window.ClockQuality))
            .Bind(7, DefinitionsId(window.Definitions))
            .Bind(8, window.TemperatureC).Bind(9, window.ExcitationMps2)
            .BindBlob(10, batch.Bytes(window.Values));
        BindOptional(batch, window);
        return _insert.Insert();
    }

    /// <summary>After a rollback the identifiers that were learnt in the transaction do not exist.</summary>
    public void Forget()
    {
        _definitions = null;
        _modelHash = null;
    }

    public void Dispose() => _insert.Dispose();

    private void BindOptional(PendingBatch batch, in PendingWindow window)
    {
        var completeness = batch.Bytes(window.Completeness);
        if (completeness.IsEmpty)
            _insert.BindNull(11);
        else
            _insert.BindBlob(11, completeness);
        var faults = batch.Bytes(window.Faults);
        if (faults.IsEmpty)
            _insert.BindNull(12);
        else
            _insert.BindText(12, faults);
        if (window.ModelHash is null)
            _insert.BindNull(13);
        else
            _insert.Bind(13, ModelId(window.ModelHash));
        _insert.Bind(14, window.Score).Bind(15, window.ScoreIndex);
    }

    private long DefinitionsId(IReadOnlyList<FeatureDefinition> definitions)
    {
        if (ReferenceEquals(definitions, _definitions))
            return _definitionsId;
        var json = DefinitionSets.Write(definitions);
        using var insert = new SqliteStatement(_connection, "INSERT OR IGNORE INTO definition_sets (sha256, json) VALUES (?1, ?2)");
        insert.BindBlob(1, DefinitionSets.Hash(json)).Bind(2, json).Run();
        using var find = new SqliteStatement(_connection, "SELECT id FROM definition_sets WHERE sha256 = ?1");
        _definitionsId = find.BindBlob(1, DefinitionSets.Hash(json)).Scalar();
        _definitions = definitions;
        return _definitionsId;
    }

    private long ModelId(string hash)
    {
        if (hash == _modelHash)
            return _modelId;
        using var insert = new SqliteStatement(_connection, "INSERT OR IGNORE INTO models (sha256) VALUES (?1)");
        insert.Bind(1, hash).Run();
        using var find = new SqliteStatement(_connection, "SELECT id FROM models WHERE sha256 = ?1");
        _modelId = find.Bind(1, hash).Scalar();
        _modelHash = hash;
        return _modelId;
    }
}
