using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>An alarm on its shelf, and how long it still stays there, in the monotonic time of the data.</summary>
internal readonly record struct ShelvedAlarm(string Id, string Who, long LeftNs);

/// <summary>
/// Alarms that a person put away for a while. The time runs with the monotonic clock of the windows: a wall clock that jumps ten years neither
/// brings an alarm back early nor hides it longer, and while the station is off the time stands still. Guarded by the book's gate.
/// </summary>
internal sealed class AlarmShelf
{
    /// <summary>An alarm that should stay away longer needs a better rule.</summary>
    public static readonly TimeSpan DurationMax = TimeSpan.FromDays(7);

    /// <summary>A longer gap between two windows is another boot or a jump, and does not count.</summary>
    private const long StepNsMax = 24L * 3600 * 1_000_000_000;

    private readonly List<ShelvedAlarm> _alarms = [];
    private long? _lastMonotonicNs;

    public int Count => _alarms.Count;

    public void Put(string id, string who, TimeSpan duration) => _alarms.Add(new ShelvedAlarm(id, who, duration.Ticks * 100));

    public bool Remove(string id) => _alarms.RemoveAll(alarm => alarm.Id == id) > 0;

    /// <summary>Lets the time of the data pass; gives the alarms whose time is over.</summary>
    public IReadOnlyList<string> Pass(long monotonicNs)
    {
        var stepNs = _lastMonotonicNs is { } last && monotonicNs > last && monotonicNs - last <= StepNsMax ? monotonicNs - last : 0;
        _lastMonotonicNs = monotonicNs;
        if (_alarms.Count == 0 || stepNs == 0)
            return [];
        List<string>? expired = null;
        for (var i = _alarms.Count - 1; i >= 0; i--)
        {
            _alarms[i] = _alarms[i] with { LeftNs = _alarms[i].LeftNs - stepNs };
            if (_alarms[i].LeftNs > 0)
                continue;
            (expired ??= []).Add(_alarms[i].Id);
            _alarms.RemoveAt(i);
        }

        return (IReadOnlyList<string>?)expired ?? [];
    }

    public bool Has(string id) => _alarms.Exists(alarm => alarm.Id == id);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("shelved");
        foreach (var alarm in _alarms)
        {
            json.WriteStartObject(alarm.Id);
            json.WriteString("who", alarm.Who);
            json.WriteNumber("leftNs", alarm.LeftNs);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public void Read(JsonElement state)
    {
        if (!state.TryGetProperty("shelved", out var shelved))
            return;
        foreach (var alarm in shelved.EnumerateObject())
            _alarms.Add(new ShelvedAlarm(alarm.Name, alarm.Value.GetProperty("who").GetString() ?? "", alarm.Value.GetProperty("leftNs").GetInt64()));
    }
}
