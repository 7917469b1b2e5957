namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>What holds a beam at a point.</summary>
/// <param name="PositionM">Metres from the left end of the beam.</param>
/// <param name="DeflectionStiffnessNPerM">Spring against deflection; positive infinity is rigid, 0 none.</param>
/// <param name="RotationStiffnessNmPerRad">Spring against rotation; 0 is a hinge, positive infinity a clamp.</param>
public readonly record struct BeamSupport(double PositionM, double DeflectionStiffnessNPerM, double RotationStiffnessNmPerRad)
{
    /// <summary>A rigid support that lets the beam rotate.</summary>
    public static BeamSupport Pinned(double positionM) => new(positionM, double.PositiveInfinity, 0);

    /// <summary>A rigid support that holds the rotation too.</summary>
    public static BeamSupport Clamped(double positionM) => new(positionM, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>A support that gives way in proportion to its reaction.</summary>
    public static BeamSupport Elastic(double positionM, double deflectionStiffnessNPerM) => new(positionM, deflectionStiffnessNPerM, 0);
}
