using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class OutlierScanTests
{
    private const double RateHz = 10;

    [Fact]
    public void Mark_PeopleInTheBeamAndErrorValues_AreMarkedToTheSample()
    {
        var samples = Displacement();
        var wrong = new HashSet<int>();
        for (var index = 400; index < 430; index++)
            (samples[index], _) = (180 + index, wrong.Add(index));
        samples[415] = -1e6;
        (samples[900], _) = (samples[900] - 35, wrong.Add(900));

        var marked = OutlierScan.Mark(samples, RateHz, "displacement");

        Assert.Equal(wrong, Enumerable.Range(0, samples.Length).Where(index => marked[index]).ToHashSet());
    }

    [Fact]
    public void Mark_ANewLevel_IsNoOutlier()
    {
        var samples = Displacement();
        for (var index = 500; index < samples.Length; index++)
            samples[index] += 60;
        Assert.DoesNotContain(true, OutlierScan.Mark(samples, RateHz, "displacement", new OutlierScanOptions { MaximumSeconds = 20 }));
    }

    [Fact]
    public void Mark_OutlierAtTheStart_IsMarked()
    {
        var samples = Displacement();
        samples[0] = 300;
        Assert.True(OutlierScan.Mark(samples, RateHz, "displacement")[0]);
        Assert.Single(OutlierScan.Mark(samples, RateHz, "displacement"), mark => mark);
    }

    [Fact]
    public void Mark_RealMovement_IsNotMarked()
    {
        // A train over a long span: 80 mm within 4 s and back.
        var samples = Enumerable.Range(0, 600).Select(index => -80 * Math.Exp(-Math.Pow((index - 300) / 25.0, 2))).ToArray();
        Assert.DoesNotContain(true, OutlierScan.Mark(samples, RateHz, "displacement"));
    }

    [Fact]
    public void Mark_MissingSamples_AreNeverMarked()
    {
        var samples = Displacement();
        samples.AsSpan(100, 50).Fill(double.NaN);
        Assert.DoesNotContain(true, OutlierScan.Mark(samples, RateHz, "displacement"));
    }

    [Fact]
    public void Without_MarkedSamples_AreNoNumbers() =>
        Assert.Equal([1, double.NaN, 3], OutlierScan.Without([1, 2, 3], [false, true, false]));

    [Fact]
    public void Mark_OptionOutOfRange_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => OutlierScan.Mark([1.0], RateHz, "displacement", new OutlierScanOptions { Jump = -1 }));
        Assert.Contains("Jump must be above 0", error.Message, StringComparison.Ordinal);
    }

    private static double[] Displacement()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, 1500).Select(index => Math.Min(10, 0.01 * index) + (0.01 * Signals.Gaussian(random)))];
    }
}
