using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// The alarms that are not normal, one per key: gives them their numbers, moves them through their life and marks which was first.
/// Guarded by the book's gate.
/// </summary>
internal sealed class OpenAlarms
{
    // By class and key: a rule that someone calls "model" must not share an alarm with the model.
    private readonly Dictionary<(AlarmClass Class, string Key), Alarm> _byKey = [];
    private readonly Func<JsonElement?> _describeBaseline;
    private long _lastNumber;

    public OpenAlarms(IReadOnlyList<Alarm> restored, long lastNumber, Func<JsonElement?> describeBaseline)
    {
        foreach (var alarm in restored)
            _byKey[(alarm.Class, alarm.Key)] = alarm;
        _lastNumber = lastNumber;
        _describeBaseline = describeBaseline;
    }

    public IReadOnlyCollection<Alarm> All => _byKey.Values;

    public Alarm? Find(AlarmClass @class, string key) => _byKey.GetValueOrDefault((@class, key));

    public Alarm? FindById(string id) => _byKey.Values.FirstOrDefault(alarm => alarm.Id == id);

    public bool IsActive(AlarmClass @class, string key) => _byKey.TryGetValue((@class, key), out var alarm) && AlarmLifeCycle.IsActive(alarm);

    public AlarmChange Raise(in AlarmDraft draft, long utcNs)
    {
        var known = Find(draft.Class, draft.Key);
        var alarm = new Alarm
        {
            Id = known?.Id ?? "A-" + (++_lastNumber).ToString("D6", CultureInfo.InvariantCulture),
            Key = draft.Key,
            Class = draft.Class,
            Severity = draft.Severity,
            State = AlarmState.UnacknowledgedActive,
            Message = draft.Message,
            Subject = draft.Subject,
            RaisedUtcNs = utcNs,
            Explanation = Explain(draft, known, utcNs),
        };
        return Keep(known is null ? AlarmLifeCycle.Raised(alarm, utcNs) : AlarmLifeCycle.RaisedAgain(known, alarm, utcNs));
    }

    /// <summary>The condition of an active alarm is gone.</summary>
    public AlarmChange Return(AlarmClass @class, string key, long utcNs) => Keep(AlarmLifeCycle.Returned(_byKey[(@class, key)], utcNs));

    /// <summary>Keeps the step's alarm while it is open, and passes the step on.</summary>
    public AlarmChange Keep(AlarmChange change)
    {
        if (change.Alarm.State is AlarmState.Normal)
            _byKey.Remove((change.Alarm.Class, change.Alarm.Key));
        else
            _byKey[(change.Alarm.Class, change.Alarm.Key)] = change.Alarm;
        return change;
    }

    private JsonElement Explain(in AlarmDraft draft, Alarm? known, long utcNs)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            draft.WriteExplanation(json);
            json.WriteNumber("occurrence", 1 + Occurrence(known));
            WriteFirstOut(json, draft, utcNs);
            if (draft.Class is AlarmClass.Structural or AlarmClass.Attention && _describeBaseline() is { } baseline)
            {
                json.WritePropertyName("baseline");
                baseline.WriteTo(json);
            }

            json.WriteString("softwareVersion", StationIdentity.SoftwareVersion);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>
    /// First-out: of the limits on one span, which went first? Windows are the finest answer there is, so all that are raised by the same window
    /// are first together, and later ones name the first of those.
    /// </summary>
    private void WriteFirstOut(Utf8JsonWriter json, in AlarmDraft draft, long utcNs)
    {
        if (draft.Class is not AlarmClass.Structural)
            return;
        json.WriteString("firstOutGroup", draft.Span);
        Alarm? first = null;
        foreach (var alarm in _byKey.Values)
        {
            if (alarm.Class is AlarmClass.Structural && alarm.Key != draft.Key && AlarmLifeCycle.IsActive(alarm) && alarm.RaisedUtcNs < utcNs
                && TextOf(alarm.Explanation, "firstOutGroup") == draft.Span && (first is null || alarm.RaisedUtcNs < first.RaisedUtcNs))
                first = alarm;
        }

        json.WriteBoolean("firstOut", first is null);
        if (first is not null)
            json.WriteString("after", first.Id);
    }

    private static int Occurrence(Alarm? known) =>
        known?.Explanation is { ValueKind: JsonValueKind.Object } explanation && explanation.TryGetProperty("occurrence", out var count) && count.TryGetInt32(out var value)
            ? value
            : known is null ? 0 : 1;

    private static string? TextOf(JsonElement explanation, string name) =>
        explanation.ValueKind is JsonValueKind.Object && explanation.TryGetProperty(name, out var text) ? text.GetString() : null;
}
