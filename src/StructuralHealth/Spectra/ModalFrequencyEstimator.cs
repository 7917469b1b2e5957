namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>
/// Natural frequency of one mode from the Welch spectrum of accelerations in a short window (summed over channels that see the mode).
/// A resonance curve as the Hann window blurs it (<see cref="HannResonance"/>), on a flat floor, is fitted to the
/// bins around the peak by maximum Whittle likelihood, which weighs every bin by its own scatter; a parabola through three bins uses three noisy bins only.
/// Sources: P. Whittle, Ark. Mat. 2 (1953) 423-434; the uncertainty that no method can go below for a window of given length:
/// S.-K. Au, Mech. Syst. Signal Process. 48 (2014) 15-33. Owns its buffers, allocates nothing per call; not thread-safe.
/// </summary>
public sealed class ModalFrequencyEstimator
{
    /// <summary>Fewest bins a band must have.</summary>
    public const int MinimumBins = 8;

    private const int MaximumIterations = 40;
    private const int ParameterCount = 5;
    private const double FitHalfWidthBins = 6;
    private const double FitHalfWidthResonances = 8;

    /// <summary>A frequency that is known no better than this is not identified.</summary>
    private const double LargestRelativeDeviation = 0.05;

    /// <summary>Neighbouring bins under a Hann window are correlated: 1 + 2 (4/9 + 1/36).</summary>
    private const double BinCorrelation = 1 + (2 * ((4.0 / 9) + (1.0 / 36)));

    /// <summary>Squared correlation of two Hann segments that overlap by half.</summary>
    private const double SegmentCorrelation = 1.0 / 36;

    private readonly double _resolutionHz;
    private readonly double _lowHz;
    private readonly double _highHz;
    private readonly ResonanceFit _fit = new(ParameterCount);

    /// <summary>Prepares the estimation of one mode.</summary>
    /// <param name="resolutionHz">Distance of two bins of the spectrum: 1 / length of the Welch segments.</param>
    /// <param name="lowHz">Lower edge of the band in which the mode lies.</param>
    /// <param name="highHz">Upper edge of that band.</param>
    /// <exception cref="ArgumentException">The band holds fewer than <see cref="MinimumBins"/> bins: use longer segments or a wider band.</exception>
    public ModalFrequencyEstimator(double resolutionHz, double lowHz, double highHz)
    {
        if (!(resolutionHz > 0))
            throw new ArgumentException("The resolution must be a positive number of hertz.", nameof(resolutionHz));
        if (!((highHz - lowHz) / resolutionHz >= MinimumBins) || lowHz < 0)
            throw new ArgumentException($"The band from {lowHz} Hz to {highHz} Hz holds fewer than {MinimumBins} bins of {resolutionHz} Hz; use longer segments or a wider band.", nameof(highHz));
        _resolutionHz = resolutionHz;
        _lowHz = lowHz;
        _highHz = highHz;
    }

    /// <summary>What the peak must stand out, see <see cref="SpectralPeak"/>.</summary>
    public double MinimumProminenceDb { get; init; } = SpectralPeak.DefaultMinimumProminenceDb;

    /// <summary>Estimates the frequency from one spectrum.</summary>
    /// <param name="psd">One-sided density from 0 Hz upwards, of one channel or summed over channels; under traffic best from <see cref="EqualisedSpectrum"/>.</param>
    /// <param name="segments">Segments that were averaged per channel, as <see cref="WelchSpectrum"/> or <see cref="EqualisedSpectrum.Compute"/> returned.</param>
    /// <returns>The estimate; <see cref="ModalFrequencyEstimate.None"/> when the band shows no resonance.</returns>
    public ModalFrequencyEstimate Estimate(ReadOnlySpan<double> psd, int segments)
    {
        if (segments < 1)
            return ModalFrequencyEstimate.None;
        var peak = SpectralPeak.Find(psd, _resolutionHz, _lowHz, _highHz, MinimumProminenceDb);
        if (!peak.IsFound)
            return ModalFrequencyEstimate.None;

        var halfWidthHz = HalfWidth(psd, peak);
        var reachHz = Math.Max(FitHalfWidthBins * _resolutionHz, FitHalfWidthResonances * halfWidthHz);
        var first = (int)Math.Ceiling(Math.Max(_lowHz, peak.FrequencyHz - reachHz) / _resolutionHz);
        var last = (int)Math.Floor(Math.Min(Math.Min(_highHz, peak.FrequencyHz + reachHz) / _resolutionHz, psd.Length - 1));
        first = Math.Max(first, 1);
        if (last - first + 1 <= ParameterCount + 1)
            return ModalFrequencyEstimate.None;

        var averages = segments / (1 + (2 * SegmentCorrelation * (segments - 1) / segments));
        _fit.Start(psd[first..(last + 1)], first, _resolutionHz, peak.FrequencyHz, halfWidthHz, peak.Density, averages / BinCorrelation);
        var isConverged = _fit.Run(MaximumIterations);
        var frequencyHz = _fit.FrequencyHz;
        if (!isConverged || !(frequencyHz > _lowHz && frequencyHz < _highHz) || Math.Abs(frequencyHz - peak.FrequencyHz) > reachHz / 2)
            return ModalFrequencyEstimate.None;
        var deviationHz = StandardDeviation(segments);
        if (!(deviationHz < LargestRelativeDeviation * frequencyHz))
            return ModalFrequencyEstimate.None;
        return new ModalFrequencyEstimate(
            frequencyHz,
            deviationHz,
            _fit.HalfWidthHz / frequencyHz,
            _fit.MeanSquare,
            peak.ProminenceDb);
    }

    /// <summary>Half-power half width of the peak less what the window adds (Hann: 0.72 bins), as a start for the fit.</summary>
    private double HalfWidth(ReadOnlySpan<double> psd, SpectralPeak peak)
    {
        var centre = (int)Math.Round(peak.FrequencyHz / _resolutionHz);
        var left = centre;
        while (left > 1 && psd[left] > peak.Density / 2)
            left--;
        var right = centre;
        while (right < psd.Length - 1 && psd[right] > peak.Density / 2)
            right++;
        var measured = 0.5 * (right - left - 1) * _resolutionHz;
        return Math.Clamp(measured - (0.72 * _resolutionHz), 0.1 * _resolutionHz, 0.1 * peak.FrequencyHz);
    }

    /// <summary>
    /// What the curvature of the likelihood says, widened for correlated bins and segments, and never less than what the mode's own
    /// randomness allows in so long a window: variance g / (2 pi T), Au's law for wide bands and small damping.
    /// </summary>
    private double StandardDeviation(int segments)
    {
        var seconds = 0.5 * (segments + 1) / _resolutionHz;
        var leastVariance = _fit.HalfWidthHz / (2 * Math.PI * seconds);
        return Math.Sqrt(Math.Max(_fit.FrequencyVariance, leastVariance));
    }
}
