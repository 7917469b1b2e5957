namespace EdgeTwin.StructuralHealth.CrackGrowth;

/// <summary>How a population of cracks is fitted and a crack is forecast.</summary>
public sealed record CrackGrowthOptions
{
    /// <summary>Share by which the crack grows within one segment whose mean rate is one observation; 0.1 (default), 0.01 to 0.5.</summary>
    public double SegmentGrowth { get; init; } = 0.1;

    /// <summary>
    /// Degree of the population's mean curve of log rate over log length; 3 (default) can follow the S of the three regions of crack growth, 1 is Paris' straight line. 1 to 5.
    /// </summary>
    public int MeanDegree { get; init; } = 3;

    /// <summary>
    /// By how much another batch, workshop or structure may differ from the population, as the standard deviation of the natural logarithm of the growth rate at a given length. One population
    /// cannot show it. 0 (default) holds only for replicates of its own series; about 0.085 is what would be left between laboratories on one material once the scatter within a
    /// laboratory is taken off (32 % and 27 % at two standard deviations, quoted of the precision section of ASTM E647 and not checked against its text: an assumption). 0 to 2.
    /// </summary>
    public double TransferDeviation { get; init; }

    /// <summary>Over which growth such a difference persists, as the natural logarithm of the ratio of lengths; 1 (default), 0.05 to 10.</summary>
    public double TransferLength { get; init; } = 1;

    /// <summary>Probability that the interval shall hold; 0.9 (default), 0.5 to 0.999.</summary>
    public double Confidence { get; init; } = 0.9;

    internal void Validate()
    {
        Require(SegmentGrowth, 0.01, 0.5, nameof(SegmentGrowth));
        Require(MeanDegree, 1, 5, nameof(MeanDegree));
        Require(TransferDeviation, 0, 2, nameof(TransferDeviation));
        Require(TransferLength, 0.05, 10, nameof(TransferLength));
        Require(Confidence, 0.5, 0.999, nameof(Confidence));
    }

    private static void Require(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"{name} must lie between {least} and {most}; it is {value}.", name);
    }
}
