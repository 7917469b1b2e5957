using EdgeTwin.EdgeAgent.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.Simulation;

public sealed class SimulatedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WaitUntil_InThePast_DoesNotMoveTime()
    {
        var clock = new SimulatedClock(TimeProvider.System, Start, speed: 1e6);
        clock.WaitUntil(5_000_000_000, CancellationToken.None);
        clock.WaitUntil(1_000_000_000, CancellationToken.None);
        Assert.Equal(5_000_000_000, clock.GetTimestamp());
        Assert.Equal(Start.AddSeconds(5), clock.GetUtcNow());
    }

    [Fact]
    public void WaitUntil_MachineTooSlow_GoesOnFromWhereItIs()
    {
        var real = new ManualTimeProvider();
        var clock = new SimulatedClock(real, Start, speed: 1000);
        clock.WaitUntil(1_000_000, CancellationToken.None);
        real.Advance(TimeSpan.FromSeconds(60));
        clock.WaitUntil(2_000_000, CancellationToken.None);
        Assert.Equal(2_000_000, clock.GetTimestamp());
    }

    [Fact]
    public void WaitUntil_Cancelled_LeavesTimeWhereItWas()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var clock = new SimulatedClock(TimeProvider.System, Start, speed: 1);
        clock.WaitUntil(3_600_000_000_000, cancelled.Token);
        Assert.Equal(0, clock.GetTimestamp());
    }

    [Fact]
    public void MeasureSpeed_AfterAJump_SaysHowFastTimeRan()
    {
        var real = new ManualTimeProvider();
        var clock = new SimulatedClock(real, Start, speed: 1e6);
        clock.MeasureSpeed();
        Assert.True(double.IsNaN(clock.AchievedSpeed));
        real.Advance(TimeSpan.FromSeconds(2));
        clock.WaitUntil(80_000_000_000, CancellationToken.None);
        clock.MeasureSpeed();
        Assert.Equal(40, clock.AchievedSpeed, 6);
    }
}
