using EdgeTwin.StructuralHealth.Events;

namespace EdgeTwin.StructuralHealth.Tests.Events;

public sealed class StaLtaTests
{
    private static readonly StaLtaVectors s_stored = StoredVectors.Read<StaLtaVectors>("Events", "sta_lta_vectors.json");

    [Fact]
    public void ClassicNext_StoredVector_EqualsScipy()
    {
        var ratio = new ClassicStaLta(s_stored.ShortSamples, s_stored.LongSamples);
        Check(s_stored.Classic, ratio.Next);
    }

    [Fact]
    public void RecursiveNext_StoredVector_EqualsScipy()
    {
        var ratio = new RecursiveStaLta(s_stored.ShortSamples, s_stored.LongSamples);
        Check(s_stored.Recursive, ratio.Next);
    }

    [Fact]
    public void ClassicNext_AfterALoudSecond_ForgetsItExactly()
    {
        var ratio = new ClassicStaLta(10, 100);
        for (var index = 0; index < 5000; index++)
            ratio.Next(index < 100 ? 1e8 : index % 2 == 0 ? 1e-3 : -1e-3);
        Assert.Equal(1, ratio.Next(1e-3), 1e-9);
    }

    [Fact]
    public void Next_MissingSample_LeavesTheWindowsAlone()
    {
        var (whole, gappy) = (new ClassicStaLta(3, 20), new ClassicStaLta(3, 20));
        var last = 0.0;
        foreach (var sample in s_stored.Samples)
        {
            Assert.True(double.IsNaN(gappy.Next(double.NaN)));
            last = gappy.Next(sample);
            Assert.Equal(whole.Next(sample), last);
        }

        Assert.True(last > 0);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    public void Constructor_ImpossibleWindows_Throws(int shortSamples, int longSamples)
    {
        Assert.Throws<ArgumentException>(() => new ClassicStaLta(shortSamples, longSamples));
        Assert.Throws<ArgumentException>(() => new RecursiveStaLta(shortSamples, longSamples));
    }

    private static void Check(double[] expected, Func<double, double> next)
    {
        double[] ratios = [.. s_stored.Samples.Select(next)];
        Assert.All(ratios[..(s_stored.LongSamples - 1)], ratio => Assert.True(double.IsNaN(ratio)));
        Expect.Close(expected, ratios.AsSpan((s_stored.LongSamples - 1)..), 1e-9, "ratio");
    }

    private sealed record StaLtaVectors(int ShortSamples, int LongSamples, double[] Samples, double[] Classic, double[] Recursive);
}
