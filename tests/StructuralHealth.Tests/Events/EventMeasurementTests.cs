using EdgeTwin.StructuralHealth.Events;
using EdgeTwin.StructuralHealth.Filters;

namespace EdgeTwin.StructuralHealth.Tests.Events;

public sealed class EventMeasurementTests
{
    private const double RateHz = 200;

    private static double[] Burst(double offset = 0)
    {
        // 5 s of silence, 10 s of a 4 Hz cosine of amplitude 3, 5 s of silence.
        return [.. Enumerable.Range(0, 4000).Select(index => offset + (index is >= 1000 and < 3000 ? 3 * Math.Cos(2 * Math.PI * 4 * (index - 1000) / RateHz) : 0))];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9.81)]
    public void Measure_SineBurst_IsWhatASineIs(double offset)
    {
        var measures = EventMeasurement.Measure(Burst(offset), RateHz, 1000, isAcceleration: true, new EventMeasureOptions { Integration = new IntegrationOptions { LowHz = 0.2 } });

        Assert.Equal(3, Math.Abs(measures.Amplitude.Value), 0.01);
        Assert.InRange(measures.Amplitude.Seconds, 5, 15);
        Assert.Equal(10, measures.BracketedSeconds, 0.05);
        Assert.Equal(9, measures.SignificantSeconds, 0.05);
        Expect.Close(45, measures.SquareIntegral, 1e-6, "integral of the square");
        Expect.Close(45 * Math.PI / (2 * 9.80665), measures.AriasIntensity, 1e-6, "Arias intensity");
        Assert.Equal(4, measures.FrequencyHz, 0.02);
        var omega = 2 * Math.PI * 4;
        Assert.InRange(Math.Abs(measures.Displacement.Value) * omega * omega / 3, 0.9, 2.5);
        Assert.Equal(0, measures.MissingSamples);
    }

    [Fact]
    public void Measure_BracketLevel_CountsFromItsFirstToItsLastExceedance()
    {
        var samples = new double[1000];
        samples[100] = 0.6;
        samples[400] = -0.7;
        samples[500] = 0.4;
        var measures = EventMeasurement.Measure(samples, RateHz, 0, isAcceleration: false, new EventMeasureOptions { BracketLevel = 0.5 });
        Assert.Equal(1.5, measures.BracketedSeconds, 1e-12);
        Assert.True(double.IsNaN(measures.Velocity.Value) && double.IsNaN(measures.Displacement.Value));
    }

    [Fact]
    public void Measure_Gap_RefusesDisplacementOnly()
    {
        var samples = Burst();
        samples[500] = double.NaN;
        var measures = EventMeasurement.Measure(samples, RateHz, 1000, isAcceleration: true, new EventMeasureOptions());
        Assert.Equal(1, measures.MissingSamples);
        Assert.Equal(3, Math.Abs(measures.Amplitude.Value), 0.01);
        Assert.True(double.IsNaN(measures.Displacement.Value));
    }

    [Fact]
    public void Measure_ChannelWithoutASample_SaysNothing()
    {
        var measures = EventMeasurement.Measure([double.NaN, double.NaN], RateHz, 0, isAcceleration: true, new EventMeasureOptions());
        Assert.True(double.IsNaN(measures.Amplitude.Value) && double.IsNaN(measures.BracketedSeconds) && double.IsNaN(measures.SignificantSeconds) && double.IsNaN(measures.FrequencyHz));
    }

    [Theory]
    [InlineData(0, 0.1, 0.1)]
    [InlineData(1, 0, 0.1)]
    [InlineData(1, 1, 0.1)]
    [InlineData(1, 0.1, -1)]
    public void Measure_ImpossibleOption_Throws(double level, double share, double lowestHz) =>
        Assert.Throws<ArgumentException>(() => EventMeasurement.Measure(
            new double[100], RateHz, 0, false, new EventMeasureOptions { BracketLevel = level, BracketShare = share, LowestHz = lowestHz }));

    [Theory]
    [InlineData(0)]
    [InlineData(9.81)]
    [InlineData(0.1)]
    public void Measure_ConstantChannel_HasNoDurationAndNoFrequency(double value)
    {
        var samples = new double[1001];
        Array.Fill(samples, value);
        var measures = EventMeasurement.Measure(samples, RateHz, 300, isAcceleration: false, new EventMeasureOptions());
        Assert.Equal(0, measures.Amplitude.Value);
        Assert.True(double.IsNaN(measures.BracketedSeconds) && double.IsNaN(measures.SignificantSeconds) && double.IsNaN(measures.FrequencyHz));
    }
}
