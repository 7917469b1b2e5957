using System.Globalization;
using System.Text.Json;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Turns outbox records into metric updates. Features: one metric per value, plus temperature,
/// excitation and model score of the window on the node.
/// Alarms: <c>Alarms/{key}/State</c>, <c>Active</c>, <c>Severity</c>, <c>Message</c>, on the device that the alarm's subject names or
/// belongs to, else on the node. Health: one node metric per scalar, nested names joined by '/'. Loss and audit records have no
/// metric; they travel on the twin lane.
/// </summary>
internal sealed class RecordMapper(MetricBoard board)
{
    public const string TemperatureMetric = "Environment/Temperature";
    public const string ExcitationMetric = "Environment/Excitation";
    public const string ScoreMetric = "Model/Score";
    public const string IndexMetric = "Model/Index";
    private const string HealthPrefix = "Health/";
    private const string AlarmPrefix = "Alarms/";
    private const string ActiveSuffix = "Active";
    private const int DepthMax = 16;
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = DepthMax };

    /// <summary>Names that came in feature records; one that stays away is a value that was not measured.</summary>
    private readonly HashSet<string> _featureNames = new(StringComparer.Ordinal);

    /// <summary>Adds the record's updates to <paramref name="updates"/>.</summary>
    /// <returns>Whether the record names metrics that the present births do not announce.</returns>
    /// <exception cref="JsonException">The payload is not what its type promises.</exception>
    public bool Map(OutboxEntry entry, List<MetricUpdate> updates)
    {
        if (entry.Type is not (RecordType.Features or RecordType.Alarm or RecordType.Health))
            return false;
        using var document = JsonDocument.Parse(entry.Payload, Limits);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new JsonException("The payload is not a JSON object.");
        return entry.Type switch
        {
            RecordType.Features => MapFeatures(root, TimeOf(root, "end", entry.UtcNs), updates),
            RecordType.Alarm => MapAlarm(root, TimeOf(root, "at", entry.UtcNs), updates),
            _ => MapHealth(root, HealthPrefix, entry.UtcNs, updates),
        };
    }

    private bool MapFeatures(JsonElement root, long utcNs, List<MetricUpdate> updates)
    {
        var unknown = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (root.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in values.EnumerateObject())
            {
                seen.Add(value.Name);
                unknown |= !AddNumber(board.FindAnywhere(value.Name), value.Value, utcNs, updates);
            }
        }

        foreach (var absent in _featureNames.Where(name => !seen.Contains(name)))
        {
            if (board.FindAnywhere(absent) is { } metric)
                updates.Add(new MetricUpdate(metric, null, utcNs, false));
        }

        _featureNames.UnionWith(seen);
        _featureNames.RemoveWhere(name => board.FindAnywhere(name) is null);
        AddOfNode(TemperatureMetric, root, "temperatureC", utcNs, updates);
        AddOfNode(ExcitationMetric, root, "excitationMps2", utcNs, updates);
        if (root.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Object)
        {
            AddOfNode(ScoreMetric, score, "score", utcNs, updates);
            AddOfNode(IndexMetric, score, "index", utcNs, updates);
        }

        return unknown;
    }

    private void AddOfNode(string metric, JsonElement parent, string member, long utcNs, List<MetricUpdate> updates)
    {
        if (parent.TryGetProperty(member, out var value))
            AddNumber(board.Find(string.Empty, metric), value, utcNs, updates);
    }

    private static bool AddNumber(AnnouncedMetric? metric, JsonElement value, long utcNs, List<MetricUpdate> updates)
    {
        if (metric is null)
            return false;
        updates.Add(Update(metric, value, utcNs));
        return true;
    }

    private bool MapAlarm(JsonElement root, long utcNs, List<MetricUpdate> updates)
    {
        var key = Text(root, "key");
        if (key.Length == 0)
            throw new JsonException("The alarm has no key.");
        var state = Text(root, "state");
        var device = DeviceOf(Text(root, "subject"));
        var unknown = false;
        unknown |= AddAlarmValue(device, key, "State", state, utcNs, updates);
        unknown |= AddAlarmValue(device, key, ActiveSuffix, state.EndsWith(ActiveSuffix, StringComparison.Ordinal), utcNs, updates);
        unknown |= AddAlarmValue(device, key, "Severity", Text(root, "severity"), utcNs, updates);
        unknown |= AddAlarmValue(device, key, "Message", Text(root, "message"), utcNs, updates);
        return unknown;
    }

    private bool AddAlarmValue(string device, string key, string part, object value, long utcNs, List<MetricUpdate> updates)
    {
        var name = $"{AlarmPrefix}{key}/{part}";
        if (board.FindAnywhere(name) is { } metric)
        {
            var fits = metric.ValueType == value.GetType();
            updates.Add(new MetricUpdate(metric, fits ? value : null, utcNs, fits));
            return false;
        }

        return board.AddExtra(new TwinMetric(device, name, value, value.GetType(), string.Empty, utcNs, Good: true));
    }

    /// <summary>Subject: a device, a channel whose features live on a device, or something else that belongs to the node.</summary>
    private string DeviceOf(string subject)
    {
        if (subject.Length == 0 || board.Devices.Contains(subject))
            return subject;
        var prefix = subject + "/";
        return board.All.FirstOrDefault(metric => metric.Name.StartsWith(prefix, StringComparison.Ordinal))?.Device ?? string.Empty;
    }

    private bool MapHealth(JsonElement value, string prefix, long utcNs, List<MetricUpdate> updates)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
                MapHealth(property.Value, $"{prefix}{property.Name}/", utcNs, updates);
            else if (board.Find(string.Empty, prefix + property.Name) is { } metric)
                updates.Add(Update(metric, property.Value, utcNs));
        }

        return false;
    }

    private static MetricUpdate Update(AnnouncedMetric metric, JsonElement json, long utcNs)
    {
        object? value = json.ValueKind switch
        {
            JsonValueKind.Number when metric.ValueType == typeof(double) => json.GetDouble(),
            JsonValueKind.Number when metric.ValueType == typeof(long) && json.TryGetInt64(out var whole) => whole,
            JsonValueKind.True or JsonValueKind.False when metric.ValueType == typeof(bool) => json.GetBoolean(),
            JsonValueKind.String when metric.ValueType == typeof(string) => json.GetString(),
            _ => null,
        };
        return new MetricUpdate(metric, value, utcNs, value is not null);
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    private static long TimeOf(JsonElement root, string name, long otherwiseUtcNs)
    {
        const long NanosecondsPerTick = 100;
        return DateTimeOffset.TryParse(
            Text(root, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick
            : otherwiseUtcNs;
    }
}
