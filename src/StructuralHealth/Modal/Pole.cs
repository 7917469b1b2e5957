using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>One eigenvalue of one model order, with its shape.</summary>
internal sealed record Pole
{
    public required int Order { get; init; }

    /// <summary>Eigenvalue of the state matrix, from one sample to the next.</summary>
    public required Complex Eigenvalue { get; init; }

    public required double FrequencyHz { get; init; }

    public required double DampingRatio { get; init; }

    /// <summary>Components of the channels at unit deviation, as displacements: velocities and accelerations turned back by their quarter turns.</summary>
    public required Complex[] Shape { get; init; }

    public required double PhaseCollinearity { get; init; }

    /// <summary>Distances to the nearest pole of the order below: relative frequency, relative damping, 1 - MAC; infinite where there is none.</summary>
    public (double Frequency, double Damping, double Shape) Step { get; set; } = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
}
