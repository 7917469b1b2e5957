using System.Text.Json;
using EdgeTwin.StructuralHealth.Fatigue;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Fatigue;

public sealed class RainflowCounterTests
{
    public static TheoryData<string> Cases => [.. FatigueVectors.Rainflow.Cases.Select(vector => vector.Name)];

    [Fact]
    public void Count_ExampleOfTheStandard_GivesItsTable()
    {
        var vector = FatigueVectors.Rainflow.Standard;

        var cycles = Counted(vector.History, new RainflowOptions());

        Assert.All(vector.Table!, row => Assert.Equal(row.Cycles, cycles.Where(cycle => cycle.Range == row.Range).Sum(cycle => cycle.Cycles)));
        Assert.Equal(vector.Table!.Sum(row => row.Cycles), cycles.Sum(cycle => cycle.Cycles));
        AssertSame(vector.Cycles, cycles);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Count_StoredHistory_EqualsTheTranscribedStandard(string name)
    {
        var vector = FatigueVectors.Rainflow.Cases.Single(candidate => candidate.Name == name);

        AssertSame(vector.Cycles, Counted(vector.History, new RainflowOptions { Gate = vector.Gate }));
    }

    [Fact]
    public void Add_AnyCutOfAStreamWithRestarts_GivesTheSameCycles() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var history = History(random);
                var options = new RainflowOptions { Gate = random.Next(3), Resolution = 0.5 * random.Next(3), BridgedGapSamples = random.Next(2) == 0 ? long.MaxValue : 2 };
                return Counted(history, options).SequenceEqual(CountedInPieces(history, options, random));
            }));

    [Fact]
    public void Add_AnyHistory_CountsEveryRangeBetweenTurningPointsOnce() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                double[] history = [.. History(random).Where(double.IsFinite)];
                var cycles = Counted(history, new RainflowOptions());
                var travelled = Enumerable.Range(1, history.Length - 1).Sum(index => Math.Abs(history[index] - history[index - 1]));
                var widest = history.Max() - history.Min();
                return Math.Abs(cycles.Sum(cycle => 2 * cycle.Cycles * cycle.Range) - travelled) < 1e-9
                    && (widest == 0 || cycles.Max(cycle => cycle.Range) == widest);
            }));

    [Fact]
    public void Add_WithResolution_KeepsTheResidueWithinItsBound()
    {
        // Ever smaller swings: every range nests in the one before, the worst case of a residue.
        double[] history = [.. Enumerable.Range(0, 20_000).Select(index => Math.Pow(-0.9995, index) * 100)];
        var bounded = new RainflowCounter(new RainflowOptions { Resolution = 0.5, MaximumResidue = 1_000_000 });
        var unbounded = new RainflowCounter(new RainflowOptions { MaximumResidue = 1_000_000 });

        bounded.Add(history, new CycleList());
        unbounded.Add(history, new CycleList());

        Assert.InRange(bounded.ResidueCount, 20, (200 / 0.5) + 2);
        Assert.True(unbounded.ResidueCount > 19_000);
    }

    [Fact]
    public void Add_FullResidue_CountsTheInnermostCycleAndSaysSo()
    {
        double[] history = [.. Enumerable.Range(0, 100).Select(index => Math.Pow(-0.99, index) * 100)];
        var counter = new RainflowCounter(new RainflowOptions { MaximumResidue = 16 });
        var cycles = new CycleList();

        counter.Add(history, cycles);

        Assert.True(counter.ResidueCount <= 16);
        Assert.Equal(cycles.Cycles.Count, counter.ForcedCycles);
        Assert.True(counter.ForcedCycles > 30);
    }

    [Fact]
    public void Add_Gap_IsCountedAndBridgedByDefault()
    {
        var counter = new RainflowCounter(new RainflowOptions());
        var cycles = new CycleList();

        counter.Add([0.0, 10, double.NaN, double.NaN, -10, double.PositiveInfinity, 10, 0], cycles);
        counter.CountResidue(cycles);

        Assert.Equal((5, 3, 2, 0), (counter.Samples, counter.MissingSamples, counter.Gaps, counter.HistoryBreaks));
        Assert.Equal([new(10, 5, 0.5), new(20, 0, 0.5), new(20, 0, 0.5), new(10, 5, 0.5)], cycles.Cycles);
    }

    [Fact]
    public void Add_ValueThatNothingMeasures_IsMissing()
    {
        var counter = new RainflowCounter(new RainflowOptions());
        var histogram = new RangeMeanHistogram(new RangeMeanOptions());

        counter.Add([0.0, 1e308, -1e308, 10, float.MaxValue, 0], histogram);
        counter.CountResidue(histogram);

        Assert.Equal((4, 2), (counter.Samples, counter.MissingSamples));
        Assert.Equal((double)float.MaxValue, histogram.LargestRange, 1e30);
    }

    [Fact]
    public void Add_GapLongerThanAllowed_BeginsANewHistory()
    {
        var counter = new RainflowCounter(new RainflowOptions { BridgedGapSamples = 1 });
        var cycles = new CycleList();

        counter.Add([0.0, 10, 4, double.NaN], cycles);
        counter.Add([double.NaN, 1000, 1001, 1000], cycles);
        counter.CountResidue(cycles);

        Assert.Equal(1, counter.HistoryBreaks);
        Assert.Equal([new(10, 5, 0.5), new(6, 7, 0.5), new(1, 1000.5, 0.5), new(1, 1000.5, 0.5)], cycles.Cycles);
    }

    [Fact]
    public void CountResidue_Twice_LeavesTheCounterAsItIs()
    {
        var counter = new RainflowCounter(new RainflowOptions());
        counter.Add(FatigueVectors.Rainflow.Standard.History, new CycleList());
        var (first, second) = (new CycleList(), new CycleList());

        counter.CountResidue(first);
        counter.CountResidue(second);

        Assert.NotEmpty(first.Cycles);
        Assert.Equal(first.Cycles, second.Cycles);
    }

    [Fact]
    public void Add_InSteadyState_AllocatesNothing()
    {
        var samples = Signals.Noise(9000, 20, seed: 3);
        var counter = new RainflowCounter(new RainflowOptions { Gate = 1 });
        var histogram = new RangeMeanHistogram(new RangeMeanOptions());
        counter.Add(samples, histogram);

        // A collection that another test brings about closes this thread's allocation buffer, which counts as allocated: what a block allocates shows in every block.
        var allocated = new long[10];
        for (var block = 0; block < allocated.Length; block++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            counter.Add(samples, histogram);
            allocated[block] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated.Min());
    }

    [Fact]
    public void Restore_StateThatNoCounterWrote_Throws()
    {
        var options = new RainflowOptions { Gate = 1 };
        var counter = new RainflowCounter(options);
        counter.Add(FatigueVectors.Rainflow.Standard.History, new CycleList());
        var state = counter.Save();

        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Version = 2 }));
        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Gate = 2 }));
        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Residue = [] }));
        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Residue = [1, 2, 9] }));
        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Residue = [1, double.NaN] }));
        Assert.Throws<ArgumentException>(() => counter.Restore(state with { Lowest = 3, Highest = 2 }));
        counter.Restore(state);
    }

    [Fact]
    public void Constructor_ImpossibleOption_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RainflowCounter(new RainflowOptions { Gate = double.NaN }));
        Assert.Throws<ArgumentException>(() => new RainflowCounter(new RainflowOptions { Resolution = -1 }));
        Assert.Throws<ArgumentException>(() => new RainflowCounter(new RainflowOptions { MaximumResidue = 3 }));
        Assert.Throws<ArgumentException>(() => new RainflowCounter(new RainflowOptions { BridgedGapSamples = -1 }));
    }

    private static double[] History(Random random)
    {
        var history = new double[random.Next(2, 200)];
        var value = 0.0;
        for (var index = 0; index < history.Length; index++)
        {
            value = random.Next(4) == 0 ? value : random.Next(-40, 41) / 4.0;
            history[index] = random.Next(12) == 0 ? double.NaN : value;
        }

        history[0] = 0;
        return history;
    }

    private static IReadOnlyList<RainflowCycle> Counted(double[] history, RainflowOptions options)
    {
        var (counter, cycles) = (new RainflowCounter(options), new CycleList());
        counter.Add(history, cycles);
        counter.CountResidue(cycles);
        return cycles.Cycles;
    }

    private static IReadOnlyList<RainflowCycle> CountedInPieces(double[] history, RainflowOptions options, Random random)
    {
        var (counter, cycles) = (new RainflowCounter(options), new CycleList());
        for (var start = 0; start < history.Length;)
        {
            var length = Math.Min(random.Next(0, 20), history.Length - start);
            counter.Add(history.AsSpan(start, length), cycles);
            start += length;
            if (random.Next(3) > 0)
                continue;
            var stored = JsonSerializer.Serialize(counter.Save());
            counter = new RainflowCounter(options);
            counter.Restore(JsonSerializer.Deserialize<RainflowState>(stored)!);
        }

        counter.CountResidue(cycles);
        return cycles.Cycles;
    }

    private static void AssertSame(double[][] expected, IReadOnlyList<RainflowCycle> actual) =>
        Assert.Equal(expected.Select(row => new RainflowCycle(row[0], row[1], row[2])).Order(ByValue), actual.Order(ByValue));

    private static readonly IComparer<RainflowCycle> ByValue = Comparer<RainflowCycle>.Create(
        (a, b) => (a.Range, a.Mean, a.Cycles).CompareTo((b.Range, b.Mean, b.Cycles)));
}
