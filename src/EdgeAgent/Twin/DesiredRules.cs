using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>
/// The rules in force: those of the station file with what the cloud desires laid over them. A version that is not newer than the last one in
/// force is refused; a change on site, also one that is found at start in the station file, takes the next version for itself, so that an older wish
/// of the cloud cannot undo it. Kept over a restart.
/// Guarded by the gate of <see cref="TwinState"/>.
/// </summary>
internal sealed class DesiredRules
{
    public const string Section = "rules";
    private const string StoredAs = "desired-rules";

    private readonly TwinStore _store;
    private readonly Func<IReadOnlyList<RuleConfiguration>, IReadOnlyList<string>> _validate;
    private IReadOnlyList<RuleConfiguration> _stationRules;
    private byte[] _overrides = "{}"u8.ToArray();
    private string _setBy = "station file";

    public DesiredRules(
        TwinStore store, IReadOnlyList<RuleConfiguration> stationRules, Func<IReadOnlyList<RuleConfiguration>, IReadOnlyList<string>> validate)
    {
        _store = store;
        _stationRules = stationRules;
        _validate = validate;
        InForce = stationRules;
        if (!Load())
            Save();
    }

    public IReadOnlyList<RuleConfiguration> InForce { get; private set; }

    /// <summary>The rules of the station file are not those of the last run.</summary>
    public bool StationFileChanged { get; private set; }

    public long Version { get; private set; }

    public DesiredAnswer? LastAnswer { get; private set; }

    /// <summary>Decides on a wish of the cloud. The answer tells every reason; what was in force stays so on rejection.</summary>
    public DesiredAnswer Decide(long version, ReadOnlySpan<byte> valuesJson)
    {
        // A retained wish comes again with every connection.
        if (LastAnswer is { } last && last.Version == version && last.Applied)
            return last;
        var reasons = Try(version, valuesJson, out var rules);
        if (reasons.Count == 0)
        {
            (InForce, Version, _setBy) = (rules, version, "cloud");
            _overrides = valuesJson.ToArray();
        }

        LastAnswer = new DesiredAnswer(Section, version, reasons.Count == 0, reasons);
        Save();
        return LastAnswer;
    }

    /// <summary>A person changed the rules on site: the station file counts, and takes the next version.</summary>
    public void ChangedOnSite(IReadOnlyList<RuleConfiguration> stationRules, string who)
    {
        (_stationRules, InForce, _setBy) = (stationRules, stationRules, who);
        _overrides = "{}"u8.ToArray();
        Version++;
        Save();
    }

    public void WriteReported(Utf8JsonWriter json)
    {
        json.WriteNumber("desiredVersion", Version);
        json.WriteString("setBy", _setBy);
        json.WriteStartObject("rules");
        foreach (var rule in InForce)
        {
            json.WriteStartObject(rule.Id);
            json.WriteString("feature", rule.Feature);
            if (rule.Above is { } above)
                json.WriteNumber("above", above);
            if (rule.Below is { } below)
                json.WriteNumber("below", below);
            if (rule.DropPercent is { } percent)
                json.WriteNumber("dropPercent", percent);
            json.WriteNumber("hysteresis", rule.Hysteresis);
            json.WriteNumber("persistenceWindows", rule.PersistenceWindows);
            json.WriteString("severity", AlarmPayload.Name(rule.Severity.ToString()));
            json.WriteString("message", rule.Message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private IReadOnlyList<string> Try(long version, ReadOnlySpan<byte> valuesJson, out IReadOnlyList<RuleConfiguration> rules)
    {
        rules = InForce;
        if (version <= Version)
            return [$"version {version} is not newer than {Version}, which was set by {_setBy}; send a version above {Version}"];
        try
        {
            var reader = new Utf8JsonReader(valuesJson);
            (rules, var reasons) = RuleOverrides.Apply(_stationRules, JsonElement.ParseValue(ref reader));
            return reasons.Count > 0 ? reasons : _validate(rules);
        }
        catch (JsonException error)
        {
            return [$"values: not valid JSON: {error.Message}"];
        }
    }

    /// <summary>False when there is nothing yet.</summary>
    private bool Load()
    {
        if (_store.Reader.LoadState(StoredAs) is not { } saved)
            return false;
        try
        {
            using var document = JsonDocument.Parse(saved.Json);
            var root = document.RootElement;
            Version = saved.Version;
            _setBy = root.GetProperty("setBy").GetString() ?? _setBy;
            LastAnswer = ReadAnswer(root);
            if (root.GetProperty("stationRules").GetString() != Hash(_stationRules))
            {
                StationFileChanged = true;
                ChangedOnSite(_stationRules, "a change of the station file");
                return true;
            }

            var values = root.GetProperty("values");
            var (rules, reasons) = RuleOverrides.Apply(_stationRules, values);
            if (reasons.Count == 0)
                reasons = _validate(rules);
            if (reasons.Count == 0)
                (InForce, _overrides) = (rules, System.Text.Encoding.UTF8.GetBytes(values.GetRawText()));
            else
                LastAnswer = new DesiredAnswer(Section, Version, false, [.. reasons.Select(reason => $"no longer fits the station file: {reason}")]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            LastAnswer = new DesiredAnswer(Section, Version, false, ["what was applied before could not be read back; send it again with a newer version"]);
        }

        return true;
    }

    private static string Hash(IReadOnlyList<RuleConfiguration> rules) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rules, StationJson.Options)));

    private static DesiredAnswer? ReadAnswer(JsonElement root) =>
        root.TryGetProperty("answer", out var answer)
            ? new DesiredAnswer(
                Section,
                answer.GetProperty("version").GetInt64(),
                answer.GetProperty("applied").GetBoolean(),
                [.. answer.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString() ?? "")])
            : null;

    private void Save()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("setBy", _setBy);
            json.WriteString("stationRules", Hash(_stationRules));
            json.WritePropertyName("values");
            json.WriteRawValue(_overrides);
            if (LastAnswer is { } answer)
            {
                json.WriteStartObject("answer");
                json.WriteNumber("version", answer.Version);
                json.WriteBoolean("applied", answer.Applied);
                json.WriteStartArray("reasons");
                foreach (var reason in answer.Reasons)
                    json.WriteStringValue(reason);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        _store.SaveState(StoredAs, Version, buffer.WrittenSpan.ToArray());
    }
}
