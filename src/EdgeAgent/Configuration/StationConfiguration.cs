using System.Text.Json;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>The whole station file: an immutable snapshot that has passed validation.</summary>
internal sealed record StationConfiguration
{
    public int Version { get; init; } = 1;
    public required GatewayConfiguration Gateway { get; init; }
    public required StructureConfiguration Structure { get; init; }
    public required IReadOnlyList<SensorConfiguration> Sensors { get; init; }
    public WindowConfiguration Windows { get; init; } = new();
    public FeatureConfiguration Features { get; init; } = new();
    public IReadOnlyList<RuleConfiguration> Rules { get; init; } = [];
    public ModelConfiguration Model { get; init; } = new();
    public StoreConfiguration Store { get; init; } = new();
    public SyncConfiguration Sync { get; init; } = new();
    public PageConfiguration Page { get; init; } = new();

    /// <summary>Present when the station measures the simulated bridge instead of real chips.</summary>
    public SimulationConfiguration? Simulation { get; init; }
}

/// <summary>Who and where: topic-safe identifiers (letters, digits, '-', '_', '.').</summary>
internal sealed record GatewayConfiguration(string Owner, string Id, string Name = "");

/// <summary>The structure as an engineer sees it.</summary>
internal sealed record StructureConfiguration
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public required IReadOnlyList<SpanConfiguration> Spans { get; init; }
}

/// <summary>One span; positions are metres from its left (lower chainage) support.</summary>
internal sealed record SpanConfiguration
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public required double LengthM { get; init; }
    public required IReadOnlyList<MemberConfiguration> Members { get; init; }

    /// <summary>The beam that predicts and simulates the span; optional.</summary>
    public BeamConfiguration? Beam { get; init; }
}

/// <summary>A member covers a part of its span's length.</summary>
internal sealed record MemberConfiguration(string Id, string Name, double FromM, double ToM);

/// <summary>Simply supported Euler-Bernoulli beam. Neutral-axis distance turns curvature into strain.</summary>
internal sealed record BeamConfiguration(
    double MassKgPerM, double BendingStiffnessNm2, double DampingRatio, double NeutralAxisToGaugeM);

/// <summary>One sensor. Its channels are named <c>{id}.{channel name of the chip}</c>, for example <c>acc-3.z</c>.</summary>
internal sealed record SensorConfiguration
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required BusLocation Bus { get; init; }
    public required double SampleRateHz { get; init; }
    public required MountingConfiguration Mounting { get; init; }
    public JsonElement Options { get; init; }

    /// <summary>Per chip channel name; a channel that is not named is used as the driver delivers it.</summary>
    public IReadOnlyDictionary<string, CalibrationConfiguration> Calibration { get; init; } = new Dictionary<string, CalibrationConfiguration>();

    public SensorSettings ToSettings() => new(Id, Kind, Bus, SampleRateHz, Options);
}

/// <summary>Where a sensor sits. Directions: per chip channel <c>vertical</c>, <c>transverse</c>, <c>longitudinal</c>, with a leading '-' when reversed.</summary>
internal sealed record MountingConfiguration(string Member, double PositionM)
{
    public IReadOnlyDictionary<string, string> Directions { get; init; } = new Dictionary<string, string>();
}

/// <summary>value = (raw - Offset) * Factor, in the channel's unit. The driver's raw value is never overwritten.</summary>
internal sealed record CalibrationConfiguration(double Factor = 1, double Offset = 0);

internal sealed record WindowConfiguration
{
    /// <summary>Length of a window; windows start at whole multiples of it since 1970 UTC.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>Share of expected samples below which a channel's window is not scored.</summary>
    public double MinimumCompleteness { get; init; } = 0.9;

    /// <summary>How long a window waits for late channels after its end.</summary>
    public double LatenessSeconds { get; init; } = 2;
}

internal sealed record FeatureConfiguration
{
    /// <summary>Length of the Welch segments in seconds (50 % overlap, Hann window).</summary>
    public double WelchSegmentSeconds { get; init; } = 8;

    /// <summary>Energy of these bands is computed for every acceleration channel.</summary>
    public IReadOnlyList<BandConfiguration> Bands { get; init; } = [];

    /// <summary>One dominant frequency each, from the summed spectrum of the named channels.</summary>
    public IReadOnlyList<ModeConfiguration> Modes { get; init; } = [];
}

internal sealed record BandConfiguration(string Name, double LowHz, double HighHz);

