namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>
/// Filtering forwards and backwards, so that nothing is delayed and the loss counts twice; equal to <c>scipy.signal.sosfiltfilt</c> with its odd padding.
/// Source: F. Gustafsson, IEEE Trans. Signal Processing 44 (1996) 988-992.
/// </summary>
public static class ZeroPhase
{
    /// <summary>Samples that a filter takes of each end to continue the signal beyond it; shorter records cannot be filtered.</summary>
    /// <param name="cascade">Sections.</param>
    public static int PaddingSamples(SosCascade cascade)
    {
        ArgumentNullException.ThrowIfNull(cascade);
        int plainZeros = 0, plainPoles = 0;
        foreach (var section in cascade.Sections)
        {
            plainZeros += section.B2 == 0 ? 1 : 0;
            plainPoles += section.A2 == 0 ? 1 : 0;
        }

        return 3 * ((2 * cascade.Sections.Length) + 1 - Math.Min(plainZeros, plainPoles));
    }

    /// <summary>
    /// Filters a record. Each stretch between missing samples is a record of its own; one not longer than <see cref="PaddingSamples"/> cannot be judged and
    /// becomes missing as a whole.
    /// </summary>
    /// <param name="cascade">Sections.</param>
    /// <param name="samples">The record; NaN is a missing sample.</param>
    /// <returns>As many values, in the unit of the samples; NaN where nothing can be said.</returns>
    public static double[] Filter(SosCascade cascade, ReadOnlySpan<double> samples)
    {
        var padding = PaddingSamples(cascade);
        var result = new double[samples.Length];
        Array.Fill(result, double.NaN);
        var filter = new SosFilter(cascade, startsSettled: true);
        for (var start = 0; start < samples.Length;)
        {
            var end = start;
            while (end < samples.Length && double.IsFinite(samples[end]))
                end++;
            if (end - start > padding)
                FilterStretch(filter, samples[start..end], padding).CopyTo(result.AsSpan(start));
            start = end + 1;
        }

        return result;
    }

    private static Span<double> FilterStretch(SosFilter filter, ReadOnlySpan<double> samples, int padding)
    {
        var extended = new double[samples.Length + (2 * padding)];
        samples.CopyTo(extended.AsSpan(padding));
        for (var index = 1; index <= padding; index++)
        {
            extended[padding - index] = (2 * samples[0]) - samples[index];
            extended[padding + samples.Length - 1 + index] = (2 * samples[^1]) - samples[samples.Length - 1 - index];
        }

        for (var direction = 0; direction < 2; direction++)
        {
            filter.Reset();
            filter.Process(extended, extended);
            Array.Reverse(extended);
        }

        return extended.AsSpan(padding, samples.Length);
    }
}
