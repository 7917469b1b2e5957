using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// Everything the page shows of one moment; published about once a second. Immutable: whoever holds one holds a consistent picture.
/// In JSON, <see cref="double.NaN"/> becomes null and every property in nanoseconds becomes one in milliseconds (see <see cref="LocalApiJson"/>).
/// </summary>
internal sealed record StationSnapshot
{
    public required string StationName { get; init; }
    public required string Owner { get; init; }
    public required string Gateway { get; init; }
    public required string SoftwareVersion { get; init; }
    public required double UptimeSeconds { get; init; }
    public required SourceStatus Source { get; init; }

    /// <summary>The station's own time; simulated time when the source is simulated.</summary>
    public required long StationUtcNs { get; init; }
    public required ClockQuality Clock { get; init; }
    public required HealthReport Health { get; init; }
    public IReadOnlyList<SpanGeometry> Spans { get; init; } = [];
    public IReadOnlyList<ChannelReading> Channels { get; init; } = [];

    /// <summary>The newest finished window; null before the first one.</summary>
    public WindowReport? LatestWindow { get; init; }
    public required ModelStatus Model { get; init; }

    /// <summary>Alarms that are not normal, the newest first.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];
    public IReadOnlyList<LaneStatus> Lanes { get; init; } = [];
    public required StoreStatus Store { get; init; }

    /// <summary>Present only when the station measures the simulated bridge.</summary>
    public SimulationStatus? Simulation { get; init; }
}

internal enum SourceKind
{
    Hardware,
    Simulated,
    Recording,
}

/// <summary>Where the samples come from.</summary>
/// <param name="Kind">Hardware, simulated or recording.</param>
/// <param name="Message">In words: "simulated, 60 times real time", "hardware", "recording overpass-3.csv".</param>
/// <param name="WantedSpeed">Station seconds per real second that were asked for; 1 on hardware.</param>
/// <param name="AchievedSpeed">Station seconds per real second that are reached; NaN when not known yet.</param>
internal sealed record SourceStatus(SourceKind Kind, string Message, double WantedSpeed, double AchievedSpeed);

internal enum HealthState
{
    Ok,

    /// <summary>Works, but a person should look.</summary>
    Attention,

    /// <summary>Something that was promised does not work.</summary>
    Fault,
}

/// <summary>The station's health.</summary>
/// <param name="State">The worst of the items.</param>
/// <param name="Sentence">One sentence for a person.</param>
/// <param name="Items">One per area.</param>
internal sealed record HealthReport(HealthState State, string Sentence, IReadOnlyList<HealthItem> Items);

/// <summary>Health of one area.</summary>
/// <param name="Area">What it is about: "Sensors", "Clock", "Storage", "Model", "Sync".</param>
/// <param name="State">State.</param>
/// <param name="Sentence">What is so, and what to do about it.</param>
internal sealed record HealthItem(string Area, HealthState State, string Sentence);

/// <summary>A span for the drawing; positions are metres from its left support.</summary>
internal sealed record SpanGeometry(
    string Id, string Name, double LengthM, IReadOnlyList<MemberConfiguration> Members, IReadOnlyList<SensorPlace> Sensors);

/// <summary>Where a sensor sits on its span.</summary>
internal sealed record SensorPlace(string SensorId, string Kind, string Member, double PositionM);

/// <summary>A channel and what it delivered last.</summary>
internal sealed record ChannelReading
{
    /// <summary>For example <c>acc-3.z</c>; also the name in the waveform stream.</summary>
    public required string Id { get; init; }
    public required string SensorId { get; init; }

    /// <summary>Kind of chip, for example <c>adxl355</c>.</summary>
    public required string Kind { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
    public required string Span { get; init; }
    public required string Member { get; init; }
    public required double PositionM { get; init; }

    /// <summary><c>vertical</c>, <c>-transverse</c>, …; empty for a quantity without direction.</summary>
    public string Direction { get; init; } = "";

    /// <summary>NaN when the newest sample is missing.</summary>
    public required double LastValue { get; init; }
    public required double NominalRateHz { get; init; }

    /// <summary>From the sample-clock regression; NaN when not known yet.</summary>
    public required double MeasuredRateHz { get; init; }
    public required ChannelStatus Status { get; init; }

    /// <summary>What is wrong and which wire to look at; empty when all is well.</summary>
    public string Message { get; init; } = "";
    public required long SamplesReceived { get; init; }
    public required long SamplesMissing { get; init; }
    public required long Overruns { get; init; }
}

/// <summary>The features of one window.</summary>
internal sealed record WindowReport(long StartUtcNs, long EndUtcNs, IReadOnlyList<FeatureReading> Features);

/// <summary>One feature with what the baseline expects of it.</summary>
/// <param name="Definition">Identifier, label, unit, place.</param>
/// <param name="Value">NaN when it could not be computed.</param>
/// <param name="Expected">Null without a baseline for it.</param>
/// <param name="Completeness">Share of expected samples, 0 to 1.</param>
internal sealed record FeatureReading(FeatureDefinition Definition, double Value, double? Expected, double Completeness);

/// <summary>The store.</summary>
/// <param name="Records">Records kept.</param>
/// <param name="Backlog">Records not yet confirmed by the consumer.</param>
/// <param name="BytesOnDisk">Size of the files.</param>
/// <param name="MaximumBytes">The cap in the station file.</param>
/// <param name="BytesWrittenPerDay">Flash wear; NaN when not known yet.</param>
internal sealed record StoreStatus(long Records, long Backlog, long BytesOnDisk, long MaximumBytes, double BytesWrittenPerDay);

/// <summary>What has been done to the simulated bridge.</summary>
internal sealed record SimulationStatus(IReadOnlyList<MemberDamage> Damage, IReadOnlyList<SensorFault> Faults);

/// <summary>Loss of stiffness of a member, 0 to 1.</summary>
internal sealed record MemberDamage(string Member, double Severity);

/// <summary>A fault put on a simulated chip.</summary>
internal sealed record SensorFault(string SensorId, SimulatedFault Fault);
