using EdgeTwin.SensorDrivers.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Simulation;

public sealed class SimulatedSampleClockTests
{
    private const double MinuteNs = 60e9;

    [Fact]
    public void TimeOf_NoDrift_IsAWholeNumberOfIntervals()
    {
        var clock = new SimulatedSampleClock(new SimulationOptions(3000, 0, 1), 1000, 5_000_000_000);

        Assert.Equal(1000 * 1e6 / 1.003, clock.TimeOf(1000), 1e-3);
        Assert.Equal(60_180, clock.SamplesAt(MinuteNs + 1));
    }

    /// <summary>A rate that grows by 10 ppm a minute has made 5 ppm more samples after a minute.</summary>
    [Fact]
    public void SamplesAt_Drifting_IntegratesTheRate()
    {
        var clock = new SimulatedSampleClock(new SimulationOptions(0, 1000, 1), 1000, 0);

        Assert.Equal(60_000 + 30, clock.SamplesAt(MinuteNs + 10));
        Assert.Equal(600_000 + 3000, clock.SamplesAt(10 * MinuteNs + 10));
        Assert.Equal(1e6 / 1.01, clock.TimeOf(603_001) - clock.TimeOf(603_000), 0.1);
    }

    [Fact]
    public void SamplesAt_StartedLater_HasDriftedFromTheBeginning()
    {
        var clock = new SimulatedSampleClock(new SimulationOptions(100, 50, 1), 1000, (long)(4 * MinuteNs));

        Assert.Equal(1e6 / (1 + 300e-6), clock.TimeOf(1), 0.01);
    }

    [Fact]
    public void TimeOf_AnyClock_IsWhenTheSampleAppears() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                Gen.Choose(-20_000, 20_000).ToArbitrary(), Gen.Choose(-1000, 1000).ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(),
                (errorPpm, driftPpmPerMinute, sample) =>
                {
                    var clock = new SimulatedSampleClock(new SimulationOptions(errorPpm, driftPpmPerMinute, 1), 1000, 7_000_000_000);
                    var ns = clock.TimeOf(sample);
                    return clock.SamplesAt(ns + 10) == sample && clock.SamplesAt(ns - 10) == sample - 1;
                }));
}
