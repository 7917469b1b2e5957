using EdgeTwin.StructuralHealth.Faults;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class RecordingScanTests
{
    private const int RateHz = 200;
    private const double RangeMps2 = 20.08;

    [Fact]
    public void Inspect_FaultPutIntoAnySoundChannelAtAnyPlace_IsFoundThere() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var samples = Sound(seed);
            var from = random.Next(12_000, samples.Length - 6_000);
            var kind = Break(samples, from, random);
            var faults = Inspect(samples);
            Assert.True(faults.Any(fault => fault.Kind == kind && fault.FirstSample <= from + 1 && fault.EndSample > from), $"{kind} at {from}: {string.Join(", ", faults)}");
        }));

    [Fact]
    public void Inspect_AnySoundChannel_FindsNothing() =>
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => Inspect(Sound(seed)).Count == 0));

    [Fact]
    public void Inspect_OverloadWithUnknownRange_IsClippedToTheSample()
    {
        var samples = Sound(7);
        samples.AsSpan(0, 500).Fill(19.3);

        var fault = Assert.Single(RecordingScan.Inspect(samples, RateHz, "acceleration"));

        Assert.Equal((SensorFaultKind.Clipped, 0, 500), (fault.Kind, fault.FirstSample, fault.EndSample));
    }

    [Fact]
    public void Inspect_SignalThroughZero_IsNoZeroSample()
    {
        var samples = Array.ConvertAll(Signals.Sine(4000, RateHz, 2, 5), value => Math.Round(value, 1));
        Assert.DoesNotContain(RecordingScan.Inspect(samples, RateHz, "acceleration"), fault => fault.Kind == SensorFaultKind.ZeroSamples);
    }

    [Fact]
    public void InspectAll_AllChannelsZeroAtOnce_IsCertain()
    {
        var channels = Enumerable.Range(0, 3).Select(channel => Array.ConvertAll(Signals.Sine(4000, RateHz, 2 + channel, 5, 1), value => (double)value)).ToArray();
        foreach (var channel in channels)
            channel[0] = 0;

        var faults = RecordingScan.InspectAll(channels, RateHz, ["acceleration", "acceleration", "acceleration"]);

        Assert.Equal(3, faults.Count);
        Assert.All(faults, fault => Assert.Equal((SensorFaultKind.ZeroSamples, 0, 1, FaultCertainty.Certain), (fault.Kind, fault.FirstSample, fault.EndSample, fault.Certainty)));
    }

    [Theory]
    [InlineData("relativeHumidity", 100)]
    [InlineData("rain", 0)]
    public void Inspect_WhatMayRestForDays_IsNotStuck(string quantity, double value) =>
        Assert.Empty(RecordingScan.Inspect(Enumerable.Repeat(value, 2000).ToArray(), 1.0 / 600, quantity, options: new RecordingScanOptions { WindowSeconds = 86400 }));

    [Fact]
    public void Inspect_NothingArrived_IsAbsent() =>
        Assert.Equal(SensorFaultKind.Absent, Assert.Single(RecordingScan.Inspect(Enumerable.Repeat(double.NaN, 100).ToArray(), 10, "strain")).Kind);

    [Fact]
    public void Action_AnyKind_SaysWhatToDo()
    {
        foreach (var kind in Enum.GetValues<SensorFaultKind>())
            Assert.EndsWith(".", new SensorFault(kind, 0, 0, 1, 1, 1, FaultCertainty.Likely).Action, StringComparison.Ordinal);
    }

    /// <summary>Ten earthquakes on an overpass and a bridge under a moving load: every window judged, nothing found. The rate that this states is below 1 in the windows counted.</summary>
    [RecordingFact]
    public void Inspect_SoundRecordingsOfRealStructures_FindsNothing()
    {
        var windows = 0;
        foreach (var (set, pattern, rate) in new[] { ("overpass-earthquakes", "event_*.csv", 0.0), ("test-bridge-settlement", "*.csv.gz", 100.0) })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(RepositoryFiles.Recordings!, set), pattern).Select(Path.GetFileName))
            {
                foreach (var (channel, samples) in Recording.Read(set, file!).Channels)
                {
                    var rateHz = rate > 0 ? rate : samples.Length >= 11000 ? 200 : 100;
                    var faults = RecordingScan.Inspect(Array.ConvertAll(samples, value => (double)value), rateHz, Recording.QuantityOf(channel));
                    Assert.True(faults.Count == 0, $"{file} {channel}: {string.Join(", ", faults)}");
                    windows += (int)(samples.Length / rateHz / 10);
                }
            }
        }

        Assert.InRange(windows, 1500, int.MaxValue);
    }

    private static IReadOnlyList<SensorFault> Inspect(double[] samples) =>
        RecordingScan.Inspect(samples, RateHz, "acceleration", options: new RecordingScanOptions { RangeMin = -RangeMps2, RangeMax = RangeMps2 });

    /// <summary>An accelerometer on a structure of one to three modes, with gravity and its own noise.</summary>
    private static double[] Sound(int seed)
    {
        var random = new Random(seed);
        var samples = Array.ConvertAll(Signals.Noise(120 * RateHz, 0.002, seed, 9.81), value => (double)value);
        for (var mode = 0; mode < random.Next(1, 4); mode++)
        {
            var motion = Signals.Mode(samples.Length, RateHz, 1 + (20 * random.NextDouble()), 0.01 + (0.03 * random.NextDouble()), seed + mode);
            var scale = 0.05 * random.NextDouble() / Math.Sqrt(motion.Average(value => (double)value * value));
            for (var index = 0; index < samples.Length; index++)
                samples[index] += scale * motion[index];
        }

        return samples;
    }

    private static SensorFaultKind Break(double[] samples, int from, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                samples.AsSpan(from, random.Next(1, 400)).Fill(double.NaN);
                return SensorFaultKind.Dropout;
            case 1:
                samples.AsSpan(from, random.Next(1, 40)).Clear();
                return SensorFaultKind.ZeroSamples;
            case 2:
                samples.AsSpan(from, 5_000).Fill(samples[from]);
                return SensorFaultKind.Stuck;
            case 3:
                samples[from] += 3;
                return SensorFaultKind.Spikes;
            case 4:
                samples.AsSpan(from, random.Next(4, 100)).Fill(RangeMps2);
                return SensorFaultKind.Clipped;
            default:
                samples.AsSpan(from, 2_000).Fill(-1e6);
                return SensorFaultKind.Implausible;
        }
    }
}
