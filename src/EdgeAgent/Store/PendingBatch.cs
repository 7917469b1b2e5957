using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Store;

internal enum PendingKind
{
    Window,
    Alarm,
    Audit,
    Health,

    /// <summary>Anything without a record for the lanes.</summary>
    Other,
}

/// <summary>One waiting record: its kind, and its place in the list of that kind.</summary>
internal readonly record struct PendingRecord(PendingKind Kind, int Index);

internal readonly record struct PendingAlarm(AlarmChange Change, RecordStamp Stamp);

internal readonly record struct PendingAudit(string Action, string Actor, string DetailsJson, RecordStamp Stamp);

internal readonly record struct PendingHealth(string Json, long UtcNs);

internal readonly record struct PendingSection(long Version, ReadOnlyMemory<byte> Json, long UtcNs);

/// <summary>
/// What waits for the next commit, in the order in which it came. Windows are copied into one arena that is used again after every commit,
/// so that a steady station allocates nothing here. Not thread-safe: the store's gate guards it.
/// </summary>
internal sealed class PendingBatch
{
    private readonly ArrayBufferWriter<byte> _arena = new(64 * 1024);
    private readonly List<PendingRecord> _order = new(256);
    private readonly List<PendingWindow> _windows = new(256);
    private readonly List<PendingAlarm> _alarms = [];
    private readonly List<PendingAudit> _audits = [];
    private readonly List<PendingHealth> _healths = [];
    private readonly List<Action<StoreDatabase>> _others = [];

    public IReadOnlyList<PendingRecord> Order => _order;

    /// <summary>The latest of each section that changed.</summary>
    public Dictionary<string, PendingSection> Sections { get; } = new(StringComparer.Ordinal);

    public int Count => _order.Count;

    public int WindowCount => _windows.Count;

    public bool IsEmpty => _order.Count == 0 && Sections.Count == 0;

    public PendingWindow Window(int index) => _windows[index];

    public PendingAlarm Alarm(int index) => _alarms[index];

    public PendingAudit Audit(int index) => _audits[index];

    public PendingHealth Health(int index) => _healths[index];

    public Action<StoreDatabase> Other(int index) => _others[index];

    public ReadOnlySpan<byte> Bytes(Range range) => _arena.WrittenSpan[range];

    public void Add(WindowResult result)
    {
        var frame = result.Frame;
        _windows.Add(new PendingWindow
        {
            StartUtcNs = frame.StartUtcNs,
            EndUtcNs = frame.EndUtcNs,
            EndMonotonicNs = frame.EndMonotonicNs,
            ClockQuality = frame.ClockQuality,
            Definitions = frame.Definitions,
            TemperatureC = frame.TemperatureC,
            ExcitationMps2 = frame.ExcitationMps2,
            Values = Copy(MemoryMarshal.AsBytes(frame.Values.AsSpan())),
            Completeness = CopyCompleteness(frame.Completeness),
            Faults = CopyFaults(frame.Faults),
            ModelHash = result.Score?.ModelHash,
            Score = result.Score?.Score ?? double.NaN,
            ScoreIndex = result.Score?.Index ?? double.NaN,
        });
        _order.Add(new PendingRecord(PendingKind.Window, _windows.Count - 1));
    }

    public void Add(in PendingAlarm alarm)
    {
        _alarms.Add(alarm);
        _order.Add(new PendingRecord(PendingKind.Alarm, _alarms.Count - 1));
    }

    public void Add(in PendingAudit audit)
    {
        _audits.Add(audit);
        _order.Add(new PendingRecord(PendingKind.Audit, _audits.Count - 1));
    }

    public void Add(in PendingHealth health)
    {
        _healths.Add(health);
        _order.Add(new PendingRecord(PendingKind.Health, _healths.Count - 1));
    }

    public void Add(Action<StoreDatabase> write)
    {
        _others.Add(write);
        _order.Add(new PendingRecord(PendingKind.Other, _others.Count - 1));
    }

    public void Clear()
    {
        _order.Clear();
        _windows.Clear();
        _alarms.Clear();
        _audits.Clear();
        _healths.Clear();
        _others.Clear();
        Sections.Clear();
        _arena.ResetWrittenCount();
    }

    private Range Copy(ReadOnlySpan<byte> bytes)
    {
        var start = _arena.WrittenCount;
        _arena.Write(bytes);
        return start.._arena.WrittenCount;
    }

    private Range CopyCompleteness(ReadOnlySpan<float> completeness)
    {
        var start = _arena.WrittenCount;
        if (!completeness.ContainsAnyExcept(1f))
            return start..start;
        var bytes = _arena.GetSpan(completeness.Length);
        for (var i = 0; i < completeness.Length; i++)
            bytes[i] = CompletenessCode.Encode(completeness[i]);
        _arena.Advance(completeness.Length);
        return start.._arena.WrittenCount;
    }

    private Range CopyFaults(IReadOnlyList<ChannelFault> faults)
    {
        var start = _arena.WrittenCount;
        if (faults.Count == 0)
            return start..start;
        using (var json = new Utf8JsonWriter(_arena))
            FeaturesPayload.WriteFaults(json, faults);
        return start.._arena.WrittenCount;
    }
}
