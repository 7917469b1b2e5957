using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class EqualisedSpectrumTests
{
    private const double RateHz = 100;
    private const int Segment = 800;

    [Fact]
    public void Compute_OneChannelOfOneSegment_EqualsWelch()
    {
        var samples = Signals.Noise(Segment, 1, seed: 3);
        var welch = new WelchSpectrum(RateHz, Segment);
        var expected = new double[welch.BinCount];
        welch.Compute(samples, expected);
        var equalised = new EqualisedSpectrum(RateHz, Segment, 6000, 50);
        var psd = new double[equalised.BinCount];

        equalised.Add(samples);

        Assert.Equal(1, equalised.Compute(2, 6, psd));
        Expect.Close(expected, psd, 1e-12, "psd");
    }

    [Fact]
    public void Compute_LoudBouncingInAFewSeconds_LeavesTheFrequencyWhereItIs()
    {
        const double frequencyHz = 3.77;
        var samples = Signals.Mode(6000, RateHz, frequencyHz, 0.012, seed: 4);
        var deviation = Math.Sqrt(samples.Average(value => (double)value * value));
        for (var index = 0; index < 150; index++)
            samples[3000 + index] += (float)(30 * deviation * Math.Sin(2 * Math.PI * 3.2 * index / RateHz) * Math.Sin(Math.PI * index / 150));
        var welch = new WelchSpectrum(RateHz, Segment);
        var plain = new double[welch.BinCount];
        var segments = welch.Compute(samples, plain);
        var equalised = new EqualisedSpectrum(RateHz, Segment, 6000, 10);
        var psd = new double[equalised.BinCount];
        var estimator = new ModalFrequencyEstimator(equalised.FrequencyResolutionHz, 2.8, 4.8);

        equalised.Add(samples);
        var estimate = estimator.Estimate(psd, equalised.Compute(2.8, 4.8, psd));

        Assert.Equal(frequencyHz, estimate.FrequencyHz, 0.045);
        Assert.False(Math.Abs(estimator.Estimate(plain, segments).FrequencyHz - frequencyHz) < 0.045, "the plain mean would have done as well");
    }

    [Fact]
    public void Compute_MissingSamples_UseTheCompleteSegmentsOfEachChannel()
    {
        var first = Signals.Noise(2000, 1, seed: 5);
        var second = Signals.Noise(2000, 1, seed: 6);
        first[0] = float.NaN;
        second.AsSpan(0, 700).Fill(float.NaN);
        var equalised = new EqualisedSpectrum(RateHz, Segment, 2000, 50);
        var psd = new double[equalised.BinCount];

        equalised.Add(first);
        equalised.Add(second);

        Assert.Equal(3, equalised.Compute(2, 6, psd));
        Assert.All(psd, density => Assert.True(double.IsFinite(density)));
    }

    [Fact]
    public void Compute_AfterClear_IsNaNAndFindsNothing()
    {
        var equalised = new EqualisedSpectrum(RateHz, Segment, 2000, 10);
        var psd = new double[equalised.BinCount];
        equalised.Add(Signals.Noise(2000, 1, seed: 7));
        equalised.Clear();

        Assert.Equal(0, equalised.Compute(2, 6, psd));
        Assert.All(psd, density => Assert.True(double.IsNaN(density)));
    }

    [Fact]
    public void Add_InSteadyState_AllocatesNothing()
    {
        var samples = Signals.Noise(6000, 1, seed: 8);
        var equalised = new EqualisedSpectrum(RateHz, Segment, 6000, 10);
        var psd = new double[equalised.BinCount];
        equalised.Add(samples);
        equalised.Compute(2, 6, psd);

        var before = GC.GetAllocatedBytesForCurrentThread();
        equalised.Clear();
        equalised.Add(samples);
        equalised.Compute(2, 6, psd);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
