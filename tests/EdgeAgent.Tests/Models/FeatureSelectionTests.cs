using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models.Baseline;
using EdgeTwin.StructuralHealth.Novelty;

namespace EdgeTwin.EdgeAgent.Tests.Models;

public sealed class FeatureSelectionTests
{
    [Fact]
    public void Select_NoPatterns_TakesModesRangesAndDeviations() =>
        Assert.Equal(
            ["acc-1.z/std", "strain-1.strain/range", "strain-2.strain/range", "span-1/mode-1-frequency", "span-1/mode-2-frequency"],
            FeatureSelection.Select(SimulatedStation.Definitions, []).Select(d => d.Id));

    [Fact]
    public void Select_NoPatterns_LeavesSidewaysAccelerationOutAndTakesWhatHasNoDirection()
    {
        FeatureDefinition Std(string id, string direction) => new(0, id, "acc", "std", "m/s2", "span-1", "deck", "") { Direction = direction };

        Assert.Equal(
            ["acc-1.z/std", "acc-2.z/std"],
            FeatureSelection.Select([Std("acc-1.x/std", "longitudinal"), Std("acc-1.y/std", "transverse"), Std("acc-1.z/std", "vertical"), Std("acc-2.z/std", "")], [])
                .Select(d => d.Id));
    }

    [Fact]
    public void Select_NoPatterns_LearnsWhatTheExamplesLearn()
    {
        foreach (var example in new[] { ExampleStations.Reference(), ExampleStations.Demo() })
        {
            var station = StationFile.Parse(example, "example").Configuration!;
            var definitions = FeatureCatalog.Build(station);

            Assert.NotEmpty(station.Model.Features);
            Assert.Equal(
                FeatureSelection.Select(definitions, station.Model.Features).Select(d => d.Id),
                FeatureSelection.Select(definitions, []).Select(d => d.Id));
        }
    }

    [Fact]
    public void Select_Patterns_TakesWhatMatches() =>
        Assert.Equal(
            ["strain-2.strain/range", "span-1/mode-2-frequency"],
            FeatureSelection.Select(SimulatedStation.Definitions, ["strain-2*", "*/mode-2-*"]).Select(d => d.Id));

    [Fact]
    public void TransformOf_QuantitiesThatScaleWithTraffic_IsLogarithmic() =>
        Assert.Equal(
            [FeatureTransform.Logarithm, FeatureTransform.Logarithm, FeatureTransform.Logarithm, FeatureTransform.Logarithm, FeatureTransform.Identity, FeatureTransform.Identity],
            SimulatedStation.Definitions.Select(FeatureSelection.TransformOf));
}
