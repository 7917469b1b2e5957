using EdgeTwin.Sync.Drain;

namespace EdgeTwin.Sync.Tests.Drain;

public sealed class PacingTests
{
    [Fact]
    public void TokenBucket_Overdrawn_WaitsForTheDebt()
    {
        var clock = new ManualTimeProvider();
        var bucket = new TokenBucket(1000, 2000, clock);

        bucket.Spend(5000);

        Assert.Equal(TimeSpan.FromSeconds(3), bucket.Wait);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, bucket.Wait);
        clock.Advance(TimeSpan.FromHours(1));
        bucket.Spend(2500);
        Assert.Equal(TimeSpan.FromSeconds(0.5), bucket.Wait);
    }

    [Fact]
    public void TokenBucket_WallClockStepsTenYears_ChangesNothing()
    {
        var clock = new ManualTimeProvider();
        var bucket = new TokenBucket(1000, 1000, clock);
        bucket.Spend(2000);

        clock.StepWallClock(TimeSpan.FromDays(3650));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Wait);
        clock.StepWallClock(TimeSpan.FromDays(-7300));
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Wait);
    }

    [Fact]
    public async Task WakeSignal_SetBeforeWait_IsNotLost()
    {
        var signal = new WakeSignal();
        signal.Set();
        signal.Set();

        await signal.WaitAsync(TimeSpan.FromDays(1), new ManualTimeProvider(), default);
        var second = signal.WaitAsync(TimeSpan.FromDays(1), new ManualTimeProvider(), default);

        Assert.False(second.IsCompleted);
        signal.Set();
        await second;
    }

    [Fact]
    public async Task WakeSignal_TimeoutOrCancel_Returns()
    {
        var clock = new ManualTimeProvider();
        var signal = new WakeSignal();
        using var stop = new CancellationTokenSource();

        var timed = signal.WaitAsync(TimeSpan.FromSeconds(5), clock, default);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(timed.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        await timed;

        var cancelled = signal.WaitAsync(TimeSpan.FromSeconds(5), clock, stop.Token);
        await stop.CancelAsync();
        await cancelled;
    }
}
