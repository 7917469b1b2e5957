namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>The most prominent peak of a density in a band, or none (frequency NaN).</summary>
/// <param name="FrequencyHz">Where the peak lies, between bins; NaN when no peak stands out.</param>
/// <param name="Density">Density at the peak in unit squared per Hz; NaN without a peak.</param>
/// <param name="ProminenceDb">
/// How far the peak stands out, in decibels: the smaller of its height above the geometric mean of the band
/// and of its height above the higher of the two lowest valleys beside it. NaN without a peak.
/// </param>
public readonly record struct SpectralPeak(double FrequencyHz, double Density, double ProminenceDb)
{
    /// <summary>
    /// What a peak must stand out to be one. The largest of 50 bins of white noise averaged over three Hann segments passes it once in some twenty windows,
    /// over 14 segments (a minute in segments of 8 s) practically never.
    /// </summary>
    public const double DefaultMinimumProminenceDb = 6;

    /// <summary>No peak.</summary>
    public static SpectralPeak None => new(double.NaN, double.NaN, double.NaN);

    /// <summary>Whether there is a peak.</summary>
    public bool IsFound => !double.IsNaN(FrequencyHz);

    /// <summary>
    /// Finds the most prominent peak whose bin lies inside a band. A maximum at the edge of the band, the flank of something outside, is not a peak.
    /// The place between bins is that of a parabola through the logarithms of the highest bin and its neighbours
    /// (M. Gasior, J. L. Gonzalez, AIP Conf. Proc. 732 (2004) 276: within 2 % of a bin for a sine under a Hann window).
    /// </summary>
    /// <param name="psd">Density from 0 Hz upwards.</param>
    /// <param name="resolutionHz">Distance of two bins.</param>
    /// <param name="lowHz">Lower edge of the band.</param>
    /// <param name="highHz">Upper edge of the band.</param>
    /// <param name="minimumProminenceDb">What counts as a peak.</param>
    /// <returns>The peak, or <see cref="None"/>, also when the density is missing.</returns>
    public static SpectralPeak Find(
        ReadOnlySpan<double> psd,
        double resolutionHz,
        double lowHz,
        double highHz,
        double minimumProminenceDb = DefaultMinimumProminenceDb)
    {
        var band = Band(psd, resolutionHz, lowHz, highHz, out var first);
        var meanDecibel = MeanDecibel(band);
        var best = -1;
        var bestProminence = minimumProminenceDb;
        for (var bin = 1; bin < band.Length - 1; bin++)
        {
            var prominence = Prominence(band, bin, meanDecibel, bestProminence);
            if (!(prominence >= bestProminence))
                continue;
            best = bin;
            bestProminence = prominence;
        }

        return best < 0 ? None : Interpolate(band, best, first, resolutionHz, bestProminence);
    }

    /// <summary>Finds all peaks as <see cref="Find"/> finds the most prominent one, and keeps the most prominent of them.</summary>
    /// <param name="psd">Density from 0 Hz upwards.</param>
    /// <param name="resolutionHz">Distance of two bins.</param>
    /// <param name="lowHz">Lower edge of the band.</param>
    /// <param name="highHz">Upper edge of the band.</param>
    /// <param name="most">Peaks to keep, 0 or more.</param>
    /// <param name="minimumProminenceDb">What counts as a peak.</param>
    /// <returns>Peaks by frequency.</returns>
    public static IReadOnlyList<SpectralPeak> FindAll(
        ReadOnlySpan<double> psd,
        double resolutionHz,
        double lowHz,
        double highHz,
        int most,
        double minimumProminenceDb = DefaultMinimumProminenceDb)
    {
        var band = Band(psd, resolutionHz, lowHz, highHz, out var first);
        var meanDecibel = MeanDecibel(band);
        var peaks = new List<SpectralPeak>();
        for (var bin = 1; bin < band.Length - 1; bin++)
        {
            var prominence = Prominence(band, bin, meanDecibel, minimumProminenceDb);
            if (prominence >= minimumProminenceDb)
                peaks.Add(Interpolate(band, bin, first, resolutionHz, prominence));
        }

        return [.. peaks.OrderByDescending(peak => peak.ProminenceDb).Take(most).OrderBy(peak => peak.FrequencyHz)];
    }

    /// <summary>The bins inside a band and the number of the first of them; none where fewer than three lie there.</summary>
    private static ReadOnlySpan<double> Band(ReadOnlySpan<double> psd, double resolutionHz, double lowHz, double highHz, out int first)
    {
        if (!(resolutionHz > 0))
            throw new ArgumentException("The resolution must be a positive number of hertz.", nameof(resolutionHz));
        first = (int)Math.Max(0, Math.Ceiling(lowHz / resolutionHz));
        var last = (int)Math.Min(psd.Length - 1, Math.Floor(highHz / resolutionHz));
        return last - first < 2 ? [] : psd[first..(last + 1)];
    }

    /// <summary>How far a bin stands out; NaN where it is no maximum, or does not stand out so far as to matter.</summary>
    private static double Prominence(ReadOnlySpan<double> band, int bin, double meanDecibel, double least)
    {
        if (!(band[bin] > band[bin - 1] && band[bin] >= band[bin + 1]))
            return double.NaN;
        var height = Decibel(band[bin]);
        return height - meanDecibel >= least ? Math.Min(height - meanDecibel, height - Decibel(HigherValley(band, bin))) : double.NaN;
    }

    private static double MeanDecibel(ReadOnlySpan<double> band)
    {
        var sum = 0.0;
        foreach (var density in band)
            sum += Decibel(density);
        return sum / band.Length;
    }

    /// <summary>The lowest density on each side, as far as the side stays below the peak; the higher of the two.</summary>
    private static double HigherValley(ReadOnlySpan<double> band, int peak)
    {
        var left = band[peak];
        for (var bin = peak - 1; bin >= 0 && band[bin] <= band[peak]; bin--)
            left = Math.Min(left, band[bin]);
        var right = band[peak];
        for (var bin = peak + 1; bin < band.Length && band[bin] <= band[peak]; bin++)
            right = Math.Min(right, band[bin]);
        return Math.Max(left, right);
    }

    private static SpectralPeak Interpolate(ReadOnlySpan<double> band, int peak, int first, double resolutionHz, double prominence)
    {
        var before = Decibel(band[peak - 1]);
        var at = Decibel(band[peak]);
        var after = Decibel(band[peak + 1]);
        var curvature = before - (2 * at) + after;
        var offset = curvature < 0 ? Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0;
        var height = at - (0.25 * (before - after) * offset);
        return new SpectralPeak((first + peak + offset) * resolutionHz, Math.Pow(10, height / 10), prominence);
    }

    private static double Decibel(double density) => 10 * Math.Log10(density > double.Epsilon || double.IsNaN(density) ? density : double.Epsilon);
}
