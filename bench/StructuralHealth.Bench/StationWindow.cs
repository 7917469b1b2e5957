using EdgeTwin.StructuralHealth.Faults;
using EdgeTwin.StructuralHealth.Spectra;
using EdgeTwin.StructuralHealth.Statistics;

namespace EdgeTwin.StructuralHealth.Bench;

/// <summary>One minute of the reference station: 15 axes at 1 kHz with gravity, four modes and noise, and everything the signal path computes of it.</summary>
public sealed class StationWindow
{
    public const int Axes = 15;
    public const int SampleRateHz = 1000;
    public const int Seconds = 60;
    public const int SegmentLength = 8192;
    private const double RangeMps2 = 20.08;
    private static readonly (double LowHz, double HighHz)[] s_bands = [(0.5, 5), (5, 20), (20, 100), (100, 400)];
    private readonly float[][] _samples = new float[Axes][];
    private readonly double[][] _spectra = new double[Axes][];
    private readonly double[] _sum;
    private readonly WelchSpectrum[] _welch = new WelchSpectrum[Axes];
    private readonly ChannelFaultDetector[] _detectors = new ChannelFaultDetector[Axes];
    private readonly ModalFrequencyEstimator[] _modes;

    public StationWindow()
    {
        var random = new Random(1);
        for (var axis = 0; axis < Axes; axis++)
        {
            _welch[axis] = new WelchSpectrum(SampleRateHz, SegmentLength);
            _spectra[axis] = new double[_welch[axis].BinCount];
            _detectors[axis] = new ChannelFaultDetector();
            _samples[axis] = new float[Seconds * SampleRateHz];
            for (var index = 0; index < _samples[axis].Length; index++)
            {
                var seconds = (double)index / SampleRateHz;
                _samples[axis][index] = (float)(9.81 + (0.002 * Math.Sin(2 * Math.PI * 3.77 * seconds)) + (0.001 * Math.Sin(2 * Math.PI * 15.1 * seconds))
                    + (0.001 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)));
            }
        }

        _sum = new double[_welch[0].BinCount];
        _modes = [.. new[] { 3.77, 15.1 }.Select(hertz => new ModalFrequencyEstimator(_welch[0].FrequencyResolutionHz, hertz * 0.7, hertz * 1.3))];
    }

    public IReadOnlyList<float[]> Samples => _samples;

    public double Statistics()
    {
        var sum = 0.0;
        foreach (var samples in _samples)
            sum += SampleStatistics.Compute(samples).Kurtosis;
        return sum;
    }

    public int Spectra()
    {
        var segments = 0;
        for (var axis = 0; axis < Axes; axis++)
            segments += _welch[axis].Compute(_samples[axis], _spectra[axis]);
        return segments;
    }

    public double PeaksBandsAndModes()
    {
        var resolutionHz = _welch[0].FrequencyResolutionHz;
        var sum = 0.0;
        Array.Clear(_sum);
        foreach (var spectrum in _spectra)
        {
            sum += SpectralPeak.Find(spectrum, resolutionHz, 0.5, 400).FrequencyHz;
            foreach (var (lowHz, highHz) in s_bands)
                sum += BandEnergy.Compute(spectrum, resolutionHz, lowHz, highHz);
            for (var bin = 0; bin < spectrum.Length; bin++)
                _sum[bin] += spectrum[bin];
        }

        foreach (var mode in _modes)
            sum += mode.Estimate(_sum, 13).FrequencyHz;
        return sum;
    }

    public int Faults()
    {
        var faults = 0;
        for (var axis = 0; axis < Axes; axis++)
            faults += _detectors[axis].Inspect(_samples[axis], _samples[axis].Length, -RangeMps2, RangeMps2, "acceleration").IsFault ? 1 : 0;
        return faults;
    }
}
