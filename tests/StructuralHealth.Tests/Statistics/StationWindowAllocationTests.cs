using EdgeTwin.StructuralHealth.Faults;
using EdgeTwin.StructuralHealth.Normalisation;
using EdgeTwin.StructuralHealth.Novelty;
using EdgeTwin.StructuralHealth.Spectra;
using EdgeTwin.StructuralHealth.Statistics;
using EdgeTwin.StructuralHealth.Tests.Normalisation;

namespace EdgeTwin.StructuralHealth.Tests.Statistics;

/// <summary>What the signal path computes of every window allocates nothing once it is warm: the calls of bench/StructuralHealth.Bench/StationWindow.cs.</summary>
public sealed class StationWindowAllocationTests
{
    private const int RateHz = 500;
    private const int Seconds = 20;
    private readonly float[] _acceleration = [.. Signals.Sine(RateHz * Seconds, RateHz, 3.3, 0.01).Zip(Signals.Noise(RateHz * Seconds, 0.002, 1, 9.81), (a, b) => a + b)];
    private readonly float[] _strain = Signals.Noise(90 * Seconds, 0.5, 2, 100);
    private readonly float[] _slow = Signals.Noise(Seconds / 2, 0.05, 3, 12);

    [Fact]
    public void FaultsAndStatistics_Warm_AllocateNothing()
    {
        var detectors = Enumerable.Range(0, 3).Select(_ => new ChannelFaultDetector(new ChannelFaultOptions { WindowSeconds = Seconds })).ToArray();
        AssertNothing(() =>
        {
            detectors[0].Inspect(_acceleration, _acceleration.Length, -20, 20, "acceleration");
            detectors[1].Inspect(_strain, _strain.Length, -4000, 4000, "strain");
            detectors[2].Inspect(_slow, _slow.Length, -200, 200, "temperature");
            return SampleStatistics.Compute(_acceleration).Kurtosis + SampleStatistics.Compute(_strain).Range + SampleStatistics.Compute(_slow).Mean;
        });
    }

    [Fact]
    public void SpectraBandsAndModes_Warm_AllocateNothing()
    {
        var welch = new WelchSpectrum(RateHz, 4096);
        var equalised = new EqualisedSpectrum(RateHz, 4000, RateHz * Seconds, 60);
        var (spectrum, density) = (new double[welch.BinCount], new double[equalised.BinCount]);
        var mode = new ModalFrequencyEstimator(equalised.FrequencyResolutionHz, 2.4, 4.6);
        AssertNothing(() =>
        {
            welch.Compute(_acceleration, spectrum);
            equalised.Clear();
            equalised.Add(_acceleration);
            return SpectralPeak.Find(spectrum, welch.FrequencyResolutionHz, 0.5, 200).FrequencyHz
                + BandEnergy.Compute(spectrum, welch.FrequencyResolutionHz, 1, 10)
                + mode.Estimate(density, equalised.Compute(2.4, 4.6, density)).FrequencyHz;
        });
    }

    [Fact]
    public void Novelty_Warm_AllocatesNothing()
    {
        var simulated = new Novelty.SimulatedFeatures(12, 3);
        var baseline = NoveltyFitter.Fit(simulated.Period(400), new NoveltyOptions { PersistenceWindows = 2 }).Baseline!;
        var (features, covariates) = simulated.Next();
        var parts = new double[12];
        var rows = NormalisationReference.Part("components").Rows("rows");
        var components = PrincipalComponents.Fit(rows)!;
        var (tParts, qParts) = (new double[6], new double[6]);
        AssertNothing(() =>
        {
            baseline.TryScore(features, covariates, parts, out var score);
            return score.Score + components.Score(rows[3], tParts, qParts).Q;
        });
    }

    private static void AssertNothing(Func<double> window)
    {
        for (var warm = 0; warm < 3; warm++)
            Assert.True(double.IsFinite(window()), "the window must be worth computing");
        // A collection that another test brings about closes this thread's allocation buffer, which counts as allocated: what a window allocates shows in every one.
        var allocated = new long[20];
        for (var i = 0; i < allocated.Length; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            window();
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated.Min());
    }
}
