using System.Buffers;
using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>
/// The twin as the lanes see it: reported state by section, what the cloud desires, commands, metrics. Sections are told to the lanes after the
/// commit that keeps them. Report what belongs to a window before the window is appended to the store: then one commit holds both. Thread-safe.
/// </summary>
internal sealed class TwinState : ITwinHost, IDisposable
{
    private const int UptimeStepSeconds = 600;

    private readonly Lock _gate = new();
    private readonly TwinStateOptions _options;
    private readonly TwinStore _store;
    private readonly AlarmBook _alarms;
    private readonly ReportedSections _sections;
    private readonly DesiredRules _rules;
    private readonly TwinMetrics _metrics;
    private readonly Dictionary<string, DesiredAnswer> _refusals = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _scratch = new(4096);
    private readonly long _startTimestamp;

    public TwinState(TwinStateOptions options)
    {
        _options = options;
        _store = options.Store;
        _alarms = options.Alarms;
        _startTimestamp = options.Time.GetTimestamp();
        _sections = new ReportedSections(_store);
        _rules = new DesiredRules(_store, options.Configuration.Rules, options.ValidateRules);
        _metrics = new TwinMetrics(options.Definitions);
        _alarms.ReplaceRules(_rules.InForce);
        _store.CommitTried += AfterCommit;
        StationSections.Report(options.Configuration, Report);
        Report(DesiredRules.Section, _rules.WriteReported);
        ReportAlarms();
        if (_rules.StationFileChanged)
            AuditRules(options.Configuration.Rules, "station file");
    }

    public event Action<string>? StateChanged;

    /// <summary>The rules in force, with what the cloud desired.</summary>
    public IReadOnlyList<RuleConfiguration> Rules
    {
        get
        {
            lock (_gate)
                return _rules.InForce;
        }
    }

    /// <summary>Writes the properties of a section; its version rises only when they differ from before. Leave out what changes all the time.</summary>
    public void Report(string section, Action<Utf8JsonWriter> writeProperties)
    {
        lock (_gate)
        {
            _scratch.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_scratch))
            {
                json.WriteStartObject();
                writeProperties(json);
                json.WriteEndObject();
            }