/// <summary>Feature <c>{span}/{name}-frequency</c> in Hz.</summary>
internal sealed record ModeConfiguration(string Name, string Span, double LowHz, double HighHz, IReadOnlyList<string> Channels);

/// <summary>An engineering limit on one feature. Exactly one of Above, Below, DropPercent is set.</summary>
internal sealed record RuleConfiguration
{
    public required string Id { get; init; }

    /// <summary>Feature identifier, for example <c>strain-2.strain/range</c>.</summary>
    public required string Feature { get; init; }
    public double? Above { get; init; }
    public double? Below { get; init; }

    /// <summary>Alarm when the feature is this many percent below its baseline mean (temperature-normalised); silent without a baseline.</summary>
    public double? DropPercent { get; init; }

    /// <summary>How far the value must come back before the alarm returns to normal, in the feature's unit (DropPercent: percent).</summary>
    public double Hysteresis { get; init; }

    /// <summary>Consecutive windows that must violate (and, to return, must be back) before the state changes.</summary>
    public int PersistenceWindows { get; init; } = 1;
    public AlarmSeverity Severity { get; init; } = AlarmSeverity.Warning;
    public string Message { get; init; } = "";
}

internal enum AlarmSeverity
{
    Advisory,
    Warning,
    Critical,
}

internal sealed record ModelConfiguration
{
    /// <summary>Windows of the commissioning period from which the baseline is fitted; 0 turns the baseline off.</summary>
    public int BaselineWindows { get; init; } = 10080;

    /// <summary>Features in the baseline, by identifier; '*' matches any text. Empty: a sensible choice.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Sets the threshold on the tail of held-out baseline scores.</summary>
    public double FalseAlarmsPerYear { get; init; } = 1;

    /// <summary>Consecutive windows above the threshold before attention is raised, and below it before it returns.</summary>
    public int PersistenceWindows { get; init; } = 5;
    public int HostMemoryMegabytes { get; init; } = 256;
    public double HostTimeoutSeconds { get; init; } = 5;
}

internal sealed record StoreConfiguration
{
    public double CommitSeconds { get; init; } = 10;
    public int MaximumMegabytes { get; init; } = 1024;
}

internal sealed record SyncConfiguration
{
    public bool Enabled { get; init; } = true;
    public BrokerConfiguration Broker { get; init; } = new();
    public SparkplugConfiguration Sparkplug { get; init; } = new();
    public TwinLaneConfiguration Twin { get; init; } = new();
}

internal sealed record BrokerConfiguration
{
    public string Host { get; init; } = "127.0.0.1";
    public int Port { get; init; } = 1883;
    public bool Tls { get; init; }
    public string? CaFile { get; init; }
    public string? ClientCertificateFile { get; init; }
    public string? ClientKeyFile { get; init; }
    public string? Username { get; init; }

    /// <summary>File that holds the password, readable by the service only.</summary>
    public string? PasswordFile { get; init; }
}

internal sealed record SparkplugConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>Default: the gateway's owner.</summary>
    public string? Group { get; init; }

    /// <summary>Host identifier whose STATE must be online before births; none when absent.</summary>
    public string? PrimaryHost { get; init; }
}

/// <summary>Who frees a record from the outbox.</summary>
internal enum AcknowledgePolicy
{
    /// <summary>The consumer's watermark on the ack topic.</summary>
    Consumer,

    /// <summary>The broker's PUBACK; weaker: what the broker loses is gone.</summary>
    Broker,
}

internal sealed record TwinLaneConfiguration
{
    public bool Enabled { get; init; } = true;
    public AcknowledgePolicy Acknowledge { get; init; } = AcknowledgePolicy.Consumer;

    /// <summary>Byte rate of the backlog behind the live records.</summary>
    public int BacklogBytesPerSecond { get; init; } = 65536;
}

internal sealed record PageConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>Address and port the page listens on.</summary>
    public string Listen { get; init; } = "127.0.0.1:8480";
}

internal sealed record SimulationConfiguration
{
    public int Seed { get; init; } = 1;

    /// <summary>Simulated seconds per real second; 1 is real time.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Length of the temperature cycle.</summary>
    public double DayHours { get; init; } = 24;
    public double MeanTemperatureC { get; init; } = 12;
    public double DailySwingC { get; init; } = 8;
    public double VehiclesPerHour { get; init; } = 240;
}
