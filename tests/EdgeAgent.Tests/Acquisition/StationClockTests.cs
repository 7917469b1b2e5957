using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Acquisition;

public sealed class StationClockTests
{
    private static readonly ClockQuality Ntp = new(ClockSource.Ntp, 1_000_000);

    [Fact]
    public void Refresh_WallClockStepsForward_LabelsFollow()
    {
        var time = new ManualTimeProvider();
        var clock = new StationClock(time, () => Ntp);
        var before = clock.UtcNs;
        time.StepWallClock(TimeSpan.FromHours(1));
        clock.Refresh();
        Assert.Equal(before + 3_600_000_000_000, clock.UtcNs);
        Assert.Equal(Ntp, clock.Quality);
    }

    [Fact]
    public void Refresh_WallClockStepsBack_LabelsGoOnAndTheStepIsStatedAsUncertainty()
    {
        var time = new ManualTimeProvider();
        var clock = new StationClock(time, () => Ntp);
        var before = clock.UtcNs;
        time.StepWallClock(TimeSpan.FromDays(-3650));
        time.Advance(TimeSpan.FromSeconds(1));
        clock.Refresh();
        Assert.Equal(before + 1_000_000_000, clock.UtcNs);
        Assert.Equal(Ntp.UncertaintyNs + (long)TimeSpan.FromDays(3650).TotalNanoseconds, clock.Quality.UncertaintyNs);
    }
}
