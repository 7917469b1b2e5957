using EdgeTwin.StructuralHealth.Stiffness;

namespace EdgeTwin.StructuralHealth.Tests.Stiffness;

public sealed class LoadStiffnessTests
{
    private const double StiffnessKNPerMm = 15;

    [Fact]
    public void Estimate_LoadingAndUnloading_TakesTheLoadingBranchOnly()
    {
        var (force, displacement) = Loading(noiseMm: 0.01);

        var result = LoadStiffness.Estimate(force, displacement);

        Assert.Equal(StiffnessKNPerMm, result.Stiffness, 0.1);
        Assert.InRange(Math.Abs(result.Stiffness - StiffnessKNPerMm), 0, 4 * result.StandardError);
        Assert.Equal(100, result.PeakForce, 0.5);
        Assert.Equal(0, result.Rejected);
    }

    [Fact]
    public void Estimate_SomeoneInTheLaserBeam_IsLeftOutAndCounted()
    {
        var (force, displacement) = Loading(noiseMm: 0.01);
        for (var index = 300; index < 320; index++)
            displacement[index] = 150;

        var result = LoadStiffness.Estimate(force, displacement);

        Assert.Equal(StiffnessKNPerMm, result.Stiffness, 0.1);
        Assert.Equal(20, result.Rejected);
    }

    [Fact]
    public void Estimate_ASpikeOfTheLoadCell_IsNoPeak()
    {
        var (force, displacement) = Loading(noiseMm: 0.01);
        force[700] = 5000;

        Assert.Equal(100, LoadStiffness.Estimate(force, displacement).PeakForce, 0.5);
    }

    [Fact]
    public void Estimate_CreepDuringAStop_IsNoOutlier()
    {
        var (force, displacement) = Loading(noiseMm: 0.002);
        var held = Enumerable.Range(0, 3000).Select(index => displacement[400] + (0.5 * (1 - Math.Exp(-index / 800.0)))).ToArray();
        double[] longForce = [.. force[..400], .. Enumerable.Repeat(force[400], 3000), .. force[400..]];
        double[] longDisplacement = [.. displacement[..400], .. held, .. displacement[400..]];

        Assert.Equal(0, LoadStiffness.Estimate(longForce, longDisplacement).Rejected);
    }

    [Fact]
    public void Estimate_DeadDisplacement_IsRefused()
    {
        var (force, displacement) = Loading(noiseMm: 0.01);
        displacement.AsSpan().Fill(-1e6);
        var error = Assert.Throws<ArgumentException>(() => LoadStiffness.Estimate(force, displacement));
        Assert.Contains("dead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_NothingLoaded_IsRefused() =>
        Assert.Throws<ArgumentException>(() => LoadStiffness.Estimate(new double[100], new double[100]));

    [Fact]
    public void Estimate_ManyOutliers_AreRefused()
    {
        var (force, displacement) = Loading(noiseMm: 0.01);
        var random = new Random(3);
        for (var index = 0; index < displacement.Length; index += 4)
            displacement[index] = 100 * random.NextDouble();
        var error = Assert.Throws<ArgumentException>(() => LoadStiffness.Estimate(force, displacement));
        Assert.Contains("clean", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_TooFewSamplesOnTheBranch_AreRefused() =>
        Assert.Throws<ArgumentException>(() => LoadStiffness.Estimate([0, 10, 100, 100, 0], [0, 1, 7, 7, 0]));

    [Fact]
    public void ResponsePerForce_Strain_IsItsSlope()
    {
        var (force, displacement) = Loading(noiseMm: 0);
        var fit = LoadStiffness.ResponsePerForce(force, Array.ConvertAll(displacement, value => -2 * value));
        Assert.Equal(-2 / StiffnessKNPerMm, fit.Slope, 1e-9);
    }

    [Fact]
    public void Softening_StraightAnswer_IsZero()
    {
        var (force, displacement) = Loading(noiseMm: 0);
        Assert.Equal(0, LoadStiffness.Estimate(force, displacement).Softening, 0.01);
    }

    [Theory]
    [InlineData(15.3, 0.3, 11.4, 0.2, true)]
    [InlineData(15.3, 0.3, 15.1, 0.3, false)]
    [InlineData(15.3, 0.001, 15.25, 0.001, false)]
    [InlineData(15.3, 2, 11.4, 2, false)]
    public void Compare_NeedsSignificanceAndSize(double before, double beforeError, double after, double afterError, bool isChanged)
    {
        var change = StiffnessChange.Compare(before, beforeError, after, afterError);
        Assert.Equal(isChanged, change.IsChanged);
        Assert.Equal(1 - (after / before), change.LossIndex, 12);
    }

    /// <summary>Up to 100 kN, held, and back along another path, 10 Hz.</summary>
    private static (double[] Force, double[] Displacement) Loading(double noiseMm)
    {
        var random = new Random(1);
        var force = new double[2000];
        var displacement = new double[2000];
        for (var index = 0; index < force.Length; index++)
        {
            force[index] = index < 1000 ? 0.1 * index : index < 1400 ? 100 : Math.Max(0, 100 - (0.2 * (index - 1400)));
            displacement[index] = (force[index] / StiffnessKNPerMm) + (index >= 1400 ? 0.5 : 0) + (noiseMm * Signals.Gaussian(random));
        }

        return (force, displacement);
    }
}
