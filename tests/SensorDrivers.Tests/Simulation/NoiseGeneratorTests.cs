using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Simulation;

public sealed class NoiseGeneratorTests
{
    // Two-sided tail probabilities of the normal distribution (any table); 3.4426 is where the ziggurat's tail begins.
    private static readonly (double Beyond, double Probability)[] Tails =
        [(0.5, 0.617075), (1, 0.317311), (2, 0.045500), (3, 0.0026998), (3.442619855899, 0.00057612), (4, 6.3342e-5)];

    [Fact]
    public void NextGaussian_ManyDraws_HasTheMomentsAndTailsOfTheNormalDistribution()
    {
        const int draws = 4_000_000;
        var noise = new NoiseGenerator(1);
        double sum = 0, squares = 0, fourth = 0;
        var beyond = new int[Tails.Length];
        for (var i = 0; i < draws; i++)
        {
            var x = noise.NextGaussian();
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
            for (var tail = 0; tail < Tails.Length && Math.Abs(x) > Tails[tail].Beyond; tail++)
                beyond[tail]++;
        }

        Assert.Equal(0, sum / draws, 0.002);
        Assert.Equal(1, squares / draws, 0.003);
        Assert.Equal(3, fourth / draws, 0.03);
        for (var tail = 0; tail < Tails.Length; tail++)
        {
            var expected = Tails[tail].Probability * draws;
            Assert.InRange(beyond[tail], expected - 4 * Math.Sqrt(expected), expected + 4 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void NextGaussian_SameSeed_IsTheSameSeries()
    {
        NoiseGenerator a = new(5), b = new(5), c = new(6);
        var first = Enumerable.Range(0, 100).Select(_ => a.NextGaussian()).ToArray();

        Assert.Equal(first, Enumerable.Range(0, 100).Select(_ => b.NextGaussian()));
        Assert.NotEqual(first, Enumerable.Range(0, 100).Select(_ => c.NextGaussian()));
    }
}
