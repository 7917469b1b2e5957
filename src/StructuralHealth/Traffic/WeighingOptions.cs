namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>How influence lines are measured and vehicles are weighed with them.</summary>
public sealed record WeighingOptions
{
    private const double MostOrdinates = 500;

    /// <summary>How far from a gauge, to either side, an axle strains it; for a simply supported span its length. 30 m (default), 2 to 200.</summary>
    public double ReachM { get; init; } = 30;

    /// <summary>Distance of the ordinates of a measured influence line; 0.5 m (default), 0.1 to 5, at least a 500th of <see cref="ReachM"/>.</summary>
    public double StepM { get; init; } = 0.5;

    /// <summary>
    /// Weight of smoothness of a measured influence line against the strain: its second differences are held small; 0.001 of the data's own weight (default), 1e-6 to 1.
    /// </summary>
    public double Smoothing { get; init; } = 0.001;

    /// <summary>Largest difference of a measured axle spacing of a known vehicle from the true one, as a share; 0.08 (default), 0.01 to 0.5.</summary>
    public double SpacingTolerance { get; init; } = 0.08;

    /// <summary>Largest misfit of a weighed vehicle: root mean square of what the axles leave unexplained, as a share of the largest strain; 0.05 (default), 0.005 to 1.</summary>
    public double MisfitLimit { get; init; } = 0.05;

    /// <summary>
    /// Relative standard uncertainty of a gross weight that is assumed until five calibration runs show their own scatter; 0.1 (default), 0 to 1.
    /// </summary>
    public double AssumedUncertainty { get; init; } = 0.1;

    internal void Validate()
    {
        Require(ReachM, 2, 200, nameof(ReachM));
        Require(StepM, 0.1, 5, nameof(StepM));
        if (ReachM / StepM > MostOrdinates)
            throw new ArgumentException($"{nameof(ReachM)} may be at most {MostOrdinates} times {nameof(StepM)}; it is {ReachM / StepM:0} times.", nameof(StepM));
        Require(Smoothing, 1e-6, 1, nameof(Smoothing));
        Require(SpacingTolerance, 0.01, 0.5, nameof(SpacingTolerance));
        Require(MisfitLimit, 0.005, 1, nameof(MisfitLimit));
        Require(AssumedUncertainty, 0, 1, nameof(AssumedUncertainty));
    }

    private static void Require(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"{name} must lie between {least} and {most}; it is {value}.", name);
    }
}
