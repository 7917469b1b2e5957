using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>One sensor. Its channels are named <c>{id}.{channel name of the chip}</c>, for example <c>acc-3.z</c>.</summary>
internal sealed record SensorConfiguration
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required BusLocation Bus { get; init; }
    public required double SampleRateHz { get; init; }
    public required MountingConfiguration Mounting { get; init; }

    /// <summary>The chip's own options, an object; each kind checks its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Options { get; init; }

    /// <summary>Per chip channel name; a channel that is not named is used as the driver delivers it.</summary>
    public IReadOnlyDictionary<string, CalibrationConfiguration> Calibration { get; init; } = new Dictionary<string, CalibrationConfiguration>();

    public SensorSettings ToSettings() => new(Id, Kind, Bus, SampleRateHz, Options);
}
