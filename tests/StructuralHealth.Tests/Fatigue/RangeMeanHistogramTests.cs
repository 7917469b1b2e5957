using System.Text.Json;
using EdgeTwin.StructuralHealth.Fatigue;

namespace EdgeTwin.StructuralHealth.Tests.Fatigue;

public sealed class RangeMeanHistogramTests
{
    private static readonly RangeMeanOptions Options = new() { RangeWidth = 10, RangeClasses = 4, MeanFrom = -20, MeanWidth = 20, MeanClasses = 2 };

    [Fact]
    public void Count_EdgesOfClasses_FallIntoTheUpperOne()
    {
        var histogram = new RangeMeanHistogram(Options);
        histogram.Count(0, -20, 2);
        histogram.Count(10, 0, 1);
        histogram.Count(39.9, 19.9, 1);

        Assert.Equal(2, histogram.HalfCyclesIn(0, 0));
        Assert.Equal(1, histogram.HalfCyclesIn(1, 1));
        Assert.Equal(1, histogram.HalfCyclesIn(3, 1));
        Assert.Equal((0, 0), (histogram.HalfCyclesAboveRange, histogram.HalfCyclesOutsideMean));
    }

    [Fact]
    public void Count_OutsideTheClasses_IsKeptApart()
    {
        var histogram = new RangeMeanHistogram(Options);
        histogram.Count(40, -20.1, 1);
        histogram.Count(1e300, 20, 2);
        histogram.Count(5, 1e300, 2);

        Assert.Equal(3, histogram.HalfCyclesAboveRange);
        Assert.Equal(5, histogram.HalfCyclesOutsideMean);
        Assert.Equal(5, histogram.HalfCycles);
        Assert.Equal(1e300, histogram.LargestRange);
        Assert.Equal(2.5, histogram.ToCycles().Sum(cycle => cycle.Cycles));
    }

    [Fact]
    public void ToCycles_DamageOfAStream_IsNeverLessThanThatOfItsCycles()
    {
        var counter = new RainflowCounter(new RainflowOptions());
        var histogram = new RangeMeanHistogram(new RangeMeanOptions { RangeWidth = 5, RangeClasses = 100 });
        var exact = new MinerSum(DetailCategory.Parse("71"), new StressOptions(), PartialFactors.Characteristic);
        var classes = new MinerSum(DetailCategory.Parse("71"), new StressOptions(), PartialFactors.Characteristic);
        var samples = Signals.Noise(5000, 90, seed: 4);

        counter.Add(samples, histogram);
        new RainflowCounter(new RainflowOptions()).Add(samples, exact);
        classes.Add(histogram.ToCycles());

        Assert.True(histogram.HalfCyclesAboveRange > 0);
        Assert.InRange(classes.Damage / exact.Damage, 1, 2);
    }

    [Fact]
    public void Restore_StoredState_GoesOn()
    {
        var histogram = new RangeMeanHistogram(Options);
        histogram.Count(35, 5, 2);
        histogram.Count(90, 500, 1);

        var restored = RangeMeanHistogram.Restore(JsonSerializer.Deserialize<RangeMeanState>(JsonSerializer.Serialize(histogram.Save()))!);

        Assert.Equal(histogram.ToCycles(), restored.ToCycles());
        Assert.Equal((histogram.HalfCycles, histogram.LargestRange), (restored.HalfCycles, restored.LargestRange));
        Assert.Throws<ArgumentException>(() => RangeMeanHistogram.Restore(histogram.Save() with { Version = 9 }));
        Assert.Throws<ArgumentException>(() => RangeMeanHistogram.Restore(histogram.Save() with { HalfCycles = [1] }));
    }

    [Fact]
    public void Constructor_ImpossibleOption_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RangeMeanHistogram(Options with { RangeWidth = 0 }));
        Assert.Throws<ArgumentException>(() => new RangeMeanHistogram(Options with { MeanWidth = double.NaN }));
        Assert.Throws<ArgumentException>(() => new RangeMeanHistogram(Options with { RangeClasses = 0 }));
        Assert.Throws<ArgumentException>(() => new RangeMeanHistogram(Options with { MeanClasses = 5000 }));
    }
}
