namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Classes of a <see cref="RangeMeanHistogram"/>, in the unit of the samples.</summary>
public sealed record RangeMeanOptions
{
    /// <summary>Width of a range class; 1 (default), above 0. Class k holds ranges from k times this up to, not including, (k + 1) times this.</summary>
    public double RangeWidth { get; init; } = 1;

    /// <summary>Range classes; 256 (default), 1 to 65,536. Larger ranges go to one class of their own.</summary>
    public int RangeClasses { get; init; } = 256;

    /// <summary>Lower end of the lowest mean class; -1000 (default), finite.</summary>
    public double MeanFrom { get; init; } = -1000;

    /// <summary>Width of a mean class; 50 (default), above 0.</summary>
    public double MeanWidth { get; init; } = 50;

    /// <summary>Mean classes; 40 (default), 1 to 4,096. Means below and above go to two classes of their own.</summary>
    public int MeanClasses { get; init; } = 40;

    internal void Validate()
    {
        RequirePositive(RangeWidth, nameof(RangeWidth));
        RequirePositive(MeanWidth, nameof(MeanWidth));
        if (!double.IsFinite(MeanFrom))
            throw new ArgumentException($"{nameof(MeanFrom)} must be finite; it is {MeanFrom}.", nameof(MeanFrom));
        if (RangeClasses is < 1 or > 65_536)
            throw new ArgumentException($"{nameof(RangeClasses)} must lie between 1 and 65,536; it is {RangeClasses}.", nameof(RangeClasses));
        if (MeanClasses is < 1 or > 4_096)
            throw new ArgumentException($"{nameof(MeanClasses)} must lie between 1 and 4,096; it is {MeanClasses}.", nameof(MeanClasses));
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException($"{name} must be finite and above 0; it is {value}.", name);
    }
}
