namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Strain of one gauge without its baseline, its noise, and its pulses.</summary>
internal sealed class GaugeSignal
{
    private const double BlockSeconds = 0.1;
    private const double HopSeconds = 1;
    private const double NormalMad = 1.4826;
    private const double EndShare = 0.25;

    public GaugeSignal(ReadOnlySpan<double> strain, double sampleRateHz, TrafficOptions options)
    {
        SampleRateHz = sampleRateHz;
        var block = Math.Max(1, (int)Math.Round(BlockSeconds * sampleRateHz));
        var means = BlockMeans(strain, block);
        var baseline = Baseline(means, block / sampleRateHz, options.BaselineSeconds);
        Strain = new double[strain.Length];
        for (var index = 0; index < strain.Length; index++)
            Strain[index] = strain[index] - Interpolate(baseline, (((double)index - (0.5 * (block - 1))) / block));
        NoiseMicrostrain = StepNoise(strain);
        for (var index = 0; index < means.Length; index++)
            means[index] -= baseline[index];
        TriggerMicrostrain = Math.Max(options.TriggerMicrostrain, options.TriggerFactor * Deviation(means));
        Pulses = FindPulses(means, block);
    }

    public double SampleRateHz { get; }

    /// <summary>Strain above the baseline; NaN where a sample is missing.</summary>
    public double[] Strain { get; }

    /// <summary>Standard deviation of the noise from sample to sample.</summary>
    public double NoiseMicrostrain { get; }

    public double TriggerMicrostrain { get; }

    public IReadOnlyList<GaugePulse> Pulses { get; }

    private static double[] BlockMeans(ReadOnlySpan<double> strain, int block)
    {
        var means = new double[(strain.Length + block - 1) / block];
        for (var index = 0; index < means.Length; index++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var sample in strain.Slice(index * block, Math.Min(block, strain.Length - (index * block))))
            {
                if (!double.IsFinite(sample))
                    continue;
                sum += sample;
                count++;
            }

            means[index] = count == 0 ? double.NaN : sum / count;
        }

        return means;
    }

    /// <summary>Running median of the blocks, taken once a second and joined by lines.</summary>
    private static double[] Baseline(double[] means, double blockSeconds, double windowSeconds)
    {
        var hop = Math.Max(1, (int)(HopSeconds / blockSeconds));
        var half = Math.Max(1, (int)(0.5 * windowSeconds / blockSeconds));
        var knots = new double[((means.Length - 1) / hop) + 2];
        for (var knot = 0; knot < knots.Length; knot++)
        {
            var middle = Math.Min(knot * hop, means.Length - 1);
            knots[knot] = Median(means.AsSpan(Math.Max(0, middle - half), Math.Min(means.Length, middle + half + 1) - Math.Max(0, middle - half)));
        }

        var baseline = new double[means.Length];
        for (var index = 0; index < means.Length; index++)
            baseline[index] = Interpolate(knots, (double)index / hop);
        return baseline;
    }

    private static double Interpolate(double[] values, double place)
    {
        var left = (int)Math.Clamp(Math.Floor(place), 0, Math.Max(0, values.Length - 2));
        var right = Math.Min(left + 1, values.Length - 1);
        var share = Math.Clamp(place - left, 0, 1);
        return (values[left] * (1 - share)) + (values[right] * share);
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values.ToArray().Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Deviation of what lies below the baseline: there are no vehicles in it.</summary>
    private static double Deviation(double[] values)
    {
        var deviation = NormalMad * Median([.. values.Where(value => value <= 0).Select(Math.Abs)]);
        return double.IsFinite(deviation) ? deviation : 0;
    }

    private static double StepNoise(ReadOnlySpan<double> strain)
    {
        var steps = new double[Math.Max(0, strain.Length - 1)];
        for (var index = 0; index < steps.Length; index++)
            steps[index] = Math.Abs(strain[index + 1] - strain[index]);
        return NormalMad * Median(steps) / Math.Sqrt(2);
    }

    /// <summary>Runs above the trigger, widened to where the strain falls under a quarter of it.</summary>
    private List<GaugePulse> FindPulses(double[] means, int block)
    {
        var pulses = new List<GaugePulse>();
        for (var index = 0; index < means.Length; index++)
        {
            if (!(means[index] > TriggerMicrostrain))
                continue;
            var (first, last) = (index, index);
            while (first > 0 && means[first - 1] > EndShare * TriggerMicrostrain)
                first--;
            while (last + 1 < means.Length && means[last + 1] > EndShare * TriggerMicrostrain)
                last++;
            var end = Math.Min(Strain.Length, (last + 1) * block) - 1;
            pulses.Add(new GaugePulse(first * block, end, Strain.AsSpan(first * block, end + 1 - (first * block)).ToArray().Where(double.IsFinite).Max()));
            index = last;
        }

        return pulses;
    }
}
