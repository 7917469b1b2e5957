using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Acquisition;

public sealed class SampleQueueTests
{
    [Fact]
    public void Write_LiveQueueFull_DropsTheOldestAndReturnsItToItsPool()
    {
        var dropped = new List<long>();
        var queue = new SampleQueue(waitWhenFull: false, block => dropped.Add(block.FirstSequence));
        var pool = new SampleBlockPool(1, 1, SampleQueue.ItemsMax + 1);
        for (var n = 0; n <= SampleQueue.ItemsMax; n++)
        {
            Assert.True(pool.TryRent(out var block));
            block.FirstSequence = n;
            Assert.True(queue.Write(new PathItem(block, 0, 0, ClockQuality.Unknown), CancellationToken.None));
        }

        Assert.Equal([0L], dropped);
        Assert.True(pool.TryRent(out _));
        Assert.True(queue.Reader.TryRead(out var oldest));
        Assert.Equal(1, oldest.Block!.FirstSequence);
    }

    [Fact]
    public async Task Write_WaitingQueueFull_WaitsForRoomAndDropsNothing()
    {
        var queue = new SampleQueue(waitWhenFull: true, _ => Assert.Fail("a block was dropped"));
        var tick = new PathItem(null, 0, 0, ClockQuality.Unknown);
        for (var n = 0; n < SampleQueue.ItemsMax; n++)
            Assert.True(queue.Write(tick, CancellationToken.None));
        var late = Task.Run(() => queue.Write(tick, CancellationToken.None));
        Assert.True(queue.Reader.TryRead(out _));
        Assert.True(await late.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Write_AfterCompletion_LeavesTheBlockWithTheCaller()
    {
        var queue = new SampleQueue(waitWhenFull: true, _ => { });
        queue.Complete();
        Assert.False(queue.Write(new PathItem(null, 0, 0, ClockQuality.Unknown), CancellationToken.None));
    }
}
