namespace EdgeTwin.Sync;

/// <summary>One section of the reported state.</summary>
/// <param name="Section">Name: <c>station</c>, <c>structure</c>, <c>sensors</c>, <c>health</c>, <c>alarms</c>, <c>model</c>, <c>rules</c>.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Json">UTF-8 JSON object.</param>
public sealed record StateSection(string Section, long Version, ReadOnlyMemory<byte> Json);

/// <summary>The answer to a desired section.</summary>
/// <param name="Section">Section.</param>
/// <param name="Version">The desired version that was decided on.</param>
/// <param name="Applied">Applied, or rejected.</param>
/// <param name="Reasons">Why it was rejected; empty when applied.</param>
public sealed record DesiredAnswer(string Section, long Version, bool Applied, IReadOnlyList<string> Reasons);

/// <summary>What the lanes need from the agent. Thread-safe.</summary>
public interface ITwinHost
{
    /// <summary>All sections of the reported state.</summary>
    IReadOnlyList<StateSection> ReportedState();

    /// <summary>The last answer given for a section, or <see langword="null"/>.</summary>
    DesiredAnswer? LastAnswer(string section);

    /// <summary>Raised with the section's name after its reported state or its answer changed.</summary>
    event Action<string>? StateChanged;

    /// <summary>Decides on a desired section: newer, valid and not older than a change on site; applies it or says why not. Never throws for bad input.</summary>
    DesiredAnswer ApplyDesired(string section, long version, ReadOnlySpan<byte> valuesJson);

    /// <summary>Runs a command from the allow-list; the answer is a UTF-8 JSON object. An unknown name is answered, not thrown.</summary>
    Task<CommandAnswer> RunCommandAsync(string name, ReadOnlyMemory<byte> argumentsJson, CancellationToken cancellationToken);

    /// <summary>All metrics of the node and its devices with their present values, for Sparkplug births. Device: the span's id.</summary>
    IReadOnlyList<TwinMetric> Metrics();
}

/// <summary>The answer to a command.</summary>
/// <param name="Succeeded">Whether it was done.</param>
/// <param name="Json">UTF-8 JSON object: the result, or <c>{"error": "…"}</c>.</param>
public sealed record CommandAnswer(bool Succeeded, ReadOnlyMemory<byte> Json);

/// <summary>A Sparkplug metric.</summary>
/// <param name="Device">Device (span id), or empty for the node.</param>
/// <param name="Name">Metric name, for example <c>strain-2.strain/range</c>.</param>
/// <param name="Value">A <see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>; <see langword="null"/> when there is no value now.</param>
/// <param name="ValueType">Type of the value, also when it is null.</param>
/// <param name="Unit">Engineering unit; empty when none.</param>
/// <param name="UtcNs">Time of capture.</param>
/// <param name="Good">Quality 192 (good) or 0 (bad).</param>
public readonly record struct TwinMetric(string Device, string Name, object? Value, Type ValueType, string Unit, long UtcNs, bool Good);
