using EdgeTwin.StructuralHealth.Spectra;
using Xunit.Abstractions;

namespace EdgeTwin.StructuralHealth.Tests.Spectra;

public sealed class ModalFrequencyEstimatorTests(ITestOutputHelper output)
{
    private const double RateHz = 100;
    private const int Windows = 300;

    /// <summary>No unbiased method can do better than sqrt(z f / (2 pi T)) from T seconds of ambient response (Au 2014).</summary>
    [Theory]
    [InlineData(3.77, 0.012, 8, 1.4)]
    [InlineData(3.77, 0.012, 16, 1.65)]
    [InlineData(2.13, 0.02, 8, 1.45)]
    [InlineData(9.4, 0.008, 8, 1.45)]
    [InlineData(3.77, 0.005, 8, 1.6)]
    public void Estimate_MinutesOfAmbientResponse_IsUnbiasedAndNearTheLeastPossibleSpread(
        double frequencyHz, double dampingRatio, double segmentSeconds, double spreadOverLeast)
    {
        var welch = new WelchSpectrum(RateHz, (int)(segmentSeconds * RateHz));
        var psd = new double[welch.BinCount];
        var estimator = new ModalFrequencyEstimator(welch.FrequencyResolutionHz, frequencyHz * 0.7, frequencyHz * 1.3);
        var errors = new List<double>();
        var peakErrors = new List<double>();
        var claimed = 0.0;
        for (var window = 0; window < Windows; window++)
        {
            var samples = Signals.Mode(6000, RateHz, frequencyHz, dampingRatio, seed: 1000 + window);
            var noise = Signals.Noise(6000, Math.Sqrt(samples.Average(value => (double)value * value)) * 0.2, seed: 5000 + window);
            for (var index = 0; index < samples.Length; index++)
                samples[index] += noise[index];
            var segments = welch.Compute(samples, psd);
            var estimate = estimator.Estimate(psd, segments);
            if (!estimate.IsFound)
                continue;
            errors.Add(estimate.FrequencyHz - frequencyHz);
            claimed += estimate.StandardDeviationHz * estimate.StandardDeviationHz / Windows;
            peakErrors.Add(SpectralPeak.Find(psd, welch.FrequencyResolutionHz, frequencyHz * 0.7, frequencyHz * 1.3).FrequencyHz - frequencyHz);
        }

        var bias = errors.Average();
        var spread = Math.Sqrt(errors.Average(error => error * error));
        var peakSpread = Math.Sqrt(peakErrors.Average(error => error * error));
        var least = Math.Sqrt(dampingRatio * frequencyHz / (2 * Math.PI * 60));
        output.WriteLine($"f {frequencyHz} Hz, damping {dampingRatio}, segments {segmentSeconds} s: bias {100 * bias / frequencyHz:F3} %, "
            + $"spread {100 * spread / frequencyHz:F3} % (parabola {100 * peakSpread / frequencyHz:F3} %, least possible {100 * least / frequencyHz:F3} %), claimed {100 * Math.Sqrt(claimed) / frequencyHz:F3} %");
        Assert.InRange(errors.Count, 0.98 * Windows, Windows);
        Assert.True(Math.Abs(bias) < 0.35 * spread, $"bias {bias:E2} Hz at a spread of {spread:E2} Hz");
        Assert.True(spread < spreadOverLeast * least, $"spread {spread:E3} Hz, least possible {least:E3} Hz");
        Assert.InRange(Math.Sqrt(claimed) / spread, 0.6, 1.6);
    }

    [Fact]
    public void Estimate_WhiteNoise_IsNotIdentifiable()
    {
        var welch = new WelchSpectrum(RateHz, 800);
        var psd = new double[welch.BinCount];
        var estimator = new ModalFrequencyEstimator(welch.FrequencyResolutionHz, 2.5, 5);
        for (var seed = 0; seed < 50; seed++)
        {
            var segments = welch.Compute(Signals.Noise(6000, 1, seed), psd);
            Assert.Equal(ModalFrequencyEstimate.None, estimator.Estimate(psd, segments));
        }
    }

    [Fact]
    public void Estimate_MissingSpectrum_IsNotIdentifiable()
    {
        var psd = new double[401];
        psd.AsSpan().Fill(double.NaN);
        var estimator = new ModalFrequencyEstimator(0.125, 2, 6);
        Assert.False(estimator.Estimate(psd, 0).IsFound);
        Assert.False(estimator.Estimate(psd, 14).IsFound);
    }

    [Fact]
    public void Estimate_InSteadyState_AllocatesNothing()
    {
        var welch = new WelchSpectrum(RateHz, 800);
        var psd = new double[welch.BinCount];
        var segments = welch.Compute(Signals.Mode(6000, RateHz, 3.7, 0.01, seed: 1), psd);
        var estimator = new ModalFrequencyEstimator(welch.FrequencyResolutionHz, 2.5, 5);
        estimator.Estimate(psd, segments);

        var before = GC.GetAllocatedBytesForCurrentThread();
        estimator.Estimate(psd, segments);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_BandOfFewBins_SaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() => new ModalFrequencyEstimator(0.5, 2, 5));
        Assert.Contains("longer segments", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The closed form against the definition: white noise through the resonance, averaged over many windows.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void HannResonance_AtAnOffset_EqualsTheNumericalTransform(int offsetBins)
    {
        const double segmentSeconds = 8;
        const double halfWidthHz = 0.04;
        var offsetHz = offsetBins / segmentSeconds;
        var sum = 0.0;
        const int steps = 200_000;
        for (var step = 0; step < steps; step++)
        {
            var u = (step + 0.5) / steps;
            var seconds = u * segmentSeconds;
            var window = ((1 - u) * ((2 + Math.Cos(2 * Math.PI * u)) / 3)) + (Math.Sin(2 * Math.PI * u) / (2 * Math.PI));
            sum += Math.Exp(-2 * Math.PI * halfWidthHz * seconds) * window * Math.Cos(2 * Math.PI * offsetHz * seconds) * segmentSeconds / steps;
        }

        Expect.Close(2 * sum, HannResonance.Density(offsetHz, halfWidthHz, segmentSeconds).Even, 1e-6, "density");
    }
}
