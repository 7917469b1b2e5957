using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class DetrendTests
{
    [Fact]
    public void Linear_Noise_EqualsScipy()
    {
        var samples = SpectrumVectors.Stored.X[..100];
        Detrend.Linear(samples);
        Expect.CloseToScale(SpectrumVectors.Stored.Linear, samples, 1e-12, "detrended");
    }

    [Fact]
    public void Polynomial_EveryOrder_EqualsNumpy()
    {
        foreach (var vector in SpectrumVectors.Stored.Trends)
        {
            double[] whole = [.. vector.Samples];
            Detrend.Polynomial(whole, vector.Order);
            Expect.CloseToScale(vector.Whole, whole, 1e-11, $"order {vector.Order}");

            double[] gappy = [.. vector.Samples];
            foreach (var place in vector.Missing)
                gappy[place] = double.NaN;
            Detrend.Polynomial(gappy, vector.Order);
            Assert.All(vector.Missing, place => Assert.True(double.IsNaN(gappy[place])));
            Expect.CloseToScale(vector.WithGaps, [.. gappy.Where(double.IsFinite)], 1e-11, $"order {vector.Order} with gaps");
        }
    }

    [Fact]
    public void Linear_MissingSample_FitsTheRest()
    {
        double[] samples = [1, 3, double.NaN, 7, 9];
        Detrend.Linear(samples);
        Assert.True(double.IsNaN(samples[2]));
        Assert.All(samples.Where(double.IsFinite), residual => Assert.Equal(0, residual, 1e-12));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(21)]
    public void Polynomial_ImpossibleOrder_Throws(int order) =>
        Assert.Throws<ArgumentException>(() => Detrend.Polynomial(new double[50], order));
}
