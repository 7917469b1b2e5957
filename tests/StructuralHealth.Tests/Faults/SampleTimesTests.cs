using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class SampleTimesTests
{
    [Fact]
    public void Judge_EvenTimes_FindsNothing()
    {
        var result = SampleTimes.Judge(Times(1000, 100), new SampleTimesOptions { NominalRateHz = 100 });

        Assert.Empty(result.Gaps);
        Assert.Empty(result.Backward);
        Assert.False(result.IsRateWrong);
        Assert.Equal(100, result.RateHz, 1e-9);
    }

    [Fact]
    public void Judge_MissingRows_GivesPlaceAndNumber()
    {
        var times = Times(1000, 100);
        double[] gappy = [.. times[..300], .. times[307..]];

        Assert.Equal([(300, 7)], SampleTimes.Judge(gappy).Gaps.Select(gap => (gap.Row, gap.Missing)));
    }

    [Fact]
    public void Judge_StepBackwards_IsFound()
    {
        var times = Times(100, 100);
        times[50] = times[48];
        Assert.Equal([50], SampleTimes.Judge(times).Backward);
    }

    [Theory]
    [InlineData(100.05, false)]
    [InlineData(100.2, true)]
    [InlineData(99.8, true)]
    public void Judge_RateAgainstTheOrderedOne_IsHeldToTheTolerance(double rateHz, bool isWrong) =>
        Assert.Equal(isWrong, SampleTimes.Judge(Times(1000, rateHz), new SampleTimesOptions { NominalRateHz = 100 }).IsRateWrong);

    [Fact]
    public void Judge_GapsWithoutAnOrderedRate_DoNotDisturbTheRate()
    {
        var times = Times(1000, 100);
        double[] gappy = [.. times[..300], .. times[600..]];
        Assert.Equal(100, SampleTimes.Judge(gappy).RateHz, 1e-6);
    }

    [Fact]
    public void Judge_NoTimes_IsRefused() => Assert.Throws<ArgumentException>(() => SampleTimes.Judge([1, 1, 1, 1]));

    private static double[] Times(int count, double rateHz) => [.. Enumerable.Range(0, count).Select(index => index / rateHz)];
}
