namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>
/// Looks through one channel of a recording for everything that the channel alone can show: gaps, zeros in place of samples, a range driven to its end, outliers, and in windows what
/// the station's gate finds (<see cref="ChannelFaultDetector"/>). Samples already explained are taken out before the next look, so that one fault is reported once. Pure; any thread.
/// </summary>
public static class RecordingScan
{
    /// <summary>Faults of all channels of a recording, channel by channel; zeros that stand in all channels at once are found as well.</summary>
    /// <param name="channels">Channels on one even grid, <c>[channel][sample]</c>; NaN is missing.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="quantities">What each channel measures.</param>
    /// <param name="options">Windows and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">Channels and quantities differ in number, channels differ in length, or see <see cref="Inspect"/>.</exception>
    public static IReadOnlyList<SensorFault> InspectAll(
        IReadOnlyList<double[]> channels, double sampleRateHz, IReadOnlyList<string> quantities, RecordingScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(quantities);
        if (channels.Count != quantities.Count || channels.Any(channel => channel.Length != channels[0].Length))
            throw new ArgumentException("Every channel needs a quantity and the same length as the others.");
        var zeros = ZeroSamples.Common(channels).ToList();
        return [.. channels.SelectMany((samples, channel) => Scan(samples, sampleRateHz, quantities[channel], channel, options ?? new RecordingScanOptions(), zeros))];
    }

    /// <summary>Faults of one channel, in the order of time.</summary>
    /// <param name="samples">Samples on an even grid; NaN is missing.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="quantity">What is measured, as in <see cref="ChannelFaultDetector.Inspect"/>.</param>
    /// <param name="channel">Number of the channel, put into the findings.</param>
    /// <param name="options">Windows and limits; defaults when null.</param>
    /// <exception cref="ArgumentException">The channel is empty, the rate not positive, or an option out of range.</exception>
    public static IReadOnlyList<SensorFault> Inspect(ReadOnlySpan<double> samples, double sampleRateHz, string quantity, int channel = 0, RecordingScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return Scan(samples, sampleRateHz, quantity, channel, options ?? new RecordingScanOptions(), []);
    }

    private static IReadOnlyList<SensorFault> Scan(
        ReadOnlySpan<double> samples, double sampleRateHz, string quantity, int channel, RecordingScanOptions options, IReadOnlyList<(int From, int To)> commonZeros)
    {
        options.Validate();
        if (samples.IsEmpty)
            throw new ArgumentException("The channel is empty.");
        if (!(sampleRateHz > 0) || double.IsInfinity(sampleRateHz))
            throw new ArgumentException($"The sample rate must be above 0 Hz; it is {sampleRateHz}.");
        var left = samples.ToArray();
        var faults = new List<SensorFault>();
        Add(faults, left, Dropouts(left, channel), blanks: false);
        Add(faults, left, commonZeros.Where(run => left.AsSpan(run.From, run.To - run.From).Contains(0)).Select(run => new SensorFault(SensorFaultKind.ZeroSamples, channel, run.From, run.To, 0, 0, FaultCertainty.Certain)), blanks: true);
        Add(faults, left, ZeroSamples.Find(left, channel), blanks: true);
        Add(faults, left, Clipped(left, quantity, channel, options), blanks: true);
        Add(faults, left, Outliers(left, sampleRateHz, quantity, channel, options), blanks: true);
        faults.AddRange(GateFindings.Find(left, sampleRateHz, quantity, channel, options));
        return [.. faults.OrderBy(fault => fault.FirstSample)];
    }

    private static void Add(List<SensorFault> faults, double[] left, IEnumerable<SensorFault> found, bool blanks)
    {
        foreach (var fault in found.ToList())
        {
            faults.Add(fault);
            if (blanks)
                left.AsSpan(fault.FirstSample, fault.EndSample - fault.FirstSample).Fill(double.NaN);
        }
    }

    private static IEnumerable<SensorFault> Dropouts(double[] samples, int channel)
    {
        foreach (var (from, to) in Runs(samples.Length, index => double.IsNaN(samples[index])))
            yield return new SensorFault(to - from == samples.Length ? SensorFaultKind.Absent : SensorFaultKind.Dropout, channel, from, to, to - from, 0, FaultCertainty.Certain);
    }

    /// <summary>Where the range is not known: rows of the very same value at the largest or smallest the channel reaches, while elsewhere it never rests so long.</summary>
    private static IEnumerable<SensorFault> Clipped(double[] samples, string quantity, int channel, RecordingScanOptions options)
    {
        if (!QuantityLimits.Of(quantity).IsFast || double.IsFinite(options.RangeMax - options.RangeMin))
            yield break;
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in samples)
        {
            if (double.IsFinite(value))
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }

        var runs = Runs(samples.Length, index => index > 0 && samples[index] == samples[index - 1]).Select(run => (From: run.From - 1, run.To)).ToList();
        bool IsAtEnd(double value) => value == maximum || value == minimum;
        var longestElsewhere = runs.Where(run => !IsAtEnd(samples[run.From])).Select(run => run.To - run.From).DefaultIfEmpty(1).Max();
        foreach (var (from, to) in runs.Where(run => IsAtEnd(samples[run.From]) && maximum > minimum))
        {
            var limit = Math.Max(options.ClippedRun, 4 * longestElsewhere);
            if (to - from >= limit)
                yield return new SensorFault(SensorFaultKind.Clipped, channel, from, to, to - from, limit, FaultCertainty.VeryLikely);
        }
    }

    private static IEnumerable<SensorFault> Outliers(double[] samples, double sampleRateHz, string quantity, int channel, RecordingScanOptions options)
    {
        var limits = QuantityLimits.Of(quantity);
        var marked = OutlierScan.Mark(samples, sampleRateHz, quantity, options.Outliers);
        foreach (var (from, to) in Runs(samples.Length, index => marked[index]))
        {
            var worst = samples[from..to].MaxBy(Math.Abs);
            var isImpossible = samples[from..to].All(value => value < limits.Minimum || value > limits.Maximum);
            yield return isImpossible
                ? new SensorFault(SensorFaultKind.Implausible, channel, from, to, worst, worst > limits.Maximum ? limits.Maximum : limits.Minimum, FaultCertainty.Certain)
                : new SensorFault(SensorFaultKind.Outliers, channel, from, to, worst, options.Outliers.Jump ?? limits.ReturningJump, FaultCertainty.VeryLikely);
        }
    }

    /// <summary>Rows of samples that meet a condition, as first and end.</summary>
    internal static IEnumerable<(int From, int To)> Runs(int length, Func<int, bool> holds)
    {
        for (var from = 0; from < length; from++)
        {
            if (!holds(from))
                continue;
            var to = from + 1;
            while (to < length && holds(to))
                to++;
            yield return (from, to);
            from = to;
        }
    }
}
