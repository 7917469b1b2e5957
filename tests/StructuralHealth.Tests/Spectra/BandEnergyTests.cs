using EdgeTwin.StructuralHealth.Spectra;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class BandEnergyTests
{
    [Fact]
    public void Compute_SineInsideTheBand_IsHalfItsSquaredAmplitude()
    {
        var welch = new WelchSpectrum(100, 800);
        var psd = new double[welch.BinCount];
        welch.Compute(Signals.Sine(6000, 100, 5.03, 0.2), psd);

        Assert.Equal(0.02, BandEnergy.Compute(psd, welch.FrequencyResolutionHz, 4, 6), 1e-5);
        Assert.Equal(0, BandEnergy.Compute(psd, welch.FrequencyResolutionHz, 10, 50), 1e-6);
    }

    [Fact]
    public void Compute_BandsThatShareAnEdge_AddUpToTheWhole()
    {
        var psd = Array.ConvertAll(Signals.Noise(101, 1, seed: 4), value => (double)value * value);
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 49_999).ToArbitrary(), edge =>
        {
            var cut = edge / 1000.0;
            var parts = BandEnergy.Compute(psd, 0.5, 0, cut) + BandEnergy.Compute(psd, 0.5, cut, 50);
            Expect.Close(psd.Sum() * 0.5, parts, 1e-12, $"cut at {cut} Hz");
        }));
    }

    [Fact]
    public void Compute_MissingDensityOrBandBeyondIt_IsNaN()
    {
        Assert.True(double.IsNaN(BandEnergy.Compute([1, double.NaN, 1], 1, 0.2, 1.8)));
        Assert.True(double.IsNaN(BandEnergy.Compute([1, 1, 1], 1, 2, 5)));
        Assert.Throws<ArgumentException>(() => BandEnergy.Compute([1, 1, 1], 1, 1, 1));
    }
}
