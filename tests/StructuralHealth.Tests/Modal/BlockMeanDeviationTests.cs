using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class BlockMeanDeviationTests
{
    [Fact]
    public void Of_IndependentValues_IsTheStandardErrorOfTheMean()
    {
        double[] values = [1, -1, 3, -3, 2, -2, 0, 0];
        Assert.Equal(Math.Sqrt(28.0 / (8 * 7)), BlockMeanDeviation.Of(values, 0), 1e-12);
    }

    [Fact]
    public void Of_ValuesThatRememberTheirNeighbours_ComesNearerToTheTrueErrorWithMemory()
    {
        // First-order autoregression with coefficient 0.7: the mean's deviation is 1 / (1 - 0.7) / sqrt(n).
        var random = new Random(11);
        const int count = 4000;
        var values = new double[count];
        for (var index = 1; index < count; index++)
            values[index] = (0.7 * values[index - 1]) + Signals.Gaussian(random);
        var mean = values.Average();
        double[] deviations = [.. values.Select(value => value - mean)];
        var expected = 1 / 0.3 / Math.Sqrt(count);
        Assert.InRange(BlockMeanDeviation.Of(deviations, 0), 0.3 * expected, 0.6 * expected);
        Assert.InRange(BlockMeanDeviation.Of(deviations, 20), 0.8 * expected, 1.2 * expected);
    }
}
