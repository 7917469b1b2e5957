using EdgeTwin.SensorDrivers.Resampling;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.SensorDrivers.Tests.Resampling;

/// <summary>The truth is analytic: a sine is known at every time.</summary>
public sealed class SensorResamplerTests
{
    private const double RateHz = 1000;
    private const double NominalNs = 1e6;

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.1, 3000)]
    [InlineData(0.2, -3000)]
    [InlineData(0.3, 10_000)]
    [InlineData(0.35, -10_000)]
    [InlineData(0.395, 137)]
    public void Add_SineInThePassBand_KeepsAmplitudeAndPhase(double shareOfRate, double clockErrorPpm)
    {
        // Where the chip is slow, the same frequency is a larger share of its own rate.
        var frequencyHz = shareOfRate * RateHz * (1 + Math.Min(0, clockErrorPpm * 1e-6));
        var resampler = new ResamplerUnderTest(RateHz, 1, (_, seconds) => Math.Sin(2 * Math.PI * frequencyHz * seconds));

        Feed(resampler, clockErrorPpm, blocks: 400);

        var (amplitude, phaseDegrees) = resampler.FitSine(frequencyHz, 0, skip: 64, take: 6000);
        Assert.InRange(20 * Math.Log10(amplitude), -ResamplingFilter.PassBandRippleDb, ResamplingFilter.PassBandRippleDb);
        Assert.InRange(phaseDegrees, -0.001, 0.001);
    }

    [Fact]
    public void Add_AnyMixtureInThePassBand_IsTheMixtureOnTheTimeBase()
    {
        double Signal(int channel, double seconds) =>
            9.80665 + 0.3 * Math.Sin(2 * Math.PI * 3.7 * seconds + channel) + 0.1 * Math.Cos(2 * Math.PI * 171.3 * seconds) + 0.02 * Math.Sin(2 * Math.PI * 390 * seconds);
        var resampler = new ResamplerUnderTest(RateHz, 3, Signal);

        Feed(resampler, 3000, blocks: 400);

        foreach (var (number, values) in resampler.Outputs.Skip(64))
        {
            // Ten millionths of gravity is what single precision leaves.
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(Signal(channel, number * 1e-3), values[channel], 1e-5);
        }
    }

    [Fact]
    public void Add_Constant_IsKeptToRounding()
    {
        var resampler = new ResamplerUnderTest(RateHz, 1, (_, _) => 9.80665);

        Feed(resampler, -4321, blocks: 100);

        Assert.All(resampler.Outputs.Values.Skip(64), values => Assert.Equal(9.80665, values[0], 3e-6));
    }

    [Fact]
    public void Add_AnyBlocksAndClock_GiveOutputsAtWholeIntervalsWithoutHoles() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                Gen.NonEmptyListOf(Gen.Choose(1, 200)).ToArbitrary(), Gen.Choose(-10_000, 10_000).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(),
                (counts, clockErrorPpm, startNs) =>
                {
                    var resampler = new ResamplerUnderTest(RateHz, 1, (_, seconds) => seconds);
                    var intervalNs = NominalNs / (1 + clockErrorPpm * 1e-6);
                    var samples = 0;
                    foreach (var count in counts)
                    {
                        resampler.Add(startNs + samples * intervalNs, intervalNs, count);
                        samples += count;
                    }

                    var numbers = resampler.Outputs.Keys.ToList();
                    var newestNs = startNs + (samples - 1 - ResamplingFilter.HalfTaps) * intervalNs;
                    return samples <= ResamplingFilter.Taps
                        || (numbers[^1] - numbers[0] == numbers.Count - 1
                            && Math.Abs(numbers[^1] * NominalNs - newestNs) <= NominalNs + intervalNs
                            && resampler.Outputs.All(output => float.IsNaN(output.Value[0]) || Math.Abs(output.Value[0] - output.Key * 1e-3) < 1e-4));
                }));

    /// <summary>Which outputs a missing sample takes part in is plain arithmetic: those less than half a filter away.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    [InlineData(-7000)]
    public void Add_MissingSamples_MakeExactlyTheirOutputsMissing(double clockErrorPpm)
    {
        var resampler = new ResamplerUnderTest(RateHz, 1, (_, seconds) => Math.Sin(seconds));
        var intervalNs = NominalNs / (1 + clockErrorPpm * 1e-6);
        const double startNs = 300_000.25;
        for (var block = 0; block < 40; block++)
        {
            // Sample 165 is NaN, and 320 and 321 are missing in front of a block.
            var skipped = block < 20 ? 0 : 2;
            resampler.Add(
                startNs + (block * 16 + skipped) * intervalNs, intervalNs, 16, missingBefore: block == 20 ? 2 : 0, i => block * 16 + i == 165);
        }

        var seen = 0;
        foreach (var (number, values) in resampler.Outputs)
        {
            var before = (long)Math.Floor((number * NominalNs - startNs) / intervalNs);
            var touches = new[] { 165, 320, 321 }.Any(missing => missing >= before - 15 && missing <= before + 16) || before < 15;
            Assert.True(touches == float.IsNaN(values[0]), $"output {number}, behind sample {before}");
            seen += touches ? 1 : 0;
        }

        Assert.InRange(seen, 32 + 33 + 10, 32 + 33 + 50);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(40)]
    [InlineData(1_000_000_000)]
    public void Add_AfterALongGap_BeginsAnew(long missing)
    {
        var resampler = new ResamplerUnderTest(RateHz, 1, (_, seconds) => Math.Sin(2 * Math.PI * 3 * seconds));
        Feed(resampler, 0, blocks: 10);
        var before = resampler.Outputs.Count;

        // The phase is another one after a restart.
        var startNs = (160 + missing) * NominalNs + 370_000;
        for (var block = 0; block < 10; block++)
            resampler.Add(startNs + block * 16 * NominalNs, NominalNs, 16, block == 0 ? missing : 0);

        var after = resampler.Outputs.Skip(before).Where(output => !float.IsNaN(output.Value[0])).ToList();
        Assert.True(after.Count > 100);
        Assert.Equal(Math.Ceiling((startNs + 15 * NominalNs) / NominalNs), after[0].Key);
        Assert.All(after, output => Assert.Equal(Math.Sin(2 * Math.PI * 3 * output.Key * 1e-3), output.Value[0], 1e-4));
    }

    [Fact]
    public void Add_TimesStepForward_BeginsAnewAndNeverRepeatsAnOutput()
    {
        var resampler = new ResamplerUnderTest(RateHz, 1, (_, seconds) => Math.Sin(2 * Math.PI * 3 * seconds));
        Feed(resampler, 0, blocks: 10);

        for (var block = 0; block < 10; block++)
            resampler.Add((3_600_160 + block * 16) * NominalNs, NominalNs, 16);

        Assert.All(
            resampler.Outputs.Where(output => !float.IsNaN(output.Value[0])),
            output => Assert.Equal(Math.Sin(2 * Math.PI * 3 * output.Key * 1e-3), output.Value[0], 1e-3));
        Assert.True(resampler.Outputs.Keys.Last() > 3_600_200);
    }

    [Fact]
    public void Add_EstimatesThatWander_MoveTheOutputsByNoMore()
    {
        // Block times that are up to 20 microseconds off, as estimates are, cost a 10 Hz sine 0.0013 of its amplitude at most.
        var random = new Random(3);
        var pool = new SampleBlockPool(1, 16, 1);
        var resampler = new SensorResampler(new ResamplingFilter(), 1, RateHz);
        var worst = 0.0;
        for (var block = 0; block < 2000; block++)
        {
            Assert.True(pool.TryRent(out var samples));
            samples.SetSampleCount(16);
            for (var i = 0; i < 16; i++)
                samples.Row(0)[i] = (float)Math.Sin(2 * Math.PI * 10 * (block * 16 + i) * 1.003e-3);
            samples.FirstSampleUtcNs = (long)(block * 16 * 1.003e6 + random.Next(-20_000, 20_000));
            samples.SampleIntervalNs = 1.003e6 * (1 + random.Next(-5, 5) * 1e-6);
            resampler.Add(samples, 0, 16);
            samples.Dispose();
            for (var i = 0; i < resampler.OutputCount; i++)
            {
                if (block > 4)
                    worst = Math.Max(worst, Math.Abs(resampler.Output(0)[i] - Math.Sin(2 * Math.PI * 10 * (resampler.FirstOutput + i) * 1e-3)));
            }
        }

        Assert.InRange(worst, 1e-4, 2 * Math.PI * 10 * 20.1e-6);
    }

    [Fact]
    public void Add_OnceBuilt_AllocatesNothing()
    {
        var pool = new SampleBlockPool(3, 16, 1);
        var resampler = new SensorResampler(new ResamplingFilter(), 3, RateHz);
        Run(0, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Run(100, 2000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int from, int to)
        {
            for (var block = from; block < to; block++)
            {
                pool.TryRent(out var samples);
                samples!.SetSampleCount(16);
                samples.FirstSampleUtcNs = (long)(block * 16 * 1.003e6);
                samples.SampleIntervalNs = 1.003e6;
                resampler.Add(samples, 0, 16);
                samples.Dispose();
            }
        }
    }

    private static void Feed(ResamplerUnderTest resampler, double clockErrorPpm, int blocks)
    {
        var intervalNs = NominalNs / (1 + clockErrorPpm * 1e-6);
        for (var block = 0; block < blocks; block++)
            resampler.Add(123_456 + block * 16 * intervalNs, intervalNs, 16);
    }
}
