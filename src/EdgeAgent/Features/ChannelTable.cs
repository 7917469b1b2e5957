using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>All channels of the station in one order, and the sensors they come from.</summary>
internal sealed class ChannelTable
{
    private readonly StationChannel[][] _bySensor;

    private ChannelTable(IReadOnlyList<SensorDescription> sensors, IReadOnlyList<StationChannel> channels)
    {
        Sensors = sensors;
        Channels = channels;
        _bySensor = [.. Enumerable.Range(0, sensors.Count).Select(s => channels.Where(c => c.SensorIndex == s).ToArray())];
    }

    /// <summary>The sensors, in the order of the station file.</summary>
    public IReadOnlyList<SensorDescription> Sensors { get; }

    /// <summary>The channels, sensor by sensor, each in the order of the chip's rows.</summary>
    public IReadOnlyList<StationChannel> Channels { get; }

    /// <summary>The channels of one sensor in the order of its block's rows.</summary>
    public ReadOnlySpan<StationChannel> OfSensor(int sensorIndex) => _bySensor[sensorIndex];

    /// <summary>The table of a valid station file.</summary>
    public static ChannelTable Build(StationConfiguration configuration)
    {
        var memberSpans = configuration.Structure.Spans
            .SelectMany(span => span.Members.Select(member => (member.Id, Span: span.Id)))
            .ToDictionary(pair => pair.Id, pair => pair.Span);
        var sensors = new List<SensorDescription>();
        var channels = new List<StationChannel>();
        foreach (var sensor in configuration.Sensors)
        {
            var kind = SensorCatalog.Find(sensor.Kind)
                ?? throw new InvalidOperationException($"Sensor {sensor.Id}: kind {sensor.Kind} passed validation but is not in the catalog.");
            var description = kind.Describe(sensor.ToSettings());
            foreach (var (row, channel) in description.Channels.Index())
            {
                var calibration = sensor.Calibration.GetValueOrDefault(channel.Name) ?? new CalibrationConfiguration();
                calibration = calibration with { Factor = Sign(sensor, channel.Name) * calibration.Factor };
                var (oneEnd, otherEnd) = (Calibrated(channel.RangeMin, calibration), Calibrated(channel.RangeMax, calibration));
                channels.Add(new StationChannel(
                    channels.Count,
                    $"{sensor.Id}.{channel.Name}",
                    sensors.Count,
                    sensor.Id,
                    sensor.Kind,
                    row,
                    channel.Quantity,
                    channel.Unit,
                    Math.Min(oneEnd, otherEnd),
                    Math.Max(oneEnd, otherEnd),
                    description.SampleRateHz,
                    memberSpans.GetValueOrDefault(sensor.Mounting.Member, ""),
                    sensor.Mounting.Member,
                    sensor.Mounting.PositionM,
                    sensor.Mounting.Directions.GetValueOrDefault(channel.Name, "").TrimStart('-'),
                    calibration));
            }

            sensors.Add(description);
        }

        return new ChannelTable(sensors, channels);
    }

    /// <summary>The table of a recording: one sensor whose channels are named like its columns.</summary>
    public static ChannelTable ForRecording(SensorDescription recording)
    {
        var channels = recording.Channels
            .Select((channel, row) => new StationChannel(
                row, channel.Name, 0, recording.SensorId, recording.Kind, row, channel.Quantity, channel.Unit, channel.RangeMin, channel.RangeMax,
                recording.SampleRateHz, "", "", 0, "", new CalibrationConfiguration()))
            .ToList();
        return new ChannelTable([recording], channels);
    }

    // A reversed mounting is a sign in the calibration, so that everything behind sees the structure's direction.
    private static double Sign(SensorConfiguration sensor, string channel) =>
        sensor.Mounting.Directions.GetValueOrDefault(channel, "").StartsWith('-') ? -1 : 1;

    private static double Calibrated(double limit, CalibrationConfiguration calibration) => (limit - calibration.Offset) * calibration.Factor;
}
