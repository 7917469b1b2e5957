using EdgeTwin.StructuralHealth.Spectra;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class WelchSpectrumTests
{
    public static TheoryData<string> Vectors => [.. ScipyVectors.Stored.Welch.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Compute_StoredVector_EqualsScipy(string name)
    {
        var vector = ScipyVectors.Stored.Welch.Single(candidate => candidate.Name == name);
        var welch = new WelchSpectrum(vector.SampleRateHz, vector.SegmentLength);
        var psd = new double[welch.BinCount];

        var segments = welch.Compute(vector.Samples, psd);

        Assert.Equal(((vector.Samples.Length - vector.SegmentLength) / welch.SegmentStep) + 1, segments);
        Expect.Close(vector.FrequencyHz[0], welch.FrequencyResolutionHz, 1e-14, "resolution");
        Expect.Close(vector.Psd, psd, 1e-9, name);
    }

    [Fact]
    public void Compute_EveryOption_EqualsScipy()
    {
        var stored = SpectrumVectors.Stored;
        foreach (var vector in stored.Spectra)
        {
            var welch = new WelchSpectrum(stored.SampleRateHz, vector.Options);
            var psd = new double[welch.BinCount];
            welch.Compute(stored.X, psd);
            Expect.Close(vector.Psd, psd, 1e-9, vector.Name);
        }
    }

    [Fact]
    public void Compute_SumOverBins_IsVarianceOfWhiteNoise()
    {
        var samples = Signals.Noise(200_000, 0.3, seed: 5, mean: 9.81);
        var welch = new WelchSpectrum(1000, 1000);
        var psd = new double[welch.BinCount];

        welch.Compute(samples, psd);

        Assert.Equal(0.09, psd.Sum() * welch.FrequencyResolutionHz, 0.002);
    }

    [Fact]
    public void Compute_MissingSample_LeavesItsSegmentsOutOnly()
    {
        var samples = Signals.Noise(1000, 1, seed: 6);
        var welch = new WelchSpectrum(100, 200);
        var expected = new double[welch.BinCount];
        welch.Compute(samples.AsSpan(0, 600), expected);
        samples[600] = float.NaN;
        samples[999] = float.NaN;
        samples[799] = float.NaN;
        var psd = new double[welch.BinCount];

        var segments = welch.Compute(samples, psd);

        Assert.Equal(5, segments);
        Expect.Close(expected, psd, 1e-12, "psd");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(199)]
    public void Compute_NoCompleteSegment_IsNaN(int length)
    {
        var welch = new WelchSpectrum(100, 200);
        var psd = new double[welch.BinCount];

        Assert.Equal(0, welch.Compute(new float[length], psd));
        Assert.All(psd, density => Assert.True(double.IsNaN(density)));
    }

    [Fact]
    public void Compute_InSteadyState_AllocatesNothing()
    {
        var samples = Signals.Noise(6000, 1, seed: 7);
        var welch = new WelchSpectrum(100, 800);
        var psd = new double[welch.BinCount];

        Expect.AllocatesNothing(() => welch.Compute(samples, psd));
    }

    [Theory]
    [InlineData(0.0, 100)]
    [InlineData(double.NaN, 100)]
    [InlineData(100.0, 1)]
    public void Constructor_ImpossibleParameter_Throws(double sampleRateHz, int segmentLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WelchSpectrum(sampleRateHz, segmentLength));
}
