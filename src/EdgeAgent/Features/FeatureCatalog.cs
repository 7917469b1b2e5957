using System.Globalization;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Says which numbers are computed for every window, in one fixed order: channel by channel, then span by span.
/// The extractor fills them in; a new feature is one line here and one there.
/// </summary>
internal static class FeatureCatalog
{
    public static readonly string[] StatisticQuantities = ["mean", "std", "rms", "min", "max", "peak", "crest", "kurtosis"];
    public static readonly string[] SlowQuantities = ["mean", "std", "min", "max"];

    /// <summary>The definitions for a valid station file.</summary>
    public static IReadOnlyList<FeatureDefinition> Build(StationConfiguration configuration) =>
        Build(ChannelTable.Build(configuration), configuration.Features);

    /// <summary>The definitions for a channel table.</summary>
    public static IReadOnlyList<FeatureDefinition> Build(ChannelTable table, FeatureConfiguration features)
    {
        var definitions = new List<FeatureDefinition>();
        foreach (var channel in table.Channels)
        {
            foreach (var (quantity, unit, words) in OfChannel(channel, features))
            {
                definitions.Add(new FeatureDefinition(
                    definitions.Count, $"{channel.Id}/{quantity}", channel.Id, quantity, unit, channel.Span, channel.Member,
                    $"{words} of {Describe(channel)}") { Direction = channel.Direction });
            }
        }

        foreach (var mode in features.Modes)
        {
            definitions.Add(new FeatureDefinition(
                definitions.Count, $"{mode.Span}/{mode.Name}-frequency", mode.Span, $"{mode.Name}-frequency", "Hz", mode.Span, "",
                $"frequency of {mode.Name.Replace('-', ' ')} of {mode.Span}"));
        }

        return definitions;
    }

    private static IEnumerable<(string Quantity, string Unit, string Words)> OfChannel(StationChannel channel, FeatureConfiguration features)
    {
        if (!channel.IsDynamic)
        {
            foreach (var quantity in SlowQuantities)
                yield return (quantity, channel.Unit, Words(quantity));
            yield break;
        }

        foreach (var quantity in StatisticQuantities)
            yield return (quantity, quantity is "crest" or "kurtosis" ? "1" : channel.Unit, Words(quantity));
        yield return ("range", channel.Unit, "range");
        if (channel.Quantity == "strain" && channel.Span.Length > 0)
            yield return ("range-share", "1", "share in the strain range");
        if (channel.Quantity != "acceleration")
            yield break;
        yield return ("dominant-frequency", "Hz", "dominant frequency");
        foreach (var band in features.Bands)
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"energy between {band.LowHz:0.##} and {band.HighHz:0.##} Hz");
            yield return ($"band-{band.Name}", $"({channel.Unit})2", range);
        }
    }

    private static string Words(string quantity) => quantity switch
    {
        "std" => "standard deviation",
        "rms" => "RMS",
        "min" => "minimum",
        "max" => "maximum",
        "crest" => "crest factor",
        _ => quantity,
    };

    private static string Describe(StationChannel channel)
    {
        var direction = channel.Direction.Length > 0 ? channel.Direction + " " : "";
        var member = channel.Member.Length > 0 ? $" at {channel.Member}" : "";
        return $"{direction}{channel.Quantity}{member} ({channel.Id})";
    }
}
