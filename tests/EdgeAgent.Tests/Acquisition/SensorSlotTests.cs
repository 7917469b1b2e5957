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
        Assert.False(slot.EnsureStarted(0, false, out var failure));
        Assert.NotNull(failure);
        Assert.Contains("Look at the wire", slot.State.Message, StringComparison.Ordinal);
        Assert.Equal(Second / 10, slot.DueNs);
        Assert.False(slot.EnsureStarted(Second / 10, false, out _));
        Assert.Equal(3 * Second / 10, slot.DueNs);
        driver.FailsToStart = false;
        Assert.True(slot.EnsureStarted(3 * Second / 10, false, out _));
        Assert.Equal("", slot.State.Message);
    }

    [Fact]
    public void EnsureStarted_SensorFailsAgainAndAgain_WaitsLongerUntilItIsSoundForAWhile()
    {
        using var driver = new ScriptedDriver { Next = (1, 0) };
        using var slot = Create(driver);
        var nowNs = 0L;
        var delays = new List<long>();
        for (var failure = 0; failure < 12; failure++)
            delays.Add(FailOnce(slot, driver, ref nowNs, soundForNs: 0));
        Assert.Equal(Second / 10, delays[0]);
        Assert.Equal(2 * delays[3], delays[4]);
        Assert.Equal(30 * Second, delays[^1]);

        Assert.Equal(15 * Second, FailOnce(slot, driver, ref nowNs, soundForNs: Second));
        Assert.Equal(Second / 10, FailOnce(slot, driver, ref nowNs, soundForNs: 20 * Second));
    }

    [Fact]
    public async Task EnsureStarted_StartTakesLong_DoesNotHoldTheLoopUp()
    {
        using var mayStart = new ManualResetEventSlim();
        using var driver = new ScriptedDriver { MayStart = mayStart };
        using var slot = Create(driver);

        Assert.False(slot.EnsureStarted(0, beside: true, out var failure));

        Assert.Null(failure);
        Assert.InRange(slot.DueNs, 1, 10_000_000);
        mayStart.Set();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!slot.EnsureStarted(0, beside: true, out _) && !deadline.IsCancellationRequested)
            await Task.Yield();
        Assert.True(slot.State.Running);
    }

    private static long FailOnce(SensorSlot slot, ScriptedDriver driver, ref long nowNs, long soundForNs)
    {
        Assert.True(slot.EnsureStarted(nowNs, false, out _));
        for (var endNs = nowNs + soundForNs; nowNs < endNs;)
        {
            nowNs += Second / 2;
            Assert.True(slot.Pool.TryRent(out var good));
            Assert.True(slot.TryRead(good, nowNs, out _));
            good.Dispose();
        }

        driver.FailsToRead = true;
        Assert.True(slot.Pool.TryRent(out var bad));
        Assert.False(slot.TryRead(bad, nowNs, out _));
        bad.Dispose();
        driver.FailsToRead = false;
        var delayNs = slot.DueNs - nowNs;
        nowNs = slot.DueNs;
        return delayNs;
    }

    [Fact]
    public void TryRead_GapAndDrop_AccountForEverySample()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);
        Assert.True(slot.EnsureStarted(0, false, out _));
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
        Assert.True(slot.EnsureStarted(0, false, out _));
        driver.NextSequence = 7;
        Read(slot, driver, count: 10, missingBefore: 0);
        Assert.Equal(7, slot.Account.Unaccounted);
    }

    [Fact]
    public void TryRead_BusFails_StopsTheSensorAndReports()
    {
        using var driver = new ScriptedDriver();
        using var slot = Create(driver);
        Assert.True(slot.EnsureStarted(0, false, out _));
        driver.FailsToRead = true;
        Assert.True(slot.Pool.TryRent(out var block));
        Assert.False(slot.TryRead(block, 0, out var failure));
        Assert.NotNull(failure);
        Assert.False(slot.State.Running);
        Assert.Equal(1, driver.Stops);
    }

    [Fact]
    public void EnsureStarted_AnotherChipAnswers_SaysWhichAndLooksOnceAMinute()
    {
        var looks = 0;
        using var driver = new ScriptedDriver { FailsToStart = true };
        using var slot = new SensorSlot(0, () => driver, driver.Description, () => $"At i2c-1 address 0x48 there is now a tmp117 (look {++looks})");

        Assert.False(slot.EnsureStarted(0, beside: false, out var failure));
        Assert.False(slot.EnsureStarted(30 * Second, beside: false, out _));
        Assert.Contains("there is now a tmp117 (look 1)", slot.State.Message, StringComparison.Ordinal);
        Assert.Same(slot.State.Message, slot.Failure!.Message);
        Assert.Contains("Look at the wire", failure!.Advice, StringComparison.Ordinal);
        Assert.False(slot.EnsureStarted(61 * Second, beside: false, out _));
        Assert.Contains("(look 2)", slot.State.Message, StringComparison.Ordinal);
        driver.FailsToStart = false;
        Assert.True(slot.EnsureStarted(99 * Second, beside: false, out _));
        Assert.Null(slot.Failure);
    }

    [Fact]
    public void EnsureStarted_BusFailed_DoesNotLook()
    {
        using var driver = new ScriptedDriver { FailsToStart = true, Cause = new IOException("Error 121 performing I2C data transfer.", 121) };
        using var slot = new SensorSlot(0, () => driver, driver.Description, () => throw new InvalidOperationException("Nobody answers, so there is nothing to look for."));

        Assert.False(slot.EnsureStarted(0, beside: false, out _));
        Assert.Contains("nobody answers", slot.State.Message, StringComparison.Ordinal);
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

        public Exception? Cause { get; init; }

        public int Stops { get; private set; }

        public long NextSequence { get; set; }

        public (int Count, long MissingBefore) Next { get; set; }

        public SensorDescription Description { get; } = new(
            "s", "scripted", 100, TimeSpan.FromMilliseconds(100), [new ChannelDescription("a", "strain", "ue", -1, 1)]);

        public ManualResetEventSlim? MayStart { get; init; }

        public void Start()
        {
            MayStart?.Wait();
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

        private SensorException Failure(string operation) =>
            new(operation, "scripted", "nobody answers", "Look at the wire.", isTransient: true, Cause);
    }
}
