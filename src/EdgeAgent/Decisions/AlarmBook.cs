using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Decisions;

/// <summary>
/// Decides, window by window, what becomes an alarm and what returns to normal (ISA-18.2). Four worlds that do not touch: limits on the structure,
/// the model's attention, sensors, the station. Limits never look at the model's score, and data that is missing or doubtful neither raises nor
/// clears anything. Thread-safe: the signal path evaluates, people acknowledge; who gets a change stores it.
/// </summary>
internal sealed class AlarmBook
{
    private readonly Lock _gate = new();
    private readonly OpenAlarms _open;
    private readonly AlarmShelf _shelf = new();
    private readonly FeatureLookup _features;
    private readonly ModelWatch _model;
    private readonly List<SensorWatch> _sensors = [];
    private List<LimitWatch> _limits;
    private bool _rulesChanged = true;
    private bool _stateChanged;

    public AlarmBook(AlarmBookOptions options)
    {
        _open = new OpenAlarms(options.OpenAlarms, options.LastAlarmNumber, options.DescribeBaseline);
        _features = new FeatureLookup(options.MinimumCompleteness);
        _limits = [.. options.Rules.Select(rule => new LimitWatch(rule))];
        _model = new ModelWatch(options.ModelPersistenceWindows);
        foreach (var alarm in options.OpenAlarms.Where(alarm => alarm.Class is AlarmClass.Sensor))
            _sensors.Add(new SensorWatch(alarm.Subject));
        AlarmBookState.Read(options.SavedState, _limits, _model, _sensors, _shelf);
    }

