using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.SensorDrivers;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.EdgeAgent.Tests.Features;

public sealed class WindowAssemblerTests
{
    private const long Second = 1_000_000_000;
    private const double RateHz = 100;

    // 2026-01-01T00:00:00Z, a whole multiple of every window length used here.
    private const long Midnight = 1_767_225_600L * Second;

    private static readonly WindowConfiguration TenSeconds = new() { Seconds = 10, LatenessSeconds = 2 };

    [Fact]
    public void Add_BlockOverABoundary_SplitsAtTheUtcSecond()
    {
        var assembler = Create(out var pool);
        Add(assembler, pool, Midnight + (8 * Second), firstSequence: 800, count: 100);
        Assert.False(assembler.IsComplete());
        Add(assembler, pool, Midnight + (9 * Second), firstSequence: 900, count: 200);
        Assert.Equal(Midnight, assembler.StartUtcNs);
        Assert.Equal(200, assembler.Window(0).Count);
        Assert.True(assembler.IsComplete());
        Assert.Equal(999, assembler.Window(0).Channel(0)[^1]);
        assembler.MoveOn();
        Assert.Equal(Midnight + (10 * Second), assembler.StartUtcNs);
        Assert.Equal(100, assembler.Window(0).Count);
        Assert.Equal(1000, assembler.Window(0).Channel(0)[0]);
    }

    [Fact]
    public void Add_MissingSamplesAcrossABoundary_FillsEachWindowWithItsOwnGap()
    {
        var assembler = Create(out var pool);
        Add(assembler, pool, Midnight, firstSequence: 0, count: 100);
        Add(assembler, pool, Midnight + (11 * Second), firstSequence: 1100, count: 100, missingBefore: 1000);
        assembler.MoveOn();
        var window = assembler.Window(0).Channel(0);
        Assert.Equal(200, window.Length);
        Assert.True(float.IsNaN(window[99]));
        Assert.Equal(1100, window[100]);
    }

    [Fact]
    public void IsComplete_SilentSensor_ClosesAfterTheLateness()
    {
        var assembler = Create(out var pool);
        Add(assembler, pool, Midnight, firstSequence: 0, count: 100);
        assembler.Tick(Midnight + (11 * Second), 0, ClockQuality.Unknown);
        Assert.False(assembler.IsComplete());
        assembler.Tick(Midnight + (12 * Second), 0, ClockQuality.Unknown);
        Assert.True(assembler.IsComplete());
    }

    [Fact]
    public void Add_AfterItsWindowClosed_CountsTheSamplesAsLate()
    {
        var assembler = Create(out var pool);
        Add(assembler, pool, Midnight + (10 * Second), firstSequence: 1000, count: 10);
        Add(assembler, pool, Midnight + (9 * Second), firstSequence: 900, count: 10);
        Assert.Equal(10, assembler.LateSampleSets);
    }

    [Fact]
    public void Add_AnyCutOfAStream_GivesTheSameWindows()
    {
        Prop.ForAll(
            Arb.From(Gen.NonEmptyListOf(Gen.Choose(1, 150))),
            cuts =>
            {
                var assembler = Create(out var pool);
                var (sequence, seen) = (0L, new List<float>());
                foreach (var count in cuts)
                {
                    var utcNs = Midnight + (long)(sequence * Second / RateHz);
                    Add(assembler, pool, utcNs, sequence, count);
                    sequence += count;
                    while (assembler.IsComplete())
                    {
                        seen.AddRange(assembler.Window(0).Channel(0));
                        assembler.MoveOn();
                    }
                }

                seen.AddRange(assembler.Window(0).Channel(0));
                assembler.MoveOn();
                seen.AddRange(assembler.Window(0).Channel(0));
                return seen.SequenceEqual(Enumerable.Range(0, (int)sequence).Select(n => (float)n)) && assembler.LateSampleSets == 0;
            }).QuickCheckThrowOnFailure();
    }

    private static WindowAssembler Create(out SampleBlockPool pool)
    {
        var sensor = new SensorDescription(
            "s", "recording", RateHz, TimeSpan.FromSeconds(1), [new ChannelDescription("a", "strain", "ue", -1e6, 1e6)]);
        pool = new SampleBlockPool(1, 256, 4);
        return new WindowAssembler(ChannelTable.ForRecording(sensor), TenSeconds);
    }

    private static void Add(WindowAssembler assembler, SampleBlockPool pool, long utcNs, long firstSequence, int count, long missingBefore = 0)
    {
        Assert.True(pool.TryRent(out var block));
        for (var i = 0; i < count; i++)
            block.Row(0)[i] = firstSequence + i;
        block.SetSampleCount(count);
        block.FirstSampleUtcNs = utcNs;
        block.FirstSequence = firstSequence;
        block.MissingBefore = missingBefore;
        block.SampleIntervalNs = Second / RateHz;
        Assert.True(assembler.CanAdd(block));
        assembler.Add(block);
        block.Dispose();
    }
}
