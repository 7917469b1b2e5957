using EdgeTwin.Sync.Drain;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.Sync.Tests.Drain;

public sealed class SequenceSetTests
{
    [Fact]
    public void AddAndRemove_AnyOrder_EqualsPlainSet()
    {
        var step = ArbMap.Default.ArbFor<(bool Add, byte First, byte Length)>().Generator.ArrayOf().ToArbitrary();
        Prop.ForAll(step, steps =>
        {
            var set = new SequenceSet();
            var plain = new SortedSet<long>();
            foreach (var (add, first, length) in steps)
            {
                var (from, to) = (first + 1L, first + 1L + (length % 8));
                if (add)
                    set.Add(from, to);
                else
                    set.Remove(from, to);
                for (var number = from; number <= to; number++)
                    _ = add ? plain.Add(number) : plain.Remove(number);
            }

            return Equal(set, plain);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ForgetThrough_Position_LeavesWhatIsAbove()
    {
        var set = new SequenceSet();
        set.Add(1, 5);
        set.Add(8, 12);

        set.ForgetThrough(9);

        Assert.Equal([(10L, 12L)], set.Ranges);
        Assert.Equal(8, set.ContiguousFrom(8));
        Assert.Equal(12, set.ContiguousFrom(9));
        Assert.Equal(10, set.FirstAbove(3));
        Assert.Null(set.FirstAbove(12));
    }

    [Fact]
    public void Add_MoreRangesThanKept_ForgetsTheNewest()
    {
        var set = new SequenceSet();
        for (var number = 1; number <= SequenceSet.RangesMax + 1; number++)
            set.Add(number * 2, number * 2);

        Assert.Equal(SequenceSet.RangesMax, set.Ranges.Count);
        Assert.Equal(SequenceSet.RangesMax * 2, set.Highest);
    }

    private static bool Equal(SequenceSet set, SortedSet<long> plain)
    {
        for (var number = 1L; number <= 300; number++)
        {
            if (set.Contains(number) != plain.Contains(number))
                return false;
            var run = number - 1;
            while (plain.Contains(run + 1))
                run++;
            if (set.ContiguousFrom(number - 1) != run || set.FirstAbove(number) != plain.Where(other => other > number).Select(other => (long?)other).FirstOrDefault())
                return false;
        }

        return set.Ranges.Zip(set.Ranges.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First);
    }
}
