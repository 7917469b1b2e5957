using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Tests.Features;

/// <summary>A strain channel of ±1000 at 90 Hz in windows of 10 s; loads and broken wires that both fill a window with the same largest value.</summary>
public sealed class RailExcursionTests
{
    private const double RateHz = 90;
    private const int WindowSamples = 900;
    private const float Rest = 12;

    private readonly RailExcursion _excursion = new();

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(250)]
    public void Judge_VehicleBeyondTheRange_IsTheStructure(int crossingSamples) =>
        Assert.True(Judge(Crossing(start: 300, crossingSamples, peak: 1600)));

    [Fact]
    public void Judge_CompressionBeyondTheRange_IsTheStructure() =>
        Assert.True(Judge(Crossing(start: 300, length: 90, peak: -1600)));

    [Fact]
    public void Judge_VehicleAcrossTheBoundary_IsTheStructureInTheWindowInWhichItLeaves()
    {
        var both = Clipped([.. Crossing(start: 800, length: 250, peak: 1600), .. Quiet()], 800, 250, 1600);

        Assert.False(Judge(both.AsSpan(0, WindowSamples)));
        Assert.True(Judge(both.AsSpan(WindowSamples)));
    }

    [Fact]
    public void Judge_AtTheEndAllTheWindow_IsNot()
    {
        var stuck = new float[WindowSamples];
        Array.Fill(stuck, 1000f);

        Assert.False(Judge(stuck));
        Assert.False(Judge(stuck));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Judge_WireBreaksAndStaysBroken_IsNot(int settlingSamples)
    {
        _excursion.Pass(Quiet());
        Assert.False(Judge(Step(Quiet(), from: 400, to: WindowSamples, settlingSamples)));
        Assert.False(Judge(Step(Quiet(), from: 0, to: WindowSamples, 0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Judge_LooseContact_IsNotHoweverOftenItOpens(int settlingSamples)
    {
        var window = Quiet();
        for (var opening = 50; opening < 850; opening += 40)
            Step(window, opening, opening + 15, settlingSamples);

        Assert.False(Judge(window));
        Assert.False(Judge(window));
    }

    [Fact]
    public void Judge_LooseContactInTheWindowOfAVehicle_SpoilsItAndTheNext()
    {
        Assert.False(Judge(Step(Crossing(start: 300, length: 90, peak: 1600), from: 600, to: 620, 3)));
        Assert.False(Judge(Crossing(start: 300, length: 90, peak: 1600)));
        Assert.True(Judge(Crossing(start: 300, length: 90, peak: 1600)));
    }

    [Fact]
    public void Judge_OverloadThatStays_IsNot() =>
        Assert.False(Judge(Crossing(start: 50, length: 800, peak: 4000)));

    [Fact]
    public void Judge_SamplesMissingWhereItLeaves_IsNot()
    {
        var window = Crossing(start: 300, length: 90, peak: 1600);
        var leaves = Array.FindLastIndex(window, value => value >= 1000) + 1;
        window[leaves] = float.NaN;

        Assert.False(Judge(window));
    }

    [Fact]
    public void Judge_AllocatesNothing()
    {
        var window = Crossing(start: 300, length: 90, peak: 1600);
        Judge(window);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _excursion.Judge(window, -1000, 1000, RateHz);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private bool Judge(ReadOnlySpan<float> window) => _excursion.Judge(window, -1000, 1000, RateHz);

    private static float[] Quiet() => [.. Enumerable.Range(0, WindowSamples).Select(n => Rest + (n % 7 * 0.1f))];

    private static float[] Crossing(int start, int length, float peak) => Clipped(Quiet(), start, length, peak);

    // Half a sine, as a heavy wheel's influence on a gauge is in good approximation, cut off where the converter ends.
    private static float[] Clipped(float[] samples, int start, int length, float peak)
    {
        for (var n = 0; n < length && start + n < samples.Length; n++)
            samples[start + n] = Math.Clamp(Rest + (peak * (float)Math.Sin(Math.PI * n / length)), -1000, 1000);
        return samples;
    }

    // The input jumps to the end; a filter smears the way there and back over a few samples.
    private static float[] Step(float[] samples, int from, int to, int settlingSamples)
    {
        for (var n = 0; n < settlingSamples && from + n < samples.Length; n++)
            samples[from + n] = Rest + ((1000 - Rest) * (n + 1) / (settlingSamples + 1));
        for (var n = from + settlingSamples; n < to; n++)
            samples[n] = 1000;
        for (var n = 0; n < settlingSamples && to + n < samples.Length; n++)
            samples[to + n] = 1000 - ((1000 - Rest) * (n + 1) / (settlingSamples + 1));
        return samples;
    }
}
