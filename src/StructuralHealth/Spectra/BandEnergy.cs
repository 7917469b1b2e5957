namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Mean square of the part of a signal that lies in a frequency band.</summary>
public static class BandEnergy
{
    /// <summary>
    /// Integrates a one-sided density over a band. Bin k stands for the frequencies within half a bin of k times the resolution, and a bin that the band
    /// cuts counts with the share inside; the first bin begins at 0 Hz and the last ends at the Nyquist frequency, so that the whole band holds the whole mean square.
    /// </summary>
    /// <param name="psd">Density from 0 Hz upwards in unit squared per Hz.</param>
    /// <param name="resolutionHz">Distance of two bins.</param>
    /// <param name="lowHz">Lower edge of the band.</param>
    /// <param name="highHz">Upper edge of the band, above <paramref name="lowHz"/>.</param>
    /// <returns>Mean square in the band, in unit squared; NaN when the density is missing or the band lies beyond it.</returns>
    /// <exception cref="ArgumentException">The resolution is not positive or the band is empty.</exception>
    public static double Compute(ReadOnlySpan<double> psd, double resolutionHz, double lowHz, double highHz)
    {
        if (!(resolutionHz > 0))
            throw new ArgumentException("The resolution must be a positive number of hertz.", nameof(resolutionHz));
        if (!(highHz > lowHz))
            throw new ArgumentException($"The band from {lowHz} Hz to {highHz} Hz is empty.", nameof(highHz));
        var last = psd.Length - 1;
        if (last < 1 || lowHz >= last * resolutionHz)
            return double.NaN;

        var firstBin = (int)Math.Clamp(Math.Floor((lowHz / resolutionHz) + 0.5), 0, last);
        var lastBin = (int)Math.Clamp(Math.Floor((highHz / resolutionHz) + 0.5), 0, last);
        var sum = 0.0;
        for (var bin = firstBin; bin <= lastBin; bin++)
        {
            var from = bin == 0 ? 0 : bin - 0.5;
            var to = bin == last ? bin : bin + 0.5;
            var inside = Math.Min(to, highHz / resolutionHz) - Math.Max(from, lowHz / resolutionHz);
            if (inside > 0)
                sum += psd[bin] * (inside / (to - from));
        }

        return sum * resolutionHz;
    }
}
