using EdgeTwin.StructuralHealth.Modal;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

public sealed class DecimatorTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(28)]
    public void Apply_ToneWithinTheBand_KeepsItToTenThousandthsWithoutDelay(int factor)
    {
        var decimator = new Decimator(factor);
        var frequency = 0.39 / factor;
        var samples = Tone(frequency, 4000);
        var result = decimator.Apply(samples);
        for (var index = 0; index < result.Length; index++)
            Assert.Equal(Math.Sin(2 * Math.PI * frequency * ((index * factor) + decimator.HalfLength)), result[index], 3e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Apply_ToneThatWouldFoldIntoTheBand_IsEightyDecibelsDown(int factor) =>
        Assert.True(new Decimator(factor).Apply(Tone(Math.Min(0.499, 0.61 / factor), 4000)).Max(Math.Abs) < 1.5e-4);

    [Fact]
    public void Apply_FactorOne_GivesTheSamplesThemselves() => Assert.Equal([1.0, 2, 3], new Decimator(1).Apply([1, 2, 3]));

    private static double[] Tone(double frequency, int count) => [.. Enumerable.Range(0, count).Select(index => Math.Sin(2 * Math.PI * frequency * index))];
}
