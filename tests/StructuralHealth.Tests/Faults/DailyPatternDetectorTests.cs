using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class DailyPatternDetectorTests
{
    private const int PerDay = 288;

    [Fact]
    public void Add_EveryDayLikeTheOther_GivesNoAlarm() => Assert.Empty(Alarms(Series(days: 60, seed: 1)));

    [Theory]
    [InlineData(0.0)]
    [InlineData(45.0)]
    public void Add_ADayWithoutItsRise_IsAnAlarmOnThatDay(double level)
    {
        var values = Series(days: 14, seed: 2);
        for (var index = 10 * PerDay; index < 11 * PerDay; index++)
            values[index] = level;

        var alarm = Assert.Single(Alarms(values));

        Assert.InRange(alarm, 10 * PerDay, 11 * PerDay);
    }

    [Fact]
    public void Add_ANewLevelThatStays_IsOneAlarmAndThenTheHabit()
    {
        var values = Series(days: 30, seed: 3);
        for (var index = 15 * PerDay; index < values.Length; index++)
            values[index] += 40;

        Assert.InRange(Assert.Single(Alarms(values)), 15 * PerDay, (15 * PerDay) + 24);
    }

    [Fact]
    public void Add_MissingSamples_AreNoAlarm()
    {
        var values = Series(days: 14, seed: 4);
        values.AsSpan(10 * PerDay, PerDay).Fill(double.NaN);
        Assert.Empty(Alarms(values));
    }

    [Fact]
    public void Add_FlatChannel_GivesNoAlarm() => Assert.Empty(Alarms(Enumerable.Repeat(45.0, 14 * PerDay).ToArray()));

    [Fact]
    public void Add_WhileItLearns_ScoresNothing()
    {
        var detector = new DailyPatternDetector();
        foreach (var value in Series(days: 3, seed: 5))
            Assert.Equal(0, detector.Add(value).Score);
    }

    [Fact]
    public void Add_InSteadyState_AllocatesNothing()
    {
        var detector = new DailyPatternDetector();
        foreach (var value in Series(days: 5, seed: 6))
            detector.Add(value);

        var before = GC.GetAllocatedBytesForCurrentThread();
        detector.Add(20);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_SamplesTooFastForAHabit_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new DailyPatternDetector(new DailyPatternOptions { SampleSeconds = 0.01 }));

    private static List<int> Alarms(double[] values)
    {
        var detector = new DailyPatternDetector();
        return [.. Enumerable.Range(0, values.Length).Where(index => detector.Add(values[index]).IsAlarm)];
    }

    /// <summary>A probe in the sun: a daily wave of 30 units whose size changes from day to day, and noise.</summary>
    private static double[] Series(int days, int seed)
    {
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, days).Select(_ => 30 + (4 * random.NextDouble())).ToArray();
        return [.. Enumerable.Range(0, days * PerDay).Select(index => 20 - (sizes[index / PerDay] * Math.Cos(2 * Math.PI * index / PerDay)) + (0.5 * Signals.Gaussian(random)))];
    }
}
