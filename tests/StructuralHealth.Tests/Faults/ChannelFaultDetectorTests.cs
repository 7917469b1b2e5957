using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class ChannelFaultDetectorTests
{
    private const int RateHz = 1000;
    private const int Count = 60 * RateHz;
    private const double RangeMps2 = 20.08;

    [Fact]
    public void Inspect_NoSamples_IsAbsent()
    {
        Assert.Equal("absent", Inspect(new(), []).Reason);
        Assert.Equal("absent", Inspect(new(), Filled(Count, float.NaN)).Reason);
    }

    [Fact]
    public void Inspect_ATenthMissing_IsIncompleteOnlyBelowTheLimit()
    {
        var samples = Quiet(1);
        samples.AsSpan(0, Count / 20).Fill(float.NaN);
        Assert.False(Inspect(new(), samples).IsFault);
        samples.AsSpan(0, Count / 8).Fill(float.NaN);

        var result = Inspect(new(), samples);

        Assert.Equal("incomplete", result.Reason);
        Assert.Equal(0.875, result.Completeness, 6);
    }

    [Fact]
    public void Inspect_ChipFreezesInsideAWindow_IsStuckInThatWindow()
    {
        var detector = Learnt();
        var samples = Quiet(99);
        samples.AsSpan(Count / 2).Fill(samples[Count / 2]);

        Assert.Equal("stuck", Inspect(detector, samples).Reason);
        Assert.Equal("stuck", Inspect(detector, Filled(Count, samples[^1])).Reason);
    }

    [Fact]
    public void Inspect_NoiseFarBelowTheSensorsOwn_IsStuck()
    {
        var detector = Learnt();
        Assert.Equal("stuck", Inspect(detector, Signals.Noise(Count, 1e-4 / 40, seed: 5, mean: 9.81)).Reason);
    }

    [Fact]
    public void Inspect_RandomBytes_IsNoiseAtOnceAndFromTheMiddleOn()
    {
        var garbage = Garbage(Count, 3);
        Assert.Equal("noise", Inspect(new(), garbage).Reason);
        var samples = Quiet(4);
        garbage.AsSpan(0, Count / 4).CopyTo(samples.AsSpan(3 * Count / 4));

        Assert.Equal("noise", Inspect(Learnt(), samples).Reason);
    }

    [Fact]
    public void Inspect_RandomBytesOnASlowChannel_IsAFault()
    {
        var random = new Random(8);
        var samples = Enumerable.Range(0, 60).Select(_ => (float)(-45 + (175 * random.NextDouble()))).ToArray();

        Assert.True(new ChannelFaultDetector().Inspect(samples, 60, -45, 130, "temperature").IsFault);
    }

    [Fact]
    public void Inspect_WhiteNoiseFarAboveItsFloor_IsNoise()
    {
        Assert.Equal("noise", Inspect(Learnt(), Signals.Noise(Count, 0.02, seed: 6, mean: 9.81)).Reason);
    }

    [Fact]
    public void Inspect_StrongShakingAllWindowLong_IsNoFault()
    {
        // A thousand times the quiet vibration, at modal frequencies, with the sensor's own noise on top.
        var detector = Learnt();
        var samples = Quiet(7);
        var shaking = Signals.Mode(Count, RateHz, 3.2, 0.03, seed: 8);
        var higher = Signals.Mode(Count, RateHz, 21, 0.03, seed: 9);
        var scale = 1.5 / Math.Sqrt(shaking.Average(value => (double)value * value));
        var higherScale = 0.5 / Math.Sqrt(higher.Average(value => (double)value * value));
        for (var index = 0; index < Count; index++)
            samples[index] += (float)((scale * shaking[index]) + (higherScale * higher[index]));

        Assert.Equal("", Inspect(detector, samples).Reason);
    }

    [Fact]
    public void Inspect_HammerBlow_IsNoFault()
    {
        var samples = Quiet(10);
        for (var index = 0; index < 3000; index++)
        {
            var seconds = (double)index / RateHz;
            samples[20_000 + index] += (float)(5 * Math.Exp(-seconds / 0.03) * Math.Sin(2 * Math.PI * 140 * seconds));
        }

        Assert.Equal("", Inspect(Learnt(), samples).Reason);
    }

    [Fact]
    public void Inspect_ALoneSampleFarOff_IsASpike()
    {
        var samples = Quiet(11);
        samples[31_234] += 0.5f;

        var result = Inspect(Learnt(), samples);

        Assert.Equal("spikes", result.Reason);
        Assert.Equal(0.5, result.Measured, 0.01);
    }

    [Fact]
    public void Inspect_AtTheEndOfTheRange_IsClipped()
    {
        var samples = Quiet(12);
        for (var index = 0; index < 4000; index++)
            samples[9000 + index] = (float)Math.Clamp(9.81 + (15 * Math.Sin(0.02 * index)), -RangeMps2, RangeMps2);

        var result = Inspect(Learnt(), samples);

        Assert.Equal("clipped", result.Reason);
        Assert.Equal(RangeMps2, result.Limit);
    }

    [Theory]
    [InlineData("temperature", 95f)]
    [InlineData("temperature", -61f)]
    [InlineData("acceleration", 13f)]
    [InlineData("strain", 60000f)]
    [InlineData("", -1e6f)]
    public void Inspect_WhatTheQuantityCannotBe_IsImplausible(string quantity, float value)
    {
        var samples = Signals.Noise(600, 0.01, seed: 13, mean: value);
        Assert.Equal("implausible", new ChannelFaultDetector().Inspect(samples, 600, double.NaN, double.NaN, quantity).Reason);
    }

    [Fact]
    public void Inspect_TemperatureRestingOnOneStepForHours_IsNotStuckUntilADay()
    {
        var detector = new ChannelFaultDetector();
        var samples = Filled(60, 12.5f);
        for (var minute = 0; minute < 1439; minute++)
            Assert.False(detector.Inspect(samples, 60, -40, 125, "temperature").IsFault);

        Assert.Equal("stuck", detector.Inspect(samples, 60, -40, 125, "temperature").Reason);
    }

    [Fact]
    public void Inspect_RestlessTemperatureFreezes_IsStuckAfterTenMinutes()
    {
        var detector = new ChannelFaultDetector();
        for (var minute = 0; minute < 30; minute++)
            Assert.False(detector.Inspect(Signals.Noise(60, 0.02, minute, 12.5), 60, -45, 130, "temperature").IsFault);
        var frozen = Filled(60, 12.51f);
        for (var minute = 0; minute < 9; minute++)
            Assert.False(detector.Inspect(frozen, 60, -45, 130, "temperature").IsFault);

        Assert.Equal("stuck", detector.Inspect(frozen, 60, -45, 130, "temperature").Reason);
    }

    [Fact]
    public void Inspect_SaturatedHumidityInFog_IsNoFault()
    {
        var detector = new ChannelFaultDetector();
        for (var minute = 0; minute < 600; minute++)
            Assert.False(detector.Inspect(Filled(60, 100f), 60, 0, 100, "relativeHumidity").IsFault);
    }

    [Fact]
    public void Inspect_InSteadyState_AllocatesNothing()
    {
        var detector = Learnt();
        var samples = Quiet(20);
        Inspect(detector, samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Inspect(detector, samples);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reset_AfterRepair_LearnsAnew()
    {
        var detector = Learnt();
        var louder = Signals.Noise(Count, 0.02, seed: 21, mean: 9.81);
        Assert.True(Inspect(detector, louder).IsFault);

        detector.Reset();

        Assert.False(Inspect(detector, louder).IsFault);
        Assert.Equal(1, detector.HealthyWindows);
    }

    [Fact]
    public void Describe_AnyFault_NamesSomethingToLookAt()
    {
        foreach (var kind in Enum.GetValues<ChannelFaultKind>().Where(kind => kind != ChannelFaultKind.None))
        {
            var result = new ChannelFaultResult(kind, 1, 2, 0.5);
            Assert.Contains("heck", result.Describe("m/s2"), StringComparison.Ordinal);
            Assert.Equal(kind.ToString(), result.Reason, ignoreCase: true);
        }
    }

    private static ChannelFaultDetector Learnt()
    {
        var detector = new ChannelFaultDetector();
        for (var window = 0; window < 12; window++)
            Assert.False(Inspect(detector, Quiet(100 + window)).IsFault);
        return detector;
    }

    private static ChannelFaultResult Inspect(ChannelFaultDetector detector, float[] samples) =>
        detector.Inspect(samples, Count, -RangeMps2, RangeMps2, "acceleration");

    /// <summary>An accelerometer at rest: gravity and its own noise.</summary>
    private static float[] Quiet(int seed) => Signals.Noise(Count, 1e-4 * 5, seed, 9.81);

    private static float[] Garbage(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(RangeMps2 * ((2 * random.NextDouble()) - 1)))];
    }

    private static float[] Filled(int count, float value)
    {
        var samples = new float[count];
        samples.AsSpan().Fill(value);
        return samples;
    }
}
