using EdgeTwin.StructuralHealth.Faults;
using EdgeTwin.StructuralHealth.Novelty;
using EdgeTwin.StructuralHealth.Spectra;
using EdgeTwin.StructuralHealth.Statistics;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>
/// One minute of the reference station (config/reference-station.json): 15 axes at 1 kHz with gravity, modes and noise, 4 strain bridges at 90 Hz
/// and 8 slow channels, and everything of StructuralHealth that the signal path computes of it: sensor faults, statistics, Welch spectra of 8 s,
/// peaks, bands, modal frequencies from equalised spectra, and the novelty score.
/// </summary>
public sealed class StationWindow
{
    public const int Axes = 15;
    public const int SampleRateHz = 1000;
    public const int Seconds = 60;
    public const int SegmentLength = 8192;
    private const int Gauges = 4;
    private const int GaugeRateHz = 90;
    private const int SlowChannels = 8;
    private const double SlowRateHz = 0.5;
    private static readonly (double LowHz, double HighHz)[] s_bands = [(1, 10), (10, 40), (40, 200)];
    private static readonly (double LowHz, double HighHz)[] s_modes = [(2.4, 4.6), (10.5, 17.5), (25, 38)];
    private static readonly (string Quantity, double Range)[] s_kinds = [("acceleration", 20.08), ("strain", 4000), ("temperature", 200)];
    private readonly float[][] _axes;
    private readonly float[][] _gauges;
    private readonly float[][] _slow;
    private readonly double[] _spectrum;
    private readonly double[] _density;
    private readonly WelchSpectrum _welch = new(SampleRateHz, SegmentLength);
    private readonly EqualisedSpectrum _equalised;
    private readonly ModalFrequencyEstimator[] _estimators;
    private readonly ChannelFaultDetector[] _detectors = [.. Enumerable.Range(0, Axes + Gauges + SlowChannels).Select(_ => new ChannelFaultDetector())];
    private readonly NoveltyBaseline _baseline;
    private readonly double[] _features = new double[3 + Gauges + 5];
    private readonly double[] _contributions = new double[3 + Gauges + 5];

    public StationWindow()
    {
        var random = new Random(1);
        double Noise() => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        _axes = Channels(Axes, SampleRateHz, t => 9.81 + (0.002 * Math.Sin(2 * Math.PI * 3.3 * t)) + (0.001 * Math.Sin(2 * Math.PI * 13.6 * t)) + (0.0005 * Math.Sin(2 * Math.PI * 30 * t)) + (0.001 * Noise()));
        _gauges = Channels(Gauges, GaugeRateHz, t => 120 + (40 * Math.Exp(-Math.Pow((t - 30) / 2, 2))) + (0.3 * Math.Sin(2 * Math.PI * 3.3 * t)) + (0.4 * Noise()));
        _slow = Channels(SlowChannels, SlowRateHz, t => 12 + (0.01 * t) + (0.02 * Noise()));
        _spectrum = new double[_welch.BinCount];
        _equalised = new EqualisedSpectrum(SampleRateHz, 8 * SampleRateHz, Seconds * SampleRateHz, 57);
        _density = new double[_equalised.BinCount];
        _estimators = [.. s_modes.Select(m => new ModalFrequencyEstimator(_equalised.FrequencyResolutionHz, m.LowHz, m.HighHz))];
        _baseline = Baseline(_features.Length);
        Statistics();
        PeaksBandsAndModes();
    }

    public IReadOnlyList<float[]> Samples => _axes;

    public double Statistics()
    {
        var sum = 0.0;
        for (var axis = 0; axis < Axes; axis++)
        {
            var statistics = SampleStatistics.Compute(_axes[axis]);
            sum += statistics.Kurtosis;
            if (axis % 3 == 2)
                _features[3 + Gauges + (axis / 3)] = statistics.StandardDeviation;
        }

        for (var gauge = 0; gauge < Gauges; gauge++)
            sum += _features[3 + gauge] = SampleStatistics.Compute(_gauges[gauge]).Range;
        foreach (var samples in _slow)
            sum += SampleStatistics.Compute(samples).Mean;
        return sum;
    }

    public int Spectra()
    {
        var segments = 0;
        foreach (var samples in _axes)
            segments += _welch.Compute(samples, _spectrum);
        return segments;
    }

    /// <summary>Peaks and bands of as many spectra as there are axes, and the modes from the spectra of the vertical ones.</summary>
    public double PeaksBandsAndModes()
    {
        var sum = 0.0;
        for (var axis = 0; axis < Axes; axis++)
        {
            sum += SpectralPeak.Find(_spectrum, _welch.FrequencyResolutionHz, 0.5, 0.4 * SampleRateHz).FrequencyHz;
            foreach (var (lowHz, highHz) in s_bands)
                sum += BandEnergy.Compute(_spectrum, _welch.FrequencyResolutionHz, lowHz, highHz);
        }

        _equalised.Clear();
        for (var axis = 2; axis < Axes; axis += 3)
            _equalised.Add(_axes[axis]);
        for (var mode = 0; mode < s_modes.Length; mode++)
        {
            var segments = _equalised.Compute(s_modes[mode].LowHz, s_modes[mode].HighHz, _density);
            sum += _features[mode] = _estimators[mode].Estimate(_density, segments).FrequencyHz;
        }

        return sum;
    }

    public int Faults()
    {
        var (faults, next) = (0, 0);
        for (var kind = 0; kind < s_kinds.Length; kind++)
        {
            foreach (var samples in kind == 0 ? _axes : kind == 1 ? _gauges : _slow)
                faults += _detectors[next++].Inspect(samples, samples.Length, -s_kinds[kind].Range, s_kinds[kind].Range, s_kinds[kind].Quantity).IsFault ? 1 : 0;
        }

        return faults;
    }

    public double Novelty() => _baseline.TryScore(_features, [12, 0.001], _contributions, out var score) ? score.Index : double.NaN;

    /// <summary>What the signal path computes once a minute.</summary>
    public double Whole() => Faults() + Statistics() + Spectra() + PeaksBandsAndModes() + Novelty();

    private static float[][] Channels(int count, double rateHz, Func<double, double> value) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, (int)(Seconds * rateHz)).Select(i => (float)value(i / rateHz)).ToArray())];

    /// <summary>A baseline of the shape that the station learns: 12 features, temperature with a kink, and excitation.</summary>
    private static NoveltyBaseline Baseline(int features) => new(new NoveltyParameters
    {
        Features = [.. Enumerable.Range(0, features).Select(i => new NoveltyFeature($"f{i}", i < 3 ? FeatureTransform.Identity : FeatureTransform.Logarithm))],
        Covariates = [new("temperature", "degC", FeatureTransform.Identity, 0), new("excitation", "m/s2", FeatureTransform.Logarithm)],
        CovariateCentre = [10, -6.9],
        CovariateScale = [8, 0.5],
        CovariateLow = [-10, 1e-4],
        CovariateHigh = [30, 1e-2],
        Intercept = [.. Enumerable.Range(0, features).Select(i => i + 1.0)],
        Coefficients = [new double[features], new double[features], new double[features]],
        Covariance = [.. Enumerable.Range(0, features).Select(a => Enumerable.Range(0, features).Select(b => a == b ? 1.0 : 0.3).ToArray())],
        Threshold = 40,
    });
}
