using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>
/// The channels and features that the sound part of a station yields. Names that could belong to a broken part are not held against the
/// rest of the file.
/// </summary>
internal sealed class SoundPart
{
    private readonly HashSet<string> _brokenSources;
    private readonly bool _hasNamelessSource;

    private SoundPart(StationConfiguration sound, IEnumerable<string> brokenSources)
    {
        Channels = ChannelTable.Build(sound).Channels.ToDictionary(channel => channel.Id);
        Features = FeatureCatalog.Build(sound).ToDictionary(feature => feature.Id);
        _brokenSources = [.. brokenSources];
        _hasNamelessSource = _brokenSources.Remove("");
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
        var bands = station.Features.Bands.Index().Where(item => !errors.IsTouched($"features.bands[{item.Index}]")).Select(item => item.Item);
        var sound = station with
        {
            Structure = structure,
            Sensors = [.. sensors[true].DistinctBy(sensor => sensor.Id)],
            Features = station.Features with { Modes = [.. modes[true].DistinctBy(mode => (mode.Span, mode.Name))], Bands = [.. bands.DistinctBy(band => band.Name)] },
        };
        return new SoundPart(sound, sensors[false].Select(sensor => sensor.Id).Concat(modes[false].Select(mode => mode.Span)));
    }

    /// <summary>Whether a channel or span with this name may be missing only because its definition is broken.</summary>
    public bool MayBeBroken(string source) =>
        _hasNamelessSource
        || _brokenSources.Contains(source)
        || (source.LastIndexOf('.') is > 0 and var dot && _brokenSources.Contains(source[..dot]));

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
