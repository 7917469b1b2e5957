namespace EdgeTwin.StructuralHealth.Filters;

/// <summary>Velocity and displacement of a record.</summary>
/// <param name="Velocity">In the unit of the acceleration times seconds, without delay.</param>
/// <param name="Displacement">In the unit of the acceleration times seconds squared, without delay.</param>
public sealed record IntegratedMotion(double[] Velocity, double[] Displacement);
