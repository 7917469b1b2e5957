using System.Buffers;
using System.Text.Json;
using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Keeps the retained state topics in step with the host: alarms first, changes coalesced, a section published again only when its
/// version or its answer differs. Marks come from any thread; the loop alone publishes.
/// </summary>
internal sealed class StatePublisher(
    IMqttLink link, TwinLaneOptions options, TwinTopics topics, ITwinHost host, LaneState state, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Refused desired sections that are remembered for an answer.</summary>
    internal const int RefusalsMax = 64;

    private const string AlarmsSection = "alarms";
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _urgent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DesiredAnswer> _refusals = new(StringComparer.Ordinal);
    private readonly WakeSignal _wake = new();

    /// <summary>Owned by the loop: what the broker holds, and since when.</summary>
    private readonly Dictionary<string, (long Version, DesiredAnswer? Answer, long Timestamp)> _published = new(StringComparer.Ordinal);

    public void MarkChanged(string section) => Mark(section, section == AlarmsSection);

    /// <summary>The host has decided on a desired section: report it now.</summary>
    public void Answered(string section)
    {
        lock (_gate)
            _refusals.Remove(section);
        Mark(section, urgent: true);
    }

    /// <summary>A desired section was not even readable: report that.</summary>
    public void Refuse(string section, long version, string reason)
    {
        lock (_gate)
        {
            if (_refusals.Count >= RefusalsMax && !_refusals.ContainsKey(section))
                return;
            _refusals[section] = new DesiredAnswer(section, version, false, [reason]);
        }

        Mark(section, urgent: true);
    }

    public async Task PublishAllAsync(CancellationToken cancellationToken)
    {
        foreach (var section in host.ReportedState().OrderBy(section => section.Section == AlarmsSection ? 0 : 1))
            await PublishAsync(section.Section, section, cancellationToken);
    }

    public async Task RunAsync(CancellationToken ended)
    {
        while (true)
        {
            ended.ThrowIfCancellationRequested();
            var (due, wait) = TakeDue();
            if (due.Count > 0)
            {
                var sections = host.ReportedState().ToDictionary(section => section.Section);
                foreach (var name in due)
                    await PublishAsync(name, sections.GetValueOrDefault(name), ended);
                continue;
            }

            await _wake.WaitAsync(wait, timeProvider, ended);
        }
    }

    private void Mark(string section, bool urgent)
    {
        lock (_gate)
            (urgent ? _urgent : _changed).Add(section);
        _wake.Set();
    }

    private (List<string> Due, TimeSpan Wait) TakeDue()
    {
        lock (_gate)
        {
            var due = _urgent.ToList();
            var wait = IdleTimeout;
            foreach (var section in _changed)
            {
                var left = _published.TryGetValue(section, out var last)
                    ? options.StateInterval - timeProvider.GetElapsedTime(last.Timestamp)
                    : TimeSpan.Zero;
                if (left <= TimeSpan.Zero)
                    due.Add(section);
                else
                    wait = left < wait ? left : wait;
            }

            _urgent.Clear();
            _changed.ExceptWith(due);
            return (due.Distinct().ToList(), wait);
        }
    }

    private async Task PublishAsync(string name, StateSection? section, CancellationToken cancellationToken)
    {
        var answer = Answer(name);
        var version = section?.Version ?? 0;
        if (section is null && answer is null)
            return;
        if (_published.TryGetValue(name, out var last) && last.Version == version && last.Answer == answer)
            return;
        var payload = Write(version, section, answer);
        var result = await link.PublishAsync(
            new MqttPublication { Topic = topics.State(name), Payload = payload, Retain = true, ContentType = "application/json" }, cancellationToken);
        state.AddSent(payload.Length);
        _published[name] = (version, answer, timeProvider.GetTimestamp());
        if (!result.Accepted)
            SyncLog.RefusedForNow(logger, TwinLane.LaneName, $"state of {name}: {MqttReason.Describe(result.ReasonCode)}");
    }

    private DesiredAnswer? Answer(string section)
    {
        lock (_gate)
        {
            if (_refusals.TryGetValue(section, out var refusal))
                return refusal;
        }

        return host.LastAnswer(section);
    }

    private static byte[] Write(long version, StateSection? section, DesiredAnswer? answer)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (section?.Json.Length ?? 0));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", version);
            writer.WritePropertyName("reported");
            writer.WriteRawValue(section is null ? "{}"u8 : section.Json.Span);
            if (answer is not null)
            {
                writer.WriteStartObject("desired");
                writer.WriteNumber("version", answer.Version);
                writer.WriteString("result", answer.Applied ? "applied" : "rejected");
                writer.WriteStartArray("reasons");
                foreach (var reason in answer.Reasons)
                    writer.WriteStringValue(reason);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
