using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>Directions and calibrations name channels that the chip has.</summary>
internal static class ChannelUseChecks
{
    public static void Run(StationConfiguration station, SoundPart sound, ErrorList errors)
    {
        for (var i = 0; i < station.Sensors.Count; i++)
        {
            var sensor = station.Sensors[i];
            var channels = sound.Channels.Values.Where(channel => channel.SensorId == sensor.Id).Select(channel => channel.Id[(sensor.Id.Length + 1)..]).ToList();
            if (channels.Count > 0)
            {
                CheckNames(sensor.Mounting.Directions.Keys, channels, $"sensors[{i}].mounting.directions", errors);
                CheckNames(sensor.Calibration.Keys, channels, $"sensors[{i}].calibration", errors);
            }

            CheckAxes(sensor.Mounting.Directions, $"sensors[{i}].mounting.directions", errors);
            foreach (var (name, calibration) in sensor.Calibration)
            {
                if (calibration.Factor == 0)
                    errors.Add($"{JsonPath.Property($"sensors[{i}].calibration", name)}.factor", "is 0, which would turn every value into 0", "write the factor from the calibration, or 1");
            }
        }
    }

    private static void CheckNames(IEnumerable<string> names, List<string> channels, string path, ErrorList errors)
    {
        foreach (var name in names.Where(name => !channels.Contains(name)))
            errors.Add(JsonPath.Property(path, name), "is no channel of this sensor", Spelling.Advice(name, channels, "channels"));
    }

    /// <summary>The channels of one chip do not measure along the same axis twice.</summary>
    private static void CheckAxes(IReadOnlyDictionary<string, string> directions, string path, ErrorList errors)
    {
        var taken = new Dictionary<string, string>();
        foreach (var (channel, direction) in directions)
        {
            var axis = direction.TrimStart('-');
            var place = JsonPath.Property(path, channel);
            if (!errors.IsBroken(place) && !taken.TryAdd(axis, channel))
                errors.Add(place, $"is {axis}, as channel {taken[axis]} is", "the axes of one chip stand at right angles: write the direction in which this one points");
        }
    }
}
