using EdgeTwin.SensorDrivers.Timing;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Timing;

/// <summary>
/// How near the estimate comes to a chip whose every sample's time is exact arithmetic. All at once: a chip 20 ppm/degC while its temperature
/// changes by half a degree a minute drifts by 10 ppm a minute.
/// </summary>
public sealed class ChipSampleClockAccuracyTests
{
    private const double SettleSeconds = 60;
    private const double IntervalErrorPpmMax = 10;
    private const double TimeErrorNsMax = 100_000;

    // Polls in step with the samples show the same phase for a minute: an interval in 60 s, 16.7 ppm, is then all that can be known.
    private const double InStepPpm = 60;

    private static readonly Gen<PollPattern> IrregularPolls =
        Gen.Elements(PollPattern.AsTheSamplingLoop, PollPattern.Jittered, PollPattern.AnyOfTheBuffer);

    private static readonly Gen<double> AnyError = Gen.OneOf(
        Gen.Choose(-50_000_000, 50_000_000).Select(milli => milli * 1e-3),
        Gen.Choose(-6_000_000, 6_000_000).Select(milli => milli * 1e-3),
        Gen.Choose(-100_000, 100_000).Select(milli => milli * 1e-3));

    [Fact]
    public void Look_AnyClockErrorAndPolls_KnowsRateAndTimesAfterAMinute() =>
        ForAll(Triples(AnyError, IrregularPolls), 150, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(1000, errorPpm, 0, seed);
            chip.PollUntil(SettleSeconds, pattern);
            Assert.Equal(ClockStability.Stable, chip.Clock.State.Stability);
            chip.PollUntil(SettleSeconds + 20, pattern, () => AssertWithin(chip, IntervalErrorPpmMax, TimeErrorNsMax));
        });

    [Fact]
    public void Look_AnyDriftingClockAndPolls_FollowsIt() =>
        ForAll(Triples(AnyError, IrregularPolls), 60, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(1000, errorPpm, seed % 2 == 0 ? 10 : -10, seed);
            chip.PollUntil(SettleSeconds, pattern);
            chip.PollUntil(300, pattern, () =>
            {
                AssertWithin(chip, IntervalErrorPpmMax, TimeErrorNsMax);
                Assert.Equal(ClockStability.Stable, chip.Clock.State.Stability);
            });
        });

    [Fact]
    public void Look_ExactlyRegularPolls_KnowsTheRateAfterAMinuteUnlessInStep() =>
        ForAll(Triples(AnyError, Gen.Constant(PollPattern.Regular)), 150, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(1000, errorPpm, 0, seed);
            chip.PollUntil(SettleSeconds, pattern);
            chip.PollUntil(SettleSeconds + 20, pattern, () =>
                AssertWithin(chip, Math.Abs(errorPpm) < InStepPpm ? 17 : IntervalErrorPpmMax, double.PositiveInfinity));
        });

    /// <summary>That is what set membership promises: whatever the polls, the truth is never outside of what is stated.</summary>
    [Fact]
    public void State_AnyClockAndPolls_NeverExcludesTheTruth() =>
        ForAll(Triples(AnyError, Gen.Elements(Enum.GetValues<PollPattern>())), 80, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(1000, errorPpm, seed % 37 - 18, seed);
            chip.PollUntil(150, pattern, () =>
                AssertWithin(chip, chip.Clock.State.IntervalUncertaintyPpm, chip.Clock.State.TimeUncertaintyNs + 5));
        });

    [Theory]
    [InlineData(4000, 2, 25_000)]
    [InlineData(2000, 5, 50_000)]
    [InlineData(500, 10, 150_000)]
    [InlineData(250, 10, 300_000)]
    public void Look_OtherRates_AreKnownAfterAMinuteToo(double rateHz, double intervalErrorPpm, double timeErrorNs) =>
        ForAll(Triples(AnyError, IrregularPolls), 30, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(rateHz, errorPpm, 0, seed);
            chip.PollUntil(SettleSeconds, pattern);
            chip.PollUntil(SettleSeconds + 20, pattern, () => AssertWithin(chip, intervalErrorPpm, timeErrorNs));
        });

    [Fact]
    public void Look_SlowRate_IsKnownAfterSomeMinutes() =>
        ForAll(Triples(AnyError, IrregularPolls), 30, (errorPpm, pattern, seed) =>
        {
            var chip = new PolledChip(62.5, errorPpm, 0, seed);
            chip.PollUntil(180, pattern);
            Assert.Equal(ClockStability.Stable, chip.Clock.State.Stability);
            chip.PollUntil(240, pattern, () => AssertWithin(chip, 20, 1_000_000));
        });

    [Fact]
    public void State_PollsInStepWithTheSamples_AdmitsWhatCannotBeKnown()
    {
        var chip = new PolledChip(1000, 0, 0, 1);

        chip.PollUntil(SettleSeconds, PollPattern.Regular);

        Assert.Equal(ClockStability.Settling, chip.Clock.State.Stability);
        Assert.True(chip.Clock.State.IntervalUncertaintyPpm > IntervalErrorPpmMax);
        Assert.InRange(chip.Clock.State.TimeUncertaintyNs, 200_000, 1_000_000);
    }

    [Fact]
    public void State_ClockRunsAwayFasterThanTemperatureCan_IsUnstableAndFollowed()
    {
        var chip = new PolledChip(1000, 500, 400, 3);
        var wasUnstable = 0;

        chip.PollUntil(SettleSeconds, PollPattern.AsTheSamplingLoop);
        chip.PollUntil(240, PollPattern.AsTheSamplingLoop, () =>
        {
            AssertWithin(chip, 60, 200_000);
            wasUnstable += chip.Clock.State.Stability == ClockStability.Unstable ? 1 : 0;
        });

        Assert.InRange(wasUnstable, 9_000, 12_000);
    }

    [Fact]
    public void State_ClockJumps_IsUnstableForSomeMinutesOnly()
    {
        var clock = new ChipSampleClock(1000);
        var (nowNs, taken, dither, unstableUntilNs) = (0L, 0L, 0.0, 0L);
        while (nowNs < 600_000_000_000)
        {
            dither = (dither + 0.618034) % 1;
            nowNs += 16_000_000 + (long)((dither - 0.5) * 1e6);
            // At 120 s the chip becomes faster by 200 ppm.
            var made = (long)(nowNs * 1e-6 + Math.Max(0, nowNs * 1e-9 - 120) * 0.2);
            Assert.Equal(0, clock.Look(nowNs, nowNs + 20_000, (int)(made - taken), overrun: false));
            clock.Deliver((int)(made - taken));
            taken = made;
            if (clock.State.Stability == ClockStability.Unstable)
                unstableUntilNs = nowNs;
            else if (nowNs < 120_000_000_000)
                Assert.True(nowNs < 60_000_000_000 || clock.State.Stability == ClockStability.Stable);
        }

        Assert.InRange(unstableUntilNs, 121_000_000_000, 500_000_000_000);
        Assert.InRange(clock.IntervalNs, 1e6 / 1.0002 - 5, 1e6 / 1.0002 + 5);
    }

    [Fact]
    public void State_AfterARestart_SettlesAgainAndKeepsTheRate()
    {
        var chip = new PolledChip(1000, 3000, 0, 5);
        chip.PollUntil(SettleSeconds, PollPattern.Jittered);
        var uncertaintyPpm = chip.Clock.State.IntervalUncertaintyPpm;
        Assert.Equal(ClockStability.Stable, chip.Clock.State.Stability);

        chip.Clock.Restart(chip.NowNs + 20_000_000);
        chip.Clock.Look(chip.NowNs + 40_000_000, chip.NowNs + 40_020_000, 10, overrun: false);

        Assert.Equal(ClockStability.Settling, chip.Clock.State.Stability);
        Assert.InRange(chip.Clock.State.IntervalUncertaintyPpm, 0, uncertaintyPpm * 2);
    }

    [Fact]
    public void Restart_AfterADayOff_StillKnowsTheRateToATemperaturesWorth()
    {
        const long dayNs = 86_400_000_000_000;
        var chip = new PolledChip(1000, 3000, 0, 5);
        chip.PollUntil(SettleSeconds, PollPattern.Jittered);

        chip.Clock.Restart(chip.NowNs + dayNs);
        var missing = chip.Clock.Look(chip.NowNs + dayNs + 10_000_000, chip.NowNs + dayNs + 10_020_000, 10, overrun: false);

        Assert.Equal(dayNs * 1e-6 * 1.003, missing, dayNs * 1e-6 * 5e-6);
        Assert.InRange(chip.Clock.State.IntervalUncertaintyPpm, 100, 1000);
    }

    [Fact]
    public void Look_OnceBuilt_AllocatesNothing()
    {
        var clock = new ChipSampleClock(1000);
        Run(1, 20_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run(20_001, 40_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int from, int to)
        {
            for (var poll = from; poll <= to; poll++)
            {
                var nowNs = poll * 16_000_000L + poll * 7919 % 900_000;
                clock.Look(nowNs, nowNs + 20_000, 16, overrun: false);
                clock.Deliver(16);
            }
        }
    }

    private static void AssertWithin(PolledChip chip, double intervalErrorPpm, double timeErrorNs)
    {
        Assert.InRange(Math.Abs(chip.IntervalErrorPpm), 0, intervalErrorPpm);
        Assert.InRange(Math.Abs(chip.TimeErrorNs), 0, timeErrorNs);
    }

    private static Gen<(double ErrorPpm, PollPattern Pattern, int Seed)> Triples(Gen<double> errors, Gen<PollPattern> patterns) =>
        from error in errors
        from pattern in patterns
        from seed in Gen.Choose(0, 1_000_000)
        select (error, pattern, seed);

    private static void ForAll(Gen<(double ErrorPpm, PollPattern Pattern, int Seed)> chips, int tests, Action<double, PollPattern, int> check) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests),
            Prop.ForAll(chips.ToArbitrary(), chip => check(chip.ErrorPpm, chip.Pattern, chip.Seed)));
}
