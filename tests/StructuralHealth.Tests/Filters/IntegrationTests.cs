using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Filters;

public sealed class IntegrationTests
{
    private const double RateHz = 100;

    /// <summary>A burst whose displacement is known exactly: a sine under a Gaussian envelope, with the second derivative as acceleration.</summary>
    private static (double[] Acceleration, double[] Displacement) Burst(double frequencyHz, double offset)
    {
        var (omega, width, middle) = (2 * Math.PI * frequencyHz, 1.5, 15.0);
        var acceleration = new double[3000];
        var displacement = new double[3000];
        for (var index = 0; index < acceleration.Length; index++)
        {
            var t = (index / RateHz) - middle;
            var envelope = Math.Exp(-0.5 * t * t / (width * width));
            var slope = -t / (width * width);
            displacement[index] = envelope * Math.Sin(omega * t);
            acceleration[index] = offset + (envelope * ((((slope * slope) - (1 / (width * width)) - (omega * omega)) * Math.Sin(omega * t)) + (2 * slope * omega * Math.Cos(omega * t))));
        }

        return (acceleration, displacement);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9.81)]
    public void Integrate_BurstWithinTheBand_IsItsDisplacement(double offset)
    {
        var (acceleration, displacement) = Burst(2, offset);

        var motion = Integration.Integrate(acceleration, RateHz, new IntegrationOptions { LowHz = 0.05 }, baselineSamples: 500);

        Expect.CloseToScale(displacement, motion.Displacement, 1e-4, "displacement");
        var slope = Enumerable.Range(1, 2998).Select(index => (displacement[index + 1] - displacement[index - 1]) * RateHz / 2).ToArray();
        Expect.CloseToScale(slope, motion.Velocity.AsSpan(1..^1), 0.005, "velocity");
    }

    [Fact]
    public void Integrate_AtTheLowerEdge_LeavesHalf()
    {
        var (acceleration, displacement) = Burst(2, 0);
        var motion = Integration.Integrate(acceleration, RateHz, new IntegrationOptions { LowHz = 2 });
        Assert.InRange(motion.Displacement.Max() / displacement.Max(), 0.45, 0.55);
    }

    [Fact]
    public void Integrate_RecordOfThatBand_IsNotCutTwice()
    {
        var (acceleration, displacement) = Burst(2, 0);
        var motion = Integration.Integrate(acceleration, RateHz, new IntegrationOptions { LowHz = 2, HighHz = 40, IsBandLimitedRecord = true });
        Assert.InRange(motion.Displacement.Max() / displacement.Max(), 0.98, 1);
    }

    [Fact]
    public void Integrate_MissingSample_Throws()
    {
        var (acceleration, _) = Burst(2, 0);
        acceleration[1000] = double.NaN;
        Assert.Throws<ArgumentException>(() => Integration.Integrate(acceleration, RateHz, new IntegrationOptions()));
    }

    [Theory]
    [InlineData(0, 10, 2)]
    [InlineData(50, 60, 2)]
    [InlineData(5, 4, 2)]
    [InlineData(1, 10, 9)]
    [InlineData(1e-5, 10, 2)]
    public void Integrate_ImpossibleBand_Throws(double lowHz, double highHz, int order) =>
        Assert.Throws<ArgumentException>(() => Integration.Integrate(new double[1000], RateHz, new IntegrationOptions { LowHz = lowHz, HighHz = highHz, Order = order }));
}
