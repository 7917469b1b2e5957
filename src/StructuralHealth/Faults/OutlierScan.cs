namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Marks outliers of slow quantities sample by sample: someone in the beam of a laser, a recorder's error value, a loose plug. An outlier leaves the last sound values by more than the
/// quantity can move between samples and comes back; what does not come back is a new level and stays in. Pure; any thread.
/// </summary>
public static class OutlierScan
{
    private const int SoundSamples = 5;

    /// <summary>Marks outliers.</summary>
    /// <param name="samples">Samples in order; NaN is missing and never marked.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="quantity">What is measured, as in <see cref="ChannelFaultDetector.Inspect"/>.</param>
    /// <param name="options">Limits; defaults when null.</param>
    /// <returns>One flag per sample.</returns>
    /// <exception cref="ArgumentException">The rate or an option is out of range.</exception>
    public static bool[] Mark(ReadOnlySpan<double> samples, double sampleRateHz, string quantity, OutlierScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        options ??= new OutlierScanOptions();
        options.Validate();
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate must be above 0 Hz; it is {sampleRateHz}.", nameof(sampleRateHz));
        var limits = QuantityLimits.Of(quantity);
        var marked = MarkImpossible(samples, limits);
        var jump = options.Jump ?? limits.ReturningJump;
        if (double.IsFinite(jump))
            MarkExcursions(samples, marked, jump, (int)Math.Clamp(options.MaximumSeconds * sampleRateHz, 1, int.MaxValue));
        return marked;
    }

    /// <summary>The samples with outliers taken out (NaN).</summary>
    /// <param name="samples">Samples.</param>
    /// <param name="marked">Flags from <see cref="Mark"/>, same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double[] Without(ReadOnlySpan<double> samples, ReadOnlySpan<bool> marked)
    {
        if (samples.Length != marked.Length)
            throw new ArgumentException($"There are {samples.Length} samples and {marked.Length} flags.");
        var cleaned = samples.ToArray();
        for (var index = 0; index < cleaned.Length; index++)
        {
            if (marked[index])
                cleaned[index] = double.NaN;
        }

        return cleaned;
    }

    private static bool[] MarkImpossible(ReadOnlySpan<double> samples, in QuantityLimits limits)
    {
        var marked = new bool[samples.Length];
        for (var index = 0; index < samples.Length; index++)
            marked[index] = samples[index] < limits.Minimum || samples[index] > limits.Maximum;
        return marked;
    }

    private static void MarkExcursions(ReadOnlySpan<double> samples, bool[] marked, double jump, int longest)
    {
        Span<double> sound = stackalloc double[SoundSamples];
        var count = 0;
        for (var index = 0; index < samples.Length;)
        {
            if (double.IsNaN(samples[index]) || marked[index])
            {
                index++;
                continue;
            }

            var reference = count == 0 ? FirstLevel(samples, marked, index) : Median(sound[..Math.Min(count, SoundSamples)]);
            var end = Math.Abs(samples[index] - reference) > jump ? EndOfExcursion(samples, marked, index, reference, jump, longest) : index;
            for (; index < end; index++)
                marked[index] |= !double.IsNaN(samples[index]);
            if (end < samples.Length && !double.IsNaN(samples[end]) && !marked[end])
            {
                // After a new level nothing before it is a measure any more.
                count = Math.Abs(samples[end] - reference) > jump ? 0 : count;
                sound[count++ % SoundSamples] = samples[end];
            }

            index = end + 1;
        }
    }

    /// <summary>Level of the first samples, so that a recording may begin with an outlier.</summary>
    private static double FirstLevel(ReadOnlySpan<double> samples, bool[] marked, int from)
    {
        Span<double> first = stackalloc double[4 * SoundSamples];
        var count = 0;
        for (var index = from; index < samples.Length && count < first.Length; index++)
        {
            if (!double.IsNaN(samples[index]) && !marked[index])
                first[count++] = samples[index];
        }

        return Median(first[..count]);
    }

    /// <summary>The sample at which the values are back; <paramref name="from"/> itself when they do not come back in time.</summary>
    private static int EndOfExcursion(ReadOnlySpan<double> samples, bool[] marked, int from, double reference, double jump, int longest)
    {
        var last = Math.Min(samples.Length - 1, from + longest);
        for (var index = from + 1; index <= last; index++)
        {
            if (!marked[index] && Math.Abs(samples[index] - reference) <= 0.5 * jump)
                return index;
        }

        return from;
    }

    private static double Median(Span<double> values)
    {
        Span<double> sorted = stackalloc double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
