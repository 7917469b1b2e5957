using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Statistics;

/// <summary>The scans go a vector at a time where no sample is missing; a missing sample sends them the plain way, so that both must agree.</summary>
public sealed class FaultScanVectorTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(1001)]
    public void Inspect_AWindowWithAndWithoutAGapBehindIt_SeesTheSame(int length)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var window = Signals.Noise(length, 3, seed, 1);
            window[length / 2] = window[(length / 2) - 1];
            float[] gap = [.. window, float.NaN];

            var (complete, plain) = (WindowValues.Of(window, -8, 9, QuantityLimits.Of("acceleration"), 0.1), WindowValues.Of(gap, -8, 9, QuantityLimits.Of("acceleration"), 0.1));
            Assert.Equal(plain with { Mean = 0 }, complete with { Mean = 0 });
            Assert.Equal(plain.Mean, complete.Mean, 1e-12);

            var (shape, plainShape) = (BlockShape.Of(window, -8, 9), BlockShape.Of(gap, -8, 9));
            Assert.Equal((plainShape.Steps, plainShape.LowShare, plainShape.HighShare), (shape.Steps, shape.LowShare, shape.HighShare));
            Expect.Close([plainShape.Mean, plainShape.Deviation, plainShape.Level], [shape.Mean, shape.Deviation, shape.Level], 1e-12, "mean, deviation, level");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(498)]
    public void LargestLoneSample_ASpikeAnywhere_IsFoundWithItsHeight(int place)
    {
        var window = Signals.Noise(500, 0.01, 4);
        window[place] = 5;
        Assert.Equal(5, SpikeScan.LargestLoneSample(window, 40, out var limit), 0.05);
        Assert.InRange(limit, 0.3, 0.6);
        window[place] = 0;
        Assert.Equal(0, SpikeScan.LargestLoneSample(window, 40, out _));
    }

    [Fact]
    public void Inspect_RestAmongRestlessSamples_IsCountedToTheSample()
    {
        var options = new ChannelFaultOptions { WindowSeconds = 10, StuckSeconds = 2 };
        var stuck = Math.Max(options.StuckSamples, (int)Math.Ceiling(options.StuckSeconds * 100));
        ChannelFaultKind Inspect(int run)
        {
            var window = Signals.Noise(1000, 1, 7);
            Array.Fill(window, window[301], 301, run);
            return new ChannelFaultDetector(options).Inspect(window, 1000, -20, 20, "acceleration").Kind;
        }

        Assert.Equal(ChannelFaultKind.None, Inspect(stuck - 1));
        Assert.Equal(ChannelFaultKind.Stuck, Inspect(stuck));
    }
}
