using EdgeTwin.StructuralHealth.Evaluation.Sets;

namespace EdgeTwin.StructuralHealth.Tests.Evaluation;

/// <summary>Scoring of the Numenta Anomaly Benchmark against its published anchor points.</summary>
public sealed class NabScoringTests
{
    private static readonly (int First, int Last)[] s_window = [(1000, 1199)];

    [Fact]
    public void Normalised_NoDetection_IsZero() => Assert.Equal(0, NabScoring.Standard.Normalised([File()]), 9);

    [Fact]
    public void Normalised_DetectionInTheFirstRow_IsNearlyAHundred() => Assert.Equal(100, NabScoring.Standard.Normalised([File(1000)]), 0.1);

    /// <summary>The scoring function is 0.98661 at the start of a window, 0.84828 in its middle and 0 at its end.</summary>
    [Fact]
    public void Raw_DetectionInTheMiddle_IsThePublishedShare() =>
        Expect.Close(0.84828 / 0.98661, NabScoring.Standard.Raw(File(1100)), 1e-4, "middle");

    [Fact]
    public void Raw_SecondDetectionInAWindow_AddsNothing() => Assert.Equal(NabScoring.Standard.Raw(File(1050)), NabScoring.Standard.Raw(File(1050, 1150)), 12);

    [Fact]
    public void Raw_FalseAlarmBeforeAnyWindow_CostsItsWholeWeight()
    {
        Assert.Equal(-1 - 0.11, NabScoring.Standard.Raw(File(900)), 9);
        Assert.Equal(-1 - 0.22, NabScoring.RewardLowFalsePositives.Raw(File(900)), 9);
        Assert.Equal(-2 - 0.11, NabScoring.RewardLowFalseNegatives.Raw(File(900)), 9);
    }

    [Fact]
    public void Raw_FalseAlarmJustBehindTheWindow_CostsLess() => Assert.InRange(NabScoring.Standard.Raw(File(1210)), -1.03, -1.001);

    [Fact]
    public void Raw_DetectionInTheProbation_DoesNotCount() => Assert.Equal(-1, NabScoring.Standard.Raw(File(100)), 12);

    private static NabFile File(params int[] detections) => new("test", 4000, s_window, detections);
}
