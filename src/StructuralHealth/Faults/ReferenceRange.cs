namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>What a statistic was over the windows of the reference.</summary>
internal readonly record struct ReferenceRange(double Mean, double Deviation, double Minimum, double Maximum)
{
    public static ReferenceRange Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new ReferenceRange(mean, deviation, values.Min(), values.Max());
    }

    /// <summary>Largest usual value: the largest seen and a margin in deviations.</summary>
    public double Upper(double margin) => Maximum + (margin * Deviation);

    /// <summary>Smallest usual value.</summary>
    public double Lower(double margin) => Minimum - (margin * Deviation);
}
