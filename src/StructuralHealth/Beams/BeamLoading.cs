namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>A force on a beam.</summary>
/// <param name="PositionM">Metres from the left end, on the beam.</param>
/// <param name="ForceN">Downwards.</param>
public readonly record struct BeamPointLoad(double PositionM, double ForceN);

/// <summary>What a beam carries and how its supports have moved.</summary>
public sealed record BeamLoading
{
    /// <summary>Forces.</summary>
    public IReadOnlyList<BeamPointLoad> PointLoads { get; init; } = [];

    /// <summary>Load over the whole length, N/m downwards: the own weight is mass per metre times 9.81.</summary>
    public double UniformNPerM { get; init; }

    /// <summary>Downward movement of the ground under each support in metres, in the order of <see cref="BeamModel.Supports"/>; empty when none moved.</summary>
    public IReadOnlyList<double> SettlementsM { get; init; } = [];
}
