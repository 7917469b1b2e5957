using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>Windows, bands and modes: the frequencies can be seen with these channels and these windows.</summary>
internal static class FeatureChecks
{
    /// <summary>A band narrower than this many lines of the spectrum holds no peak that could be told from its neighbours.</summary>
    private const int FewestSpectrumLines = 2;

    public static void Run(StationConfiguration station, SoundPart sound, ErrorList errors)
    {
        var (windows, features) = (station.Windows, station.Features);
        if (windows.LatenessSeconds > windows.Seconds)
            errors.Add("windows.latenessSeconds", $"is {windows.LatenessSeconds} s, longer than a window ({windows.Seconds} s)", $"write a number up to {windows.Seconds}");
        if (features.WelchSegmentSeconds > windows.Seconds)
            errors.Add("features.welchSegmentSeconds", $"is {features.WelchSegmentSeconds} s, longer than a window ({windows.Seconds} s)", $"write a number up to {windows.Seconds}, or lengthen windows.seconds");
        StationChecks.Unique(features.Bands.Select((band, b) => ($"features.bands[{b}].name", band.Name)), "band", errors);
        var slowest = sound.Channels.Values.Where(channel => channel.Quantity == "acceleration").MinBy(channel => channel.SampleRateHz);
        for (var b = 0; b < features.Bands.Count; b++)
            CheckBand(features.Bands[b].LowHz, features.Bands[b].HighHz, slowest, features.WelchSegmentSeconds, $"features.bands[{b}]", errors);
        CheckModes(station, sound, errors);
    }

    private static void CheckModes(StationConfiguration station, SoundPart sound, ErrorList errors)
    {
        var modes = station.Features.Modes;
        foreach (var group in modes.Index().GroupBy(item => item.Item.Span))
            StationChecks.Unique(group.Select(item => ($"features.modes[{item.Index}].name", item.Item.Name)), "mode of the span", errors);
        for (var m = 0; m < modes.Count; m++)
        {
            var path = $"features.modes[{m}]";
            CheckSpan(modes[m], station.Structure, path, errors);
            var channels = CheckChannels(modes[m], sound, path, errors);
            var slowest = channels.MinBy(channel => channel.SampleRateHz);
            CheckBand(modes[m].LowHz, modes[m].HighHz, slowest, station.Features.WelchSegmentSeconds, path, errors);
        }
    }

    private static void CheckSpan(ModeConfiguration mode, StructureConfiguration structure, string path, ErrorList errors)
    {
        var spans = structure.Spans.Select(span => span.Id).ToList();
        if (mode.Span.Length > 0 && !spans.Contains(mode.Span) && !spans.Contains(""))
            errors.Add($"{path}.span", $"is \"{mode.Span}\", which is no span of the structure", Spelling.Advice(mode.Span, spans, "spans"));
    }

    private static List<StationChannel> CheckChannels(ModeConfiguration mode, SoundPart sound, string path, ErrorList errors)
    {
        var found = new List<StationChannel>();
        for (var c = 0; c < mode.Channels.Count; c++)
        {
            var (place, name) = ($"{path}.channels[{c}]", mode.Channels[c]);
            if (sound.Channels.TryGetValue(name, out var channel))
            {
                CheckFits(mode, channel, found, errors.IsBroken($"{path}.span"), place, errors);
                found.Add(channel);
            }
            else if (name.Length > 0 && !sound.MayBeBrokenChannel(name))
            {
                var fast = sound.Channels.Values.Where(known => known.IsDynamic).Select(known => known.Id).ToList();
                errors.Add(place, $"is \"{SchemaWords.Shorten(name)}\", which is no channel of the station", Spelling.Advice(name, fast, "channels that vibrate"));
            }
        }

        return found;
    }

    /// <summary>The spectra of a mode's channels are summed, so they must be of one kind.</summary>
    private static void CheckFits(ModeConfiguration mode, StationChannel channel, List<StationChannel> before, bool spanIsBroken, string path, ErrorList errors)
    {
        if (before.Contains(channel))
            errors.Add(path, $"is {channel.Id} a second time", "name each channel once");
        else if (!channel.IsDynamic)
            errors.Add(path, $"is {channel.Id}, which is sampled at {channel.SampleRateHz} Hz only", "name acceleration or strain channels");
        else if (before.Count > 0 && (before[0].Unit != channel.Unit || before[0].SampleRateHz != channel.SampleRateHz))
            errors.Add(path, $"is {channel.Id} ({channel.Unit} at {channel.SampleRateHz} Hz), unlike {before[0].Id} ({before[0].Unit} at {before[0].SampleRateHz} Hz)", "sum channels of one quantity and one rate");
        else if (channel.Span.Length > 0 && mode.Span.Length > 0 && channel.Span != mode.Span && !spanIsBroken)
            errors.Add(path, $"is {channel.Id}, which sits on {channel.Span}", $"name channels on {mode.Span}");
    }

    private static void CheckBand(double lowHz, double highHz, StationChannel? slowest, double segmentSeconds, string path, ErrorList errors)
    {
        if (highHz <= lowHz)
        {
            errors.Add($"{path}.highHz", $"is {highHz} Hz, not above lowHz, which is {lowHz} Hz", "write the upper end of the band");
            return;
        }

        if (slowest is not null && highHz >= slowest.SampleRateHz / 2)
        {
            errors.Add(
                $"{path}.highHz",
                $"is {highHz} Hz, but {slowest.Id} is sampled at {slowest.SampleRateHz} Hz and shows only what lies below half of that",
                $"write a number below {slowest.SampleRateHz / 2}, or sample faster");
        }

        if (highHz - lowHz < FewestSpectrumLines / segmentSeconds)
        {
            errors.Add(
                path,
                $"is {highHz - lowHz:0.####} Hz wide, but segments of {segmentSeconds} s resolve {1 / segmentSeconds:0.####} Hz",
                $"widen the band to {FewestSpectrumLines / segmentSeconds:0.####} Hz at least, or lengthen features.welchSegmentSeconds");
        }
    }
}
