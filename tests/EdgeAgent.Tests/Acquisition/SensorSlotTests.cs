using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Acquisition;

public sealed class SensorSlotTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void EnsureStarted_ChipAbsent_SaysWhichWireAndTriesAgainLater()
    {
        using var driver = new ScriptedDriver { FailsToStart = true };
        using var slot = Create(driver);
        Assert.False(slot.EnsureStarted(0, out var failure));
        Assert.NotNull(failure);
        Assert.Contains("Look at the wire", slot.State.Message, StringComparison.Ordinal);
        Assert.Equal(Second, slot.DueNs);
        Assert.False(slot.EnsureStarted(Second, out _));
        Assert.Equal(3 * Second, slot.DueNs);
        driver.FailsToStart = false;
        Assert.True(slot.EnsureStarted(3 * Second, out _));
        Assert.Equal("", slot.State.Message);
    }

    [Fact]
    public void TryRead_GapAndDrop_AccountForEverySample()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);
        Assert.True(slot.EnsureStarted(0, out _));
        Read(slot, driver, count: 10, missingBefore: 0);
        var dropped = Read(slot, driver, count: 10, missingBefore: 5);
        slot.CountDropped(dropped);
        Assert.Equal(new SensorAccount(Delivered: 10, Missing: 5, Dropped: 10, Overruns: 0, Unaccounted: 0), slot.Account);
    }

    [Fact]
    public void TryRead_SequenceJumpsWithoutAGap_IsUnaccounted()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);
        Assert.True(slot.EnsureStarted(0, out _));
        driver.NextSequence = 7;
        Read(slot, driver, count: 10, missingBefore: 0);
        Assert.Equal(7, slot.Account.Unaccounted);
    }

    [Fact]
    public void TryRead_BusFails_StopsTheSensorAndReports()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);
        Assert.True(slot.EnsureStarted(0, out _));
        driver.FailsToRead = true;
        Assert.True(slot.Pool.TryRent(out var block));
        Assert.False(slot.TryRead(block, 0, out var failure));
        Assert.NotNull(failure);
        Assert.False(slot.State.Running);
        Assert.Equal(1, driver.Stops);
    }

    [Fact]
    public void NextPollNs_ChipClocked_VisitsEveryPhaseOfASampleAroundThePollInterval()
    {
        using var driver = new ScriptedDriver();
        using var slot = new SensorSlot(0, () => driver, driver.Description with { IsChipClocked = true });

        Assert.Equal([95_000_000, 100_000_000, 105_000_000], new[] { 0, 0.5, 1 }.Select(slot.NextPollNs));
    }

    [Fact]
    public void NextPollNs_HostPaced_IsThePollInterval()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);

        Assert.Equal([100_000_000, 100_000_000], new[] { 0, 0.9 }.Select(slot.NextPollNs));
    }

    private static SensorSlot Create(ScriptedDriver driver) => new(0, () => driver, driver.Description);

    private static SampleBlock Read(SensorSlot slot, ScriptedDriver driver, int count, long missingBefore)
    {
        driver.Next = (count, missingBefore);
        Assert.True(slot.Pool.TryRent(out var block));
        Assert.True(slot.TryRead(block, 0, out _));
        return block;
    }

    private sealed class ScriptedDriver : ISensorDriver
    {
        public bool FailsToStart { get; set; }

        public bool FailsToRead { get; set; }

        public int Stops { get; private set; }

        public long NextSequence { get; set; }

        public (int Count, long MissingBefore) Next { get; set; }

        public SensorDescription Description { get; } = new(
            "s", "scripted", 100, TimeSpan.FromMilliseconds(100), [new ChannelDescription("a", "strain", "ue", -1, 1)]);

        public void Start()
        {
            if (FailsToStart)
                throw Failure("start");
        }

        public ReadOutcome Read(SampleBlock block)
        {
            if (FailsToRead)
                throw Failure("read");
            block.SetSampleCount(Next.Count);
            block.MissingBefore = Next.MissingBefore;
            block.FirstSequence = NextSequence + Next.MissingBefore;
            block.SampleIntervalNs = 1e7;
            NextSequence = block.FirstSequence + Next.Count;
            return ReadOutcome.Ok;
        }

        public void Stop() => Stops++;

        public void Dispose() => Stops = 0;

        private static SensorException Failure(string operation) =>
            new(operation, "scripted", "nobody answers", "Look at the wire.", isTransient: true);
    }
}
