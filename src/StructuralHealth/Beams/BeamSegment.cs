namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>A part of a beam with one bending stiffness.</summary>
/// <param name="FromM">Where it begins, metres from the left support.</param>
/// <param name="ToM">Where it ends.</param>
/// <param name="BendingStiffnessNm2">Young's modulus times second moment of area, above 0.</param>
public readonly record struct BeamSegment(double FromM, double ToM, double BendingStiffnessNm2);
