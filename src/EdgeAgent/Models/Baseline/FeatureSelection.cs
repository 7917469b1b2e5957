using System.IO.Enumeration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Models.Baseline;

/// <summary>Which features a baseline is made of, and how each enters it.</summary>
internal static class FeatureSelection
{
    /// <summary>
    /// The features that match any of the patterns. Without patterns: the frequencies of the modes, the range of every strain, the standard
    /// deviation of every acceleration that is not known to be sideways (an RMS would hold gravity, and sideways a bridge under traffic shows hardly
    /// more than the sensor's noise). Shares in the strain range are left out, because they follow from the
    /// ranges and would make the covariance singular.
    /// </summary>
    public static IReadOnlyList<FeatureDefinition> Select(IReadOnlyList<FeatureDefinition> definitions, IReadOnlyList<string> patterns)
    {
        Func<FeatureDefinition, bool> chosen = patterns.Count > 0
            ? definition => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, definition.Id, ignoreCase: false))
            : IsSensible;
        return [.. definitions.Where(chosen).Take(NoveltyParameters.FeaturesMax)];
    }

    /// <summary>Logarithms for what scales with the traffic, the value itself for the rest.</summary>
    public static FeatureTransform TransformOf(FeatureDefinition definition) =>
        definition.Quantity is "std" or "rms" or "range" or "range-share" or "peak" || definition.Quantity.StartsWith("band-", StringComparison.Ordinal)
            ? FeatureTransform.Logarithm
            : FeatureTransform.Identity;

    private static bool IsSensible(FeatureDefinition definition) => definition.Quantity switch
    {
        "range" => definition.Unit == "ue",
        "std" => definition.Unit == "m/s2" && definition.Direction is "vertical" or "",
        _ => definition.Source == definition.Span && definition.Quantity.EndsWith("-frequency", StringComparison.Ordinal),
    };
}
