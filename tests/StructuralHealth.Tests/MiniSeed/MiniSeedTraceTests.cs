using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class MiniSeedTraceTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Assemble_RecordsInAnyOrder_AreOneSegment()
    {
        var trace = Assert.Single(MiniSeedTrace.Assemble([At(2 * Second), At(0), At(Second)]));

        Assert.Empty(trace.Breaks);
        Assert.Equal([0, Second, 2 * Second], Assert.Single(trace.Segments).Records.Select(record => record.StartTimeNs));
        Assert.Equal(3 * Second, trace.Segments[0].NextTimeNs);
    }

    [Theory]
    [InlineData(5_000_000, null)] // half of a sample at 100 Hz
    [InlineData(5_000_001, MiniSeedBreakKind.Gap)]
    [InlineData(-5_000_000, null)]
    [InlineData(-5_000_001, MiniSeedBreakKind.Overlap)]
    public void Assemble_RecordOffByHalfASample_IsTheEdgeOfTheSegment(long offNs, MiniSeedBreakKind? expected)
    {
        var trace = Assert.Single(MiniSeedTrace.Assemble([At(0), At(Second + offNs, index: 1)]));

        Assert.Equal(expected, trace.Breaks.Count == 0 ? null : trace.Breaks[0].Kind);
        Assert.All(trace.Breaks, found => Assert.Equal((1, offNs / 1e9), (found.BeforeRecord, found.Seconds)));
    }

    [Fact]
    public void Assemble_RecordsAtBothEndsOfTheTimeScale_AreAGap()
    {
        var (first, last) = (MiniSeedTime.TryJoin(1678, 1, 0, 0, 0, 0)!.Value, MiniSeedTime.TryJoin(2261, 1, 0, 0, 0, 0)!.Value);

        var found = Assert.Single(Assert.Single(MiniSeedTrace.Assemble([At(first), At(last)])).Breaks);

        Assert.Equal((MiniSeedBreakKind.Gap, (new DateTime(2261, 1, 1) - new DateTime(1678, 1, 1)).TotalSeconds - 1), (found.Kind, found.Seconds));
    }

    [Fact]
    public void Assemble_AnotherRateInGoodTime_IsAChange()
    {
        var trace = Assert.Single(MiniSeedTrace.Assemble([At(0), At(Second) with { SampleRateHz = 101 }]));

        Assert.Equal(MiniSeedBreakKind.Change, Assert.Single(trace.Breaks).Kind);
    }

    [Fact]
    public void Assemble_TwoSources_AreTwoTracesInTheOrderOfTheFile()
    {
        var traces = MiniSeedTrace.Assemble([At(0) with { SourceIdentifier = "FDSN:B" }, At(0) with { SourceIdentifier = "FDSN:A" }, At(Second) with { SourceIdentifier = "FDSN:B" }]);

        Assert.Equal(["FDSN:B", "FDSN:A"], traces.Select(trace => trace.SourceIdentifier));
        Assert.Equal([200L, 100L], traces.Select(trace => trace.Segments.Single().SampleCount));
    }

    [Fact]
    public void Assemble_SamplesWithoutARate_IsAFault() =>
        Assert.Contains("no sample rate", Assert.Throws<MiniSeedException>(() => MiniSeedTrace.Assemble([At(0) with { SampleRateHz = 0 }])).Fault, StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0.6, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.5, 0.02)]
    public void Assemble_ToleranceOutOfItsRange_IsRefused(double tolerance, double rate) =>
        Assert.Throws<ArgumentException>(() => MiniSeedTrace.Assemble([], new MiniSeedAssemblyOptions { ToleranceSamples = tolerance, RateTolerance = rate }));

    private static MiniSeedRecord At(long startNs, int index = 0) => new()
    {
        Index = index,
        ByteOffset = 0,
        Bytes = 512,
        FormatVersion = 3,
        SourceIdentifier = "FDSN:XX_A__H_N_Z",
        StartTimeNs = startNs,
        SampleRateHz = 100,
        Encoding = MiniSeedEncoding.Int32,
        SampleCount = 100,
        Data = new byte[400],
        DataOffset = 0,
        DataIsBigEndian = false,
    };
}
