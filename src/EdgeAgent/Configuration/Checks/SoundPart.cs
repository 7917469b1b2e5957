using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>
/// The channels and features that the sound part of a station yields. Names that could belong to a broken part are not held against the
/// rest of the file.
/// </summary>
internal sealed class SoundPart
{
    private readonly HashSet<string> _brokenSensors;
    private readonly HashSet<string> _brokenQuantities;

    private SoundPart(StationConfiguration sound, IEnumerable<string> brokenSensors, IEnumerable<string> brokenQuantities)
    {
        Channels = ChannelTable.Build(sound).Channels.ToDictionary(channel => channel.Id);
        Features = FeatureCatalog.Build(sound).DistinctBy(feature => feature.Id).ToDictionary(feature => feature.Id);
        _brokenSensors = [.. brokenSensors];
        _brokenQuantities = [.. brokenQuantities];
    }

    /// <summary>By identifier, for example <c>acc-3.z</c>.</summary>
    public IReadOnlyDictionary<string, StationChannel> Channels { get; }

    /// <summary>By identifier, for example <c>acc-3.z/rms</c>.</summary>
    public IReadOnlyDictionary<string, FeatureDefinition> Features { get; }

    public static SoundPart Of(StationConfiguration station, ErrorList errors)
    {
        var structure = station.Structure with { Spans = SoundSpans(station.Structure.Spans) };
        var sensors = station.Sensors.Index().ToLookup(item => IsSound($"sensors[{item.Index}]", errors), item => item.Item);
        var modes = station.Features.Modes.Index().ToLookup(item => !errors.IsTouched($"features.modes[{item.Index}]"), item => item.Item);
        var bands = station.Features.Bands.Index().ToLookup(item => !errors.IsTouched($"features.bands[{item.Index}]"), item => item.Item);
        var sound = station with
        {
            Structure = structure,
            Sensors = [.. sensors[true].DistinctBy(sensor => sensor.Id)],
            Features = station.Features with { Modes = [.. modes[true]], Bands = [.. bands[true]] },
        };
        return new SoundPart(
            sound,
            sensors[false].Select(sensor => sensor.Id),
            modes[false].Select(mode => mode.Name.Length == 0 ? "" : $"{mode.Name}-frequency").Concat(bands[false].Select(band => band.Name.Length == 0 ? "" : $"band-{band.Name}")));
    }

    /// <summary>Whether a channel may be missing only because its sensor is broken.</summary>
    public bool MayBeBrokenChannel(string channel) =>
        _brokenSensors.Contains("") || (channel.LastIndexOf('.') is > 0 and var dot && _brokenSensors.Contains(channel[..dot]));

    /// <summary>Whether a feature may be missing only because its sensor, mode or band is broken.</summary>
    public bool MayBeBrokenFeature(string feature)
    {
        var slash = feature.IndexOf('/', StringComparison.Ordinal);
        return MayBeBrokenChannel(slash < 0 ? feature : feature[..slash])
            || _brokenQuantities.Contains("")
            || _brokenQuantities.Contains(feature[(slash + 1)..]);
    }

    /// <summary>A place on the structure does not matter for what a sensor delivers; everything else does.</summary>
    private static bool IsSound(string path, ErrorList errors) =>
        !errors.IsBroken(path)
        && !new[] { "id", "kind", "bus", "sampleRateHz", "options" }.Any(part => errors.IsTouched($"{path}.{part}"));

    private static IReadOnlyList<SpanConfiguration> SoundSpans(IReadOnlyList<SpanConfiguration> spans)
    {
        var seen = new HashSet<string>();
        return [.. spans.Select(span => span with { Members = [.. span.Members.Where(member => seen.Add(member.Id))] })];
    }
}
