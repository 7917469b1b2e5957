using EdgeTwin.StructuralHealth.CrackGrowth;
using MathNet.Numerics.LinearAlgebra;

namespace EdgeTwin.StructuralHealth.Tests.CrackGrowth;

public sealed class CrackGrowthFitterTests
{
    private static readonly CrackGrowthVectors Stored = CrackGrowthVectors.Stored;

    [Fact]
    public void Likelihood_GivenScatter_EqualsNumPy()
    {
        Expect.Close(Stored.CostAtScatter, CrackGrowthFitter.Cost(Stored.Likelihood, Vector<double>.Build.DenseOfEnumerable(Stored.Scatter.Select(value => Math.Log(value)))), 1e-9, "cost");
        Expect.Close(Stored.Mean, [.. Stored.Likelihood.ToModel(Stored.TrueScatter).MeanCoefficients], 1e-8, "mean");
    }

    [Fact]
    public void Fit_SimulatedPopulation_FindsTheOptimumOfSciPy()
    {
        var model = CrackGrowthFitter.Fit(Stored.Population, new CrackGrowthOptions());
        var scatter = model.Scatter;
        double[] found = [scatter.Specimen, scatter.Slope, scatter.Segment, scatter.Wander, scatter.WanderLength];

        Expect.Close(Stored.BestCost, CrackGrowthFitter.Cost(Stored.Likelihood, Vector<double>.Build.DenseOfEnumerable(found.Select(value => Math.Log(value)))), 1e-6, "cost");
        Expect.Close(Stored.BestScatter, found, 0.02, "scatter");
        Assert.Equal(Stored.Specimens, model.Specimens);
        Expect.Close(2e-4, model.MedianRateMmPerCycle(Math.Sqrt(Stored.LengthsMm[0] * Stored.LengthsMm[^1])), 0.15, "median rate in the middle");
    }

    [Fact]
    public void Fit_TooSmallAPopulation_Throws()
    {
        var population = Stored.Population;
        Assert.Contains("at least 5", Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit([.. population.Take(4)], new CrackGrowthOptions())).Message, StringComparison.Ordinal);
        var young = new CrackRecord([10, 10.5, 11], [0, 100, 200]);
        Assert.Contains("Specimen 1 grew too little", Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit([young, .. population], new CrackGrowthOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OptionOutOfRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit(Stored.Population, new CrackGrowthOptions { SegmentGrowth = 0 }));
        Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit(Stored.Population, new CrackGrowthOptions { MeanDegree = 9 }));
        Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit(Stored.Population, new CrackGrowthOptions { Confidence = 1 }));
        Assert.Throws<ArgumentException>(() => CrackGrowthFitter.Fit(Stored.Population, new CrackGrowthOptions { TransferDeviation = double.NaN }));
    }
}