            _sections.Report(section, _scratch.WrittenSpan);
        }
    }

    /// <summary>Call it when alarms changed, before the change is appended to the store.</summary>
    public void ReportAlarms() => Report("alarms", json =>
    {
        json.WriteStartArray("open");
        foreach (var alarm in _alarms.Open)
        {
            json.WriteStartObject();
            AlarmPayload.WriteFields(json, alarm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public void ReportModel(ModelStatus status) => Report("model", json =>
    {
        json.WriteString("state", AlarmPayload.Name(status.State.ToString()));
        json.WriteString("message", status.Message);
        json.WriteNumber("windowsLearnt", status.WindowsLearnt);
        json.WriteNumber("windowsNeeded", status.WindowsNeeded);
        if (status.ModelHash is { } hash)
            json.WriteString("model", hash);
    });

    /// <summary>The latest window, for the metrics.</summary>
    public void TakeFrame(FeatureFrame frame)
    {
        lock (_gate)
            _metrics.Take(frame);
    }

    /// <summary>A person has seen an alarm: kept, audited and told at once. Null when there is nothing to acknowledge.</summary>
    public AlarmChange? AcknowledgeAlarm(string id, string who)
    {
        if (_alarms.Acknowledge(id, who, _options.UtcNowNs()) is not { } change)
            return null;
        ReportAlarms();
        _store.AppendAlarmChange(change);
        _store.AppendAudit("acknowledge-alarm", who, JsonSerializer.SerializeToElement(new { id, state = AlarmPayload.Name(change.Alarm.State.ToString()) }));
        return change;
    }

    /// <summary>The station file was changed on site and is in force: its rules count, and older wishes of the cloud no longer do.</summary>
    public void ChangeRulesOnSite(IReadOnlyList<RuleConfiguration> stationRules, string who)
    {
        lock (_gate)
        {
            _rules.ChangedOnSite(stationRules, who);
            _alarms.ReplaceRules(_rules.InForce);
            Report(DesiredRules.Section, _rules.WriteReported);
        }

        AuditRules(stationRules, who);
    }

    public IReadOnlyList<StateSection> ReportedState()
    {
        lock (_gate)
            return _sections.Told;
    }

    public DesiredAnswer? LastAnswer(string section)
    {
        lock (_gate)
            return section == DesiredRules.Section ? _rules.LastAnswer : _refusals.GetValueOrDefault(section);
    }

    public DesiredAnswer ApplyDesired(string section, long version, ReadOnlySpan<byte> valuesJson)
    {
        DesiredAnswer? before;
        DesiredAnswer answer;
        lock (_gate)
        {
            before = LastAnswer(section);
            answer = section == DesiredRules.Section ? DecideRules(version, valuesJson) : Refuse(section, version);
        }

        if (section == DesiredRules.Section && !ReferenceEquals(answer, before))
            Audit(answer, valuesJson);
        StateChanged?.Invoke(section);
        return answer;
    }

    public Task<CommandAnswer> RunCommandAsync(string name, ReadOnlyMemory<byte> argumentsJson, CancellationToken cancellationToken) =>
        Task.FromResult(TwinCommands.Run(this, name, argumentsJson));

    public IReadOnlyList<TwinMetric> Metrics()
    {
        var health = _store.Health();
        var open = _alarms.Open;
        var utcNs = _options.UtcNowNs();
        var metrics = new List<TwinMetric>(_options.Definitions.Count + 8)
        {
            Station("Station/Software version", StationIdentity.SoftwareVersion, typeof(string), ""),
            Station("Station/Uptime", UptimeSeconds(), typeof(long), "s"),
            Station("Station/Outbox backlog", health.OutboxRecords, typeof(long), ""),
            Station("Station/Alarms open", (long)open.Count, typeof(long), ""),
            Station("Station/Alarms unacknowledged", open.LongCount(IsUnacknowledged), typeof(long), ""),
            Station("Station/Records lost", health.RecordsLost, typeof(long), ""),
        };
        lock (_gate)
            _metrics.AddTo(metrics);
        return metrics;

        TwinMetric Station(string name, object value, Type type, string unit) => new("", name, value, type, unit, utcNs, true);
    }

    // In steps, so that it is not news every second on a metered uplink.
    private long UptimeSeconds() =>
        (long)_options.Time.GetElapsedTime(_startTimestamp).TotalSeconds / UptimeStepSeconds * UptimeStepSeconds;

    public void Dispose() => _store.CommitTried -= AfterCommit;

    private static bool IsUnacknowledged(Alarm alarm) => alarm.State is AlarmState.UnacknowledgedActive or AlarmState.UnacknowledgedReturned;

    private void AuditRules(IReadOnlyList<RuleConfiguration> stationRules, string who) =>
        _store.AppendAudit("change-rules", who, JsonSerializer.SerializeToElement(stationRules, StationJson.Options));

    private DesiredAnswer DecideRules(long version, ReadOnlySpan<byte> valuesJson)
    {
        var answer = _rules.Decide(version, valuesJson);
        if (answer.Applied)
        {
            _alarms.ReplaceRules(_rules.InForce);
            Report(DesiredRules.Section, _rules.WriteReported);
        }

        return answer;
    }

    private void Audit(DesiredAnswer answer, ReadOnlySpan<byte> valuesJson) => _store.AppendAudit(
        answer.Applied ? "apply-desired" : "reject-desired",
        "cloud",
        JsonSerializer.SerializeToElement(new
        {
            section = answer.Section,
            version = answer.Version,
            reasons = answer.Reasons,
            desired = Encoding.UTF8.GetString(valuesJson),
        }));

    private DesiredAnswer Refuse(string section, long version)
    {
        var answer = new DesiredAnswer(
            section, version, false, [$"section {section} is not set from the cloud; only {DesiredRules.Section} is"]);

        // Bounded: an answer is kept only for names that are sections.
        if (ReportedSections.Names.Contains(section))
            _refusals[section] = answer;
        return answer;
    }

    private void AfterCommit(bool isOnCard)
    {
        IReadOnlyList<string> changed;
        lock (_gate)
            changed = _sections.TakeChanged();
        foreach (var section in changed)
            StateChanged?.Invoke(section);
    }
}
