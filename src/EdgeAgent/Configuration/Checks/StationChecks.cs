using EdgeTwin.EdgeAgent.Configuration.Reading;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>
/// What a schema cannot say: that the parts of a station fit together. Runs over a configuration whose broken values are harmless ones;
/// later checks work with what the earlier ones found sound.
/// </summary>
internal static class StationChecks
{
    public static void Run(StationConfiguration station, ErrorList errors)
    {
        StructureChecks.Run(station, errors);
        SensorChecks.Run(station, errors);
        I2cRecoveryChecks.Run(station, errors);
        var channels = SoundPart.Of(station, errors);
        ChannelUseChecks.Run(station, channels, errors);
        FeatureChecks.Run(station, channels, errors);
        RuleChecks.Run(station, SoundPart.Of(station, errors), errors);
        SyncChecks.Run(station, errors);
        SimulationChecks.Run(station, errors);
    }

    /// <summary>Identifiers must differ by more than case: consumers of MQTT and Sparkplug may fold it.</summary>
    public static void Unique(IEnumerable<(string Path, string Id)> places, string scope, ErrorList errors)
    {
        var first = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, id) in places)
        {
            if (id.Length > 0 && !first.TryAdd(id, path))
                errors.Add(path, $"is \"{id}\", as is {first[id]}", $"write an identifier that no other {scope} has (case does not tell them apart)");
        }
    }
}
