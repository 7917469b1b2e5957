using EdgeTwin.EdgeAgent.Configuration.Reading;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Configuration.Checks;

/// <summary>What a schema cannot say: that the parts of a station fit together.</summary>
internal static class StationChecks
{
    public static void Run(
        StationConfiguration station, Func<StationConfiguration, IReadOnlyList<FeatureDefinition>>? knownFeatures, ErrorList errors)
    {
        _ = station;
        _ = knownFeatures;
        _ = errors;
    }
}
