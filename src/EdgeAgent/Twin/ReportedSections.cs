using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>
/// The sections of the reported state. A version rises only when the bytes change, and is told to the lanes only when it is on the card: a version
/// that a power cut takes back must never have been seen with other content. Guarded by the gate of <see cref="TwinState"/>.
/// </summary>
internal sealed class ReportedSections
{
    public static readonly string[] Names = ["station", "structure", "sensors", "health", "alarms", "model", "rules"];

    private readonly TwinStore _store;
    private readonly Dictionary<string, StateSection> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateSection> _told = new(StringComparer.Ordinal);

    public ReportedSections(TwinStore store)
    {
        _store = store;
        foreach (var name in Names)
        {
            if (store.Reader.LoadState(name) is { } saved)
                _told[name] = _current[name] = new StateSection(name, saved.Version, saved.Json);
        }
    }

    public IReadOnlyList<StateSection> Told => [.. Names.Where(_told.ContainsKey).Select(name => _told[name])];

    public StateSection? Find(string name) => _told.GetValueOrDefault(name);

    public void Report(string name, ReadOnlySpan<byte> json)
    {
        if (!Names.Contains(name))
            throw new ArgumentException($"There is no section {name}.", nameof(name));
        var known = _current.GetValueOrDefault(name);
        if (known is not null && known.Json.Span.SequenceEqual(json))
            return;
        var section = new StateSection(name, (known?.Version ?? 0) + 1, json.ToArray());
        _current[name] = section;
        _store.SaveState(name, section.Version, section.Json);
    }

    /// <summary>After a commit: the sections that may be told now.</summary>
    public IReadOnlyList<string> TakeChanged()
    {
        List<string>? changed = null;
        foreach (var (name, section) in _current)
        {
            if (_told.GetValueOrDefault(name)?.Version == section.Version)
                continue;
            _told[name] = section;
            (changed ??= []).Add(name);
        }

        return (IReadOnlyList<string>?)changed ?? [];
    }
}
