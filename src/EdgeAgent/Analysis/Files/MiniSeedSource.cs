using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>One source of a miniSEED file as a channel: its name here, what it measures, and its records.</summary>
internal sealed record MiniSeedSource(string Name, string Quantity, MiniSeedTag? Tag, MiniSeedTrace Trace)
{
    /// <summary>The sources of numbers; text, as of a station's log, is left out.</summary>
    public static IReadOnlyList<MiniSeedSource> From(IReadOnlyList<MiniSeedTrace> traces)
    {
        var sources = traces.Where(trace => trace.Segments.All(segment => segment.SampleType != MiniSeedSampleType.Text)).Select(From).ToList();
        var repeated = sources.GroupBy(source => source.Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. sources.Select(source => repeated.Contains(source.Name) ? source with { Name = NameOf(source.Trace.SourceIdentifier) } : source)];
    }

    private static MiniSeedSource From(MiniSeedTrace trace)
    {
        var tag = MiniSeedTag.Of(trace.Segments[0].Records[0]);
        var source = FdsnSourceIdentifier.TryParse(trace.SourceIdentifier, out var identifier, out _) ? identifier.Source : "";
        return new MiniSeedSource(tag?.Channel ?? NameOf(trace.SourceIdentifier), tag?.Quantity ?? QuantityOf(source), tag, trace);
    }

    /// <summary>
    /// NET.STA.LOC.CHA: with points, because the last word behind an underscore is a unit in a recording's column, and a channel's N would be newtons.
    /// </summary>
    private static string NameOf(string text)
    {
        if (!FdsnSourceIdentifier.TryParse(text, out var identifier, out _))
            return text.Replace('_', '.').Replace(',', '.').Replace('"', '.');
        var channel = identifier.FitsSeed()
            ? identifier.Band + identifier.Source + identifier.Subsource
            : $"{identifier.Band}.{identifier.Source}.{identifier.Subsource}";
        return $"{identifier.Network}.{identifier.Station}.{identifier.Location}.{channel}";
    }

    /// <summary>Quantities by FDSN's source codes; a seismometer's counts are taken for velocity, as the instrument makes them.</summary>
    private static string QuantityOf(string source) => source switch
    {
        "N" => "acceleration",
        "H" or "L" or "P" => "velocity",
        "S" => "strain",
        "A" => "inclination",
        "K" => "temperature",
        "I" => "relativeHumidity",
        "R" => "rainRate",
        "W" => "windSpeed",
        _ => "",
    };
}