    /// <summary>The alarms that are not normal, oldest first.</summary>
    public IReadOnlyList<Alarm> Open
    {
        get
        {
            lock (_gate)
                return [.. _open.All.OrderBy(alarm => alarm.RaisedUtcNs).ThenBy(alarm => alarm.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Rules whose feature no sensor of the station gives: they can never speak, and a person should know.</summary>
    public IReadOnlyList<string> RulesWithoutFeature
    {
        get
        {
            lock (_gate)
                return [.. _limits.Where(limit => limit.Feature is null).Select(limit => limit.Rule.Id)];
        }
    }

    /// <summary>Judges one window. An empty, shared list when nothing changes.</summary>
    public IReadOnlyList<AlarmChange> Evaluate(FeatureFrame frame, ModelScore? score, IBaselineExpectation baseline)
    {
        var limits = EvaluateLimits(frame, baseline);
        var attention = EvaluateModel(frame, score);
        return attention.Count == 0 ? limits : limits.Count == 0 ? attention : [.. limits, .. attention];
    }

    /// <summary>The part of <see cref="Evaluate"/> that does not wait for a model: limits, sensors, shelves. Call it before <see cref="EvaluateModel"/>.</summary>
    public IReadOnlyList<AlarmChange> EvaluateLimits(FeatureFrame frame, IBaselineExpectation baseline)
    {
        lock (_gate)
        {
            List<AlarmChange>? changes = null;
            if (_features.Take(frame) || _rulesChanged)
                Resolve(frame, ref changes);
            Unshelve(frame, ref changes);
            foreach (var limit in _limits)
            {
                if (limit.Feature is not null)
                    Step(limit, frame, baseline, ref changes);
            }

            StepSensors(frame, ref changes);
            return (IReadOnlyList<AlarmChange>?)changes ?? [];
        }
    }

    /// <summary>The model's part. Without a score nothing changes.</summary>
    public IReadOnlyList<AlarmChange> EvaluateModel(FeatureFrame frame, ModelScore? score)
    {
        if (score is null)
            return [];
        lock (_gate)
        {
            _features.Take(frame);
            var before = _model.Persistence;
            var turn = _model.Step(frame, score, _features, _open.IsActive(AlarmClass.Attention, ModelWatch.Key));
            _stateChanged |= !before.Equals(_model.Persistence);
            return turn switch
            {
                Turn.Raise => [_open.Raise(Attention(frame, score), frame.EndUtcNs)],
                Turn.Return => [_open.Return(AlarmClass.Attention, ModelWatch.Key, frame.EndUtcNs)],
                _ => [],
            };
        }
    }

    /// <summary>Raises an alarm about the station itself; null when it is active already.</summary>
    public AlarmChange? Raise(string key, AlarmSeverity severity, string subject, string message, JsonElement details, long utcNs)
    {
        lock (_gate)
        {
            return _open.IsActive(AlarmClass.Station, StationKey(key))
                ? null
                : _open.Raise(new AlarmDraft(StationKey(key), AlarmClass.Station, severity, message, subject, "", Write), utcNs);
        }

        void Write(Utf8JsonWriter json)
        {
            json.WriteString("kind", "station");
            if (details.ValueKind is JsonValueKind.Undefined)
                return;
            json.WritePropertyName("details");
            details.WriteTo(json);
        }
    }

    /// <summary>The station is well again in this respect; null when there was no such alarm.</summary>
    public AlarmChange? Return(string key, long utcNs)
    {
        lock (_gate)
            return _open.IsActive(AlarmClass.Station, StationKey(key)) ? _open.Return(AlarmClass.Station, StationKey(key), utcNs) : null;
    }

    /// <summary>A person has seen it; null when there is no such alarm or nothing to acknowledge.</summary>
    public AlarmChange? Acknowledge(string id, string who, long utcNs)
    {
        lock (_gate)
            return _open.FindById(id) is { } alarm && AlarmLifeCycle.Acknowledged(alarm, who, utcNs) is { } change ? _open.Keep(change) : null;
    }

    /// <summary>Puts an alarm away for a while; null when there is no such alarm, it is shelved already, or the time is not between 0 and <see cref="AlarmShelf.DurationMax"/>.</summary>
    public AlarmChange? Shelve(string id, string who, TimeSpan duration, long utcNs)
    {
        if (duration <= TimeSpan.Zero || duration > AlarmShelf.DurationMax)
            return null;
        lock (_gate)
        {
            if (_open.FindById(id) is not { } alarm || AlarmLifeCycle.Shelved(alarm, utcNs) is not { } change)
                return null;
            _shelf.Put(id, who, duration);
            _stateChanged = true;
            return _open.Keep(change);
        }
    }

    /// <summary>Takes an alarm off its shelf before its time; null when it is not on one.</summary>
    public AlarmChange? Unshelve(string id, long utcNs)
    {
        lock (_gate)
        {
            if (!_shelf.Remove(id) || _open.FindById(id) is not { } alarm)
                return null;
            _stateChanged = true;
            return _open.Keep(AlarmLifeCycle.Unshelved(alarm, utcNs));
        }
    }

    /// <summary>Puts other rules in force with the next window. Alarms of rules that no longer exist return then; a changed limit judges afresh.</summary>
    public void ReplaceRules(IReadOnlyList<RuleConfiguration> rules)
    {
        lock (_gate)
        {
            var known = _limits.ToDictionary(limit => limit.Rule.Id, StringComparer.Ordinal);
            _limits = [.. rules.Select(rule => known.TryGetValue(rule.Id, out var same) && same.Rule == rule ? same : new LimitWatch(rule))];
            _rulesChanged = true;
            _stateChanged = true;
        }
    }

    /// <summary>Counts and shelves for the store, when they changed since the last call; otherwise null.</summary>
    public byte[]? TakeChangedState()
    {
        lock (_gate)
        {
            if (!_stateChanged)
                return null;
            _stateChanged = false;
            return AlarmBookState.Write(_limits, _model, _sensors, _shelf);
        }
    }

    private static string StationKey(string key) => key.StartsWith("station:", StringComparison.Ordinal) ? key : "station:" + key;

    private void Resolve(FeatureFrame frame, ref List<AlarmChange>? changes)
    {
        foreach (var limit in _limits)
            limit.Feature = _features.Find(limit.Rule.Feature);
        if (!_rulesChanged)
            return;
        _rulesChanged = false;
        foreach (var orphan in _open.All.Where(alarm => alarm.Class is AlarmClass.Structural && AlarmLifeCycle.IsActive(alarm)).ToArray())
        {
            if (!_limits.Exists(limit => limit.Rule.Id == orphan.Key))
                (changes ??= []).Add(_open.Return(AlarmClass.Structural, orphan.Key, frame.EndUtcNs));
        }
    }

    private void Unshelve(FeatureFrame frame, ref List<AlarmChange>? changes)
    {
        _stateChanged |= _shelf.Count > 0;
        foreach (var id in _shelf.Pass(frame.EndMonotonicNs))
        {
            if (_open.FindById(id) is { } alarm)
                (changes ??= []).Add(_open.Keep(AlarmLifeCycle.Unshelved(alarm, frame.EndUtcNs)));
        }
    }

    private void Step(LimitWatch limit, FeatureFrame frame, IBaselineExpectation baseline, ref List<AlarmChange>? changes)
    {
        var before = limit.Persistence;
        var turn = limit.Step(frame, baseline, _features.EvidenceOf(frame, limit.Feature!), _open.IsActive(AlarmClass.Structural, limit.Rule.Id));
        _stateChanged |= !before.Equals(limit.Persistence);
        if (turn is Turn.Raise)
            (changes ??= []).Add(_open.Raise(Limit(limit, frame), frame.EndUtcNs));
        else if (turn is Turn.Return)
            (changes ??= []).Add(_open.Return(AlarmClass.Structural, limit.Rule.Id, frame.EndUtcNs));
    }

    private void StepSensors(FeatureFrame frame, ref List<AlarmChange>? changes)
    {
        if (frame.Faults.Count == 0 && _sensors.Count == 0)
            return;
        foreach (var sensor in _sensors)
            sensor.Clear();
        foreach (var fault in frame.Faults)
            Sensor(SensorWatch.SensorOf(fault.Channel)).Add(fault);
        for (var i = _sensors.Count - 1; i >= 0; i--)
        {
            var sensor = _sensors[i];
            var before = sensor.Persistence;
            var turn = sensor.Step(_open.IsActive(AlarmClass.Sensor, sensor.Key));
            _stateChanged |= !before.Equals(sensor.Persistence);
            if (turn is Turn.Raise)
                (changes ??= []).Add(_open.Raise(Fault(sensor, frame), frame.EndUtcNs));
            else if (turn is Turn.Return)
                (changes ??= []).Add(_open.Return(AlarmClass.Sensor, sensor.Key, frame.EndUtcNs));
            if (sensor.Faults.Count == 0 && !_open.IsActive(AlarmClass.Sensor, sensor.Key))
                _sensors.RemoveAt(i);
        }
    }

    private SensorWatch Sensor(string sensorId)
    {
        foreach (var known in _sensors)
        {
            if (known.SensorId == sensorId)
                return known;
        }

        var sensor = new SensorWatch(sensorId);
        _sensors.Add(sensor);
        return sensor;
    }

    private static AlarmDraft Limit(LimitWatch limit, FeatureFrame frame)
    {
        var feature = limit.Feature!;
        return new AlarmDraft(
            limit.Rule.Id,
            AlarmClass.Structural,
            limit.Rule.Severity,
            limit.IsLowerBound
                ? AlarmTexts.BeyondRange(limit.Rule, feature, frame.Values[feature.Index])
                : AlarmTexts.Limit(limit.Rule, feature, frame.Values[feature.Index], limit.Expected, frame.TemperatureC),
            Place(feature),
            feature.Span,
            json => Explanations.Limit(json, limit, frame));
    }

    private AlarmDraft Attention(FeatureFrame frame, ModelScore score)
    {
        var ranked = score.Contributions.OrderByDescending(contribution => contribution.Contribution).ToArray();
        var top = ranked.Length > 0 ? _features.Find(ranked[0].FeatureId) : null;
        return new AlarmDraft(
            ModelWatch.Key,
            AlarmClass.Attention,
            ModelWatch.Severity,
            AlarmTexts.Unusual(ranked, _features),
            top is null ? "" : Place(top),
            top?.Span ?? "",
            json => Explanations.Model(json, score, ranked, frame, _features, _model.PersistenceWindows));
    }

    private static AlarmDraft Fault(SensorWatch sensor, FeatureFrame frame) => new(
        sensor.Key, AlarmClass.Sensor, AlarmSeverity.Warning, AlarmTexts.Sensor(sensor), sensor.SensorId, "", json => Explanations.Sensor(json, sensor, frame));

    private static string Place(FeatureDefinition feature) => feature.Member.Length > 0 ? feature.Member : feature.Span;
}
