namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// The metrics of the present births: what the host announces, plus the alarms that came up without being announced. Knows what
/// was last published, so that only changes are sent. Owned by the session's loop.
/// </summary>
internal sealed class MetricBoard(ITwinHost host)
{
    /// <summary>Alarm metrics that the lane adds itself, at most.</summary>
    internal const int ExtraMetricsMax = 1024;

    private readonly Dictionary<(string Device, string Name), AnnouncedMetric> _metrics = [];
    private readonly Dictionary<string, List<AnnouncedMetric>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Device, string Name), TwinMetric> _extra = [];
    private readonly Dictionary<(string Device, string Name), ulong> _aliases = [];

    /// <summary>Devices in the order of their births; the node is not among them.</summary>
    public IReadOnlyList<string> Devices { get; private set; } = [];

    public int Count => _metrics.Count;

    public IEnumerable<AnnouncedMetric> MetricsOf(string device) => _metrics.Values.Where(metric => metric.Device == device);

    public IEnumerable<AnnouncedMetric> All => _metrics.Values;

    /// <summary>Takes the host's present metrics over for a birth; returns the devices that are gone.</summary>
    public IReadOnlyList<string> Renew()
    {
        var before = Devices;
        _metrics.Clear();
        _byName.Clear();
        foreach (var metric in host.Metrics())
        {
            Announce(metric);
            _extra.Remove((metric.Device, metric.Name));
        }

        foreach (var metric in _extra.Values)
            Announce(metric);
        Devices = _metrics.Values.Select(metric => metric.Device).Where(device => device.Length > 0).Distinct().ToList();
        return before.Except(Devices).ToList();
    }

    /// <summary>Whether the lane knows of metrics that came up after the last birth.</summary>
    public bool HasUnannouncedExtra => _extra.Keys.Any(key => !_metrics.ContainsKey(key));

    /// <summary>Whether the host's metrics are the announced ones, by device, name and type.</summary>
    public bool Announces(IReadOnlyList<TwinMetric> metrics)
    {
        var present = new HashSet<(string, string)>();
        foreach (var metric in metrics)
        {
            if (Find(metric.Device, metric.Name) is not { } announced || announced.ValueType != metric.ValueType)
                return false;
            present.Add((metric.Device, metric.Name));
        }

        return _metrics.Keys.All(key => present.Contains(key) || _extra.ContainsKey(key));
    }

    public AnnouncedMetric? Find(string device, string name) => _metrics.GetValueOrDefault((device, name));

    /// <summary>The metric of this name on whatever device; the node's first.</summary>
    public AnnouncedMetric? FindAnywhere(string name) =>
        _byName.TryGetValue(name, out var found) ? found.Find(metric => metric.Device.Length == 0) ?? found[0] : null;

    /// <summary>Remembers a metric that only the lane knows of; a birth must follow. False when there are too many.</summary>
    public bool AddExtra(TwinMetric metric)
    {
        if (_extra.Count >= ExtraMetricsMax && !_extra.ContainsKey((metric.Device, metric.Name)))
            return false;
        _extra[(metric.Device, metric.Name)] = metric;
        return true;
    }

    /// <summary>Keeps the value of a lane-made metric for the next birth.</summary>
    public void Published(MetricUpdate update)
    {
        update.Metric.Published(update);
        var key = (update.Metric.Device, update.Metric.Name);
        if (_extra.TryGetValue(key, out var extra))
            _extra[key] = extra with { Value = update.Value, UtcNs = update.UtcNs, Good = update.Good };
    }

    private void Announce(TwinMetric metric)
    {
        var key = (metric.Device, metric.Name);
        if (!_aliases.TryGetValue(key, out var alias))
            _aliases[key] = alias = (ulong)_aliases.Count + 1;
        var announced = new AnnouncedMetric(metric, alias);
        _metrics[key] = announced;
        if (!_byName.TryGetValue(metric.Name, out var sameName))
            _byName[metric.Name] = sameName = [];
        sameName.Add(announced);
    }
}
