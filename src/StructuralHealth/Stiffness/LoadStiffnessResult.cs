namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>Stiffness of one loading. Units follow the input: kN and mm give kN/mm.</summary>
/// <param name="Stiffness">Slope of force over displacement on the loading branch.</param>
/// <param name="StandardError">Standard error of the stiffness, correlation of the samples taken into account.</param>
/// <param name="SecantStiffness">Peak force over the displacement reached at it.</param>
/// <param name="PeakForce">Peak force, its sign included.</param>
/// <param name="DisplacementAtPeak">Displacement at the peak.</param>
/// <param name="ResidualDisplacement">Displacement left when the force has come back below 2 % of the peak after it; NaN when it does not.</param>
/// <param name="Fit">The line of force over displacement.</param>
/// <param name="Rejected">Samples between the shares that were left out as outliers.</param>
/// <param name="FirstSample">First sample between the shares.</param>
/// <param name="PeakSample">Sample of the peak.</param>
public sealed record LoadStiffnessResult(
    double Stiffness,
    double StandardError,
    double SecantStiffness,
    double PeakForce,
    double DisplacementAtPeak,
    double ResidualDisplacement,
    LinearFit Fit,
    int Rejected,
    int FirstSample,
    int PeakSample)
{
    /// <summary>Loss of stiffness within this loading: 1 - secant over loading stiffness. 0 when the structure answers in a straight line; it grows with cracking and yielding.</summary>
    public double Softening => 1 - (SecantStiffness / Stiffness);
}
