using EdgeTwin.SensorDrivers.Timing;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Timing;

/// <summary>A chip is nothing but a true interval here: how many samples it has taken at a time is exact arithmetic.</summary>
public sealed class ChipSampleClockTests
{
    private const double NominalHz = 1000;
    private const int BufferMax = 32;

    // After a pause that overran the buffer the count comes from the clock and can be one off; a run has about 13 pauses.
    private const int PausesLeaveUncertain = 5;

    [Fact]
    public void Look_AnyClockErrorAndPolls_NumbersEverySampleAndKeepsTimeOrdered() =>
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                Gen.Choose(-4000, 4000).ToArbitrary(), Gen.Choose(4, 29).ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(),
                (clockErrorPpm, pollMs, seed) => IsAccountedFor(1e9 / (NominalHz * (1 + clockErrorPpm * 1e-6)), pollMs, seed)));

    [Fact]
    public void Look_AfterARestart_CountsTheGapFromTheTime()
    {
        var clock = new ChipSampleClock(NominalHz);
        Assert.Equal(0, clock.Look(10_500_000, 10_510_000, 10, overrun: false));
        clock.Deliver(10);

        clock.Restart(100_000_000);

        // The ten samples in the buffer are numbers 110 to 119: one hundred were lost.
        Assert.Equal(100, clock.Look(120_500_000, 120_510_000, 10, overrun: false));
        Assert.Equal(110, clock.NextSequence);
    }

    [Fact]
    public void Look_FirstOneComesLate_CountsWhatWasLostSinceTheStart()
    {
        var clock = new ChipSampleClock(NominalHz);
        clock.Restart(1_000_000_000);

        Assert.Equal(168, clock.Look(1_200_500_000, 1_200_510_000, BufferMax, overrun: true));
        Assert.Equal(168, clock.NextSequence);
    }

    [Fact]
    public void Look_SamplesVanishWithoutAFlag_AreFoundByTheClock()
    {
        var clock = new ChipSampleClock(NominalHz);
        long missing = 0;
        for (var poll = 1; poll <= 1000; poll++)
        {
            // From poll 500 on, five samples are gone for good.
            var taken = poll * 16;
            missing += clock.Look(taken * 1_000_000L + 500_000, taken * 1_000_000L + 510_000, poll == 500 ? 11 : 16, overrun: false);
            clock.Deliver(poll == 500 ? 11 : 16);
        }

        Assert.Equal(5, missing);
        Assert.Equal(16_000, clock.NextSequence);
    }

    [Fact]
    public void Look_SlowTransfers_DoNotDisturbTheEstimate()
    {
        var clock = new ChipSampleClock(NominalHz);
        for (var poll = 1; poll <= 2000; poll++)
        {
            // Every third look is preempted for 5 ms between reading the clock and reading the chip.
            var lateMs = poll % 3 == 0 ? 5 : 0;
            var now = poll * 16_000_000L + 300_000;
            var delivered = (int)(poll * 16 + lateMs - clock.NextSequence);
            clock.Look(now, now + lateMs * 1_000_000L + 20_000, delivered, overrun: false);
            clock.Deliver(delivered);
        }

        Assert.Equal(1e6, clock.IntervalNs, 20.0);
    }

    private static bool IsAccountedFor(double intervalNs, int pollMs, int seed)
    {
        var random = new Random(seed);
        var clock = new ChipSampleClock(NominalHz);
        long nowNs = 0, taken = 0, lastNs = -1;
        for (var poll = 0; poll < 4000; poll++)
        {
            nowNs += (long)(pollMs * 1e6 * (0.7 + 0.4 * random.NextDouble())) + (random.Next(300) == 0 ? 100_000_000 : 0);
            var made = (long)(nowNs / intervalNs);
            var buffered = (int)Math.Min(BufferMax, made - taken);
            if (buffered == 0)
                continue;
            clock.Look(nowNs, nowNs + 20_000, buffered, made - taken > BufferMax);
            var firstNs = clock.Deliver(buffered);
            if (firstNs < lastNs)
                return false;
            lastNs = firstNs + (long)((buffered - 1) * clock.IntervalNs);
            taken = made;
        }

        // Sequence number n is the sample of time (n + 1) intervals, up to what the pauses leave uncertain.
        return Math.Abs(clock.NextSequence - taken) <= PausesLeaveUncertain && Math.Abs(clock.IntervalNs / intervalNs - 1) < 500e-6;
    }
}
