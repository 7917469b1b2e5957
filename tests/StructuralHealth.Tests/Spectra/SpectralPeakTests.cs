using EdgeTwin.StructuralHealth.Spectra;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class SpectralPeakTests
{
    private const double RateHz = 100;

    [Fact]
    public void Find_SineBetweenBins_IsWithinTwoPercentOfABin()
    {
        var welch = new WelchSpectrum(RateHz, 800);
        var psd = new double[welch.BinCount];
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(2000, 8000).ToArbitrary(), milliHertz =>
        {
            var frequencyHz = milliHertz / 1000.0;
            welch.Compute(Signals.Sine(6000, RateHz, frequencyHz, 1), psd);

            var peak = SpectralPeak.Find(psd, welch.FrequencyResolutionHz, 1, 9);

            Assert.Equal(frequencyHz, peak.FrequencyHz, 0.02 * welch.FrequencyResolutionHz);
            Assert.True(peak.ProminenceDb > 20);
        }));
    }

    [Fact]
    public void Find_WhiteNoise_FindsNothing()
    {
        var welch = new WelchSpectrum(RateHz, 800);
        var psd = new double[welch.BinCount];
        for (var seed = 0; seed < 200; seed++)
        {
            welch.Compute(Signals.Noise(6000, 1, seed), psd);
            Assert.False(SpectralPeak.Find(psd, welch.FrequencyResolutionHz, 2, 8).IsFound, $"seed {seed}");
        }
    }

    [Fact]
    public void Find_FlankOfAPeakOutside_IsNoPeak()
    {
        double[] psd = [.. Enumerable.Range(0, 100).Select(bin => 1 / (1 + Math.Pow((bin - 60) / 3.0, 2)))];
        Assert.False(SpectralPeak.Find(psd, 1, 20, 55).IsFound);
        Assert.False(SpectralPeak.Find(psd, 1, 65, 95).IsFound);
        Assert.Equal(60, SpectralPeak.Find(psd, 1, 40, 80).FrequencyHz, 6);
    }

    [Fact]
    public void Find_WeakPeakBesideAStrongFlank_IsFound()
    {
        double[] psd = [.. Enumerable.Range(0, 100).Select(bin => (1000 / (1 + Math.Pow((bin - 70) / 1.0, 2))) + (20 / (1 + Math.Pow((bin - 40) / 1.0, 2))))];
        Assert.Equal(40, SpectralPeak.Find(psd, 1, 20, 66, 3).FrequencyHz, 0.2);
    }

    [Fact]
    public void Find_MissingSpectrum_FindsNothing()
    {
        var psd = new double[50];
        psd.AsSpan().Fill(double.NaN);
        Assert.Equal(SpectralPeak.None, SpectralPeak.Find(psd, 1, 5, 45));
        Assert.Equal(SpectralPeak.None, SpectralPeak.Find(new double[50], 1, 5, 45));
    }
}
