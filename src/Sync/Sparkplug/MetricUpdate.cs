namespace EdgeTwin.Sync.Sparkplug;

/// <summary>A new value of an announced metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">Value of the metric's type; <see langword="null"/> when there is none.</param>
/// <param name="UtcNs">Time of capture.</param>
/// <param name="Good">Quality.</param>
internal readonly record struct MetricUpdate(AnnouncedMetric Metric, object? Value, long UtcNs, bool Good);

/// <summary>A metric of the present births, with what was last published of it. Owned by the session's loop.</summary>
internal sealed class AnnouncedMetric(TwinMetric born, ulong alias)
{
    public string Device { get; } = born.Device;

    public string Name { get; } = born.Name;

    public Type ValueType { get; } = born.ValueType;

    public string Unit { get; } = born.Unit;

    public ulong Alias { get; } = alias;

    public object? LastValue { get; private set; } = born.Value;

    public long LastUtcNs { get; private set; } = born.UtcNs;

    public bool LastGood { get; private set; } = born.Good && born.Value is not null;

    public bool Differs(object? value, bool good) => good != LastGood || !Equals(value, LastValue);

    public void Published(MetricUpdate update) =>
        (LastValue, LastUtcNs, LastGood) = (update.Value, update.UtcNs, update.Good);
}
