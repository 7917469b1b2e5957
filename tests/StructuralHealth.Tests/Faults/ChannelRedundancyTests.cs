using EdgeTwin.StructuralHealth.Faults;

namespace EdgeTwin.StructuralHealth.Tests.Faults;

public sealed class ChannelRedundancyTests
{
    private const int Window = 1024;
    private const int Count = 20 * Window;
    private const int Onset = Count / 2;
    private static readonly RedundancyOptions s_options = new() { WindowSamples = Window };

    [Fact]
    public void Inspect_SoundChannels_FindsNothing()
    {
        for (var seed = 10; seed < 20; seed++)
            Assert.Empty(Reference().Inspect(Structure(seed)));
    }

    [Fact]
    public void Inspect_StrongerExcitation_FindsNothing() =>
        Assert.Empty(Reference().Inspect(Structure(21, strength: 5)));

    [Fact]
    public void Inspect_TurnedSign_IsFoundOnItsChannel()
    {
        var channels = Structure(11);
        Change(channels[2], (value, _) => -value);
        AssertOnly(SensorFaultKind.SwappedPolarity, 2, Reference().Inspect(channels));
    }

    [Fact]
    public void Inspect_ExchangedChannels_AreFoundBoth()
    {
        var channels = Structure(12);
        for (var index = Onset; index < Count; index++)
            (channels[1][index], channels[4][index]) = (channels[4][index], channels[1][index]);

        var faults = Reference().Inspect(channels);

        AssertOnly(SensorFaultKind.SwappedChannels, 1, faults);
        Assert.Equal([4], faults[0].Others);
    }

    [Fact]
    public void Inspect_WrongSensitivity_IsFoundOnItsChannel()
    {
        var channels = Structure(13);
        Change(channels[3], (value, _) => 1.6 * value);
        AssertOnly(SensorFaultKind.GainError, 3, Reference().Inspect(channels));
    }

    [Fact]
    public void Inspect_LooseSensor_ShowsMoreNoiseThanItsNeighboursExplain()
    {
        var channels = Structure(14);
        var random = new Random(1);
        Change(channels[0], (value, _) => value + (0.7 * Signals.Gaussian(random)));
        AssertOnly(SensorFaultKind.NoiseGain, 0, Reference().Inspect(channels));
    }

    [Fact]
    public void Inspect_DeadSensorWithNoise_IsALossOfSignal()
    {
        var channels = Structure(15);
        var random = new Random(2);
        Change(channels[5], (_, _) => 0.02 * Signals.Gaussian(random));
        AssertOnly(SensorFaultKind.NoiseLoss, 5, Reference().Inspect(channels));
    }

    [Fact]
    public void Inspect_LevelThatJumps_IsABiasStep()
    {
        var channels = Structure(16);
        Change(channels[2], (value, _) => value + 3);
        AssertOnly(SensorFaultKind.BiasStep, 2, Reference().Inspect(channels));
    }

    [Fact]
    public void Inspect_LevelThatWandersAway_IsADrift()
    {
        var channels = Structure(17);
        Change(channels[4], (value, after) => value + (6.0 * after / (Count - Onset)));
        var fault = Assert.Single(Reference().Inspect(channels));
        Assert.Equal((SensorFaultKind.Drift, 4), (fault.Kind, fault.Channel));
    }

