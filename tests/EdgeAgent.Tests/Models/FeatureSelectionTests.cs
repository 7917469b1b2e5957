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