    [Fact]
    public void Inspect_SeveralChannelsChangeTogether_AccusesNoSingleSensor()
    {
        var channels = Structure(18);
        foreach (var channel in new[] { 0, 2, 3 })
            Change(channels[channel], (value, _) => value + 3 + channel);

        var faults = Reference().Inspect(channels);

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Equal(SensorFaultKind.Unexplained, fault.Kind));
    }

    [Fact]
    public void Inspect_ChannelThatNothingExplains_IsNotJudged()
    {
        var (reference, later) = (Structure(1), Structure(19));
        double[] Lone(int seed) => Array.ConvertAll(Signals.Noise(Count, 1, seed), value => (double)value);
        var redundancy = ChannelRedundancy.Learn([.. reference, Lone(90)], s_options);
        var lone = Lone(91);
        Change(lone, (value, _) => -value);

        Assert.InRange(redundancy.Redundancy[^1], 0, 0.1);
        Assert.Empty(redundancy.Inspect([.. later, lone]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Learn_TooFewChannels_IsRefused(int count) => Assert.Throws<ArgumentException>(() => ChannelRedundancy.Learn(Structure(1)[..count], s_options));

    [Fact]
    public void Learn_DeadChannelInTheReference_IsRefused()
    {
        var channels = Structure(1);
        channels[1].AsSpan().Fill(4);
        Assert.Contains("Channel 2", Assert.Throws<ArgumentException>(() => ChannelRedundancy.Learn(channels, s_options)).Message, StringComparison.Ordinal);
    }

    /// <summary>Laboratory frame, learnt on the first half of each of the eight set-ups: the sound second half gives no finding; a turned sign, an exchange, a step and a drift are told on every one.</summary>
    [RecordingFact]
    public void Inspect_FrameOfEightSetups_FindsEachFaultAndNothingInSoundHalves()
    {
        for (var setup = 1; setup <= 8; setup++)
        {
            var all = Recording.Read("frame-oma", $"setup_{setup:00}.csv.gz").Channels.Values.Take(3).Select(channel => Array.ConvertAll(channel, value => (double)value)).ToArray();
            var half = all[0].Length / 2;
            var redundancy = ChannelRedundancy.Learn([.. all.Select(channel => channel[..half])], s_options);
            double[][] Later() => [.. all.Select(channel => channel[half..])];
            Assert.Empty(redundancy.Inspect(Later()));

            var turned = Later();
            Change(turned[0], (value, _) => -value);
            Assert.Contains(redundancy.Inspect(turned), fault => (fault.Kind, fault.Channel) == (SensorFaultKind.SwappedPolarity, 0));
            var exchanged = Later();
            for (var index = half / 2; index < half; index++)
                (exchanged[0][index], exchanged[1][index]) = (exchanged[1][index], exchanged[0][index]);
            Assert.Contains(redundancy.Inspect(exchanged), fault => fault.Kind == SensorFaultKind.SwappedChannels && fault.Channel == 0 && fault.Others.SequenceEqual([1]));
            var deviation = Math.Sqrt(all[2].Average(value => value * value));
            var stepped = Later();
            Change(stepped[2], (value, _) => value + deviation);
            Assert.Contains(redundancy.Inspect(stepped), fault => (fault.Kind, fault.Channel) == (SensorFaultKind.BiasStep, 2));
            var drifting = Later();
            Change(drifting[2], (value, after) => value + (5 * deviation * after / (half / 2.0)));
            Assert.Contains(redundancy.Inspect(drifting), fault => (fault.Kind, fault.Channel) == (SensorFaultKind.Drift, 2));
        }
    }

    /// <summary>A lowered support moves strain and both forces at once.</summary>
    [RecordingFact]
    public void Inspect_LoweredSupport_AccusesNoSingleSensor()
    {
        string[] names = ["strain_01_ue", "force_01_kN", "force_02_kN"];
        double[][] Read(string file)
        {
            var channels = Recording.Read("test-bridge-settlement", file).Channels;
            return [.. names.Select(name => Array.ConvertAll(channels[name], value => (double)value))];
        }

        var faults = ChannelRedundancy.Learn(Read("settlement_0.csv.gz"), new RedundancyOptions { WindowSamples = 1000 }).Inspect(Read("settlement_1.csv.gz"));

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Equal(SensorFaultKind.Unexplained, fault.Kind));
    }

    private static ChannelRedundancy Reference() => ChannelRedundancy.Learn(Structure(1), s_options);

    private static void Change(double[] samples, Func<double, int, double> how)
    {
        for (var index = samples.Length / 2; index < samples.Length; index++)
            samples[index] = how(samples[index], index - (samples.Length / 2));
    }

    private static void AssertOnly(SensorFaultKind kind, int channel, IReadOnlyList<SensorFault> faults)
    {
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Equal((kind, channel), (fault.Kind, fault.Channel)));
        Assert.Equal(Onset, faults[0].FirstSample);
        Assert.Equal(Count, faults[^1].EndSample);
    }

    /// <summary>Six sensors on a beam of two modes, a slow common wander of all levels (temperature), and a little noise each.</summary>
    private static double[][] Structure(int seed, double strength = 1)
    {
        var first = Signals.Mode(Count, 100, 2.1, 0.03, seed);
        var second = Signals.Mode(Count, 100, 7.3, 0.03, seed + 1000);
        var (firstScale, secondScale) = (strength / Math.Sqrt(first.Average(value => (double)value * value)), 0.6 * strength / Math.Sqrt(second.Average(value => (double)value * value)));
        var random = new Random(seed);
        var wander = Enumerable.Range(0, 7).Select(_ => Signals.Gaussian(random)).ToArray();
        double Level(int index) => Enumerable.Range(1, 6).Sum(wave => 0.4 * wander[wave] * Math.Sin((2 * Math.PI * wave * index / Count) + wave));
        return [.. Enumerable.Range(1, 6).Select(sensor =>
        {
            var (one, two) = (Math.Sin(Math.PI * sensor / 8.0), Math.Sin(2 * Math.PI * sensor / 8.0));
            return Enumerable.Range(0, Count).Select(index =>
                (firstScale * one * first[index]) + (secondScale * two * second[index]) + (0.5 * sensor * Level(index)) + (0.05 * Signals.Gaussian(random))).ToArray();
        })];
    }
}
