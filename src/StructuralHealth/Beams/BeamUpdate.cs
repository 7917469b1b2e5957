namespace EdgeTwin.StructuralHealth.Beams;

/// <summary>Options of an update.</summary>
public sealed record BeamUpdateOptions
{
    /// <summary>
    /// Standard deviation of the model's own error in a frequency, as a share: what a beam cannot reproduce even with the right parameters
    /// (shear, deck, non-structural parts). It is added to the deviation of the measurement. 0 or more, below 1.
    /// </summary>
    public double ModelDeviation { get; init; } = 0.005;

    /// <summary>Confidence of the intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Largest change of a parameter in either direction, as a factor above 1.</summary>
    public double FactorMax { get; init; } = 10;
}

/// <summary>How much the measurements say of a parameter.</summary>
public enum Identifiability
{
    /// <summary>The measurements more than halve the prior deviation.</summary>
    Identified,

    /// <summary>They narrow the prior a little: the value leans on what was assumed beforehand.</summary>
    Weak,

    /// <summary>They say next to nothing (less than a tenth off the prior deviation): the value is the assumption.</summary>
    NotIdentified,
}

/// <summary>A parameter after an update.</summary>
/// <param name="Parameter">Which.</param>
/// <param name="Factor">Best factor on the starting value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Information">Share of the prior variance that the measurements removed, 0 to 1, after the inflation by the misfit; without a prior that of any factor up to <see cref="BeamUpdateOptions.FactorMax"/>.</param>
/// <param name="Identifiability">The same in a word.</param>
public sealed record BeamParameterEstimate(
    BeamParameter Parameter, double Factor, double Low, double High, double Information, Identifiability Identifiability);

/// <summary>A measured mode against the model.</summary>
/// <param name="Measured">The measurement.</param>
/// <param name="BeforeHz">Frequency of the starting model.</param>
/// <param name="AfterHz">Frequency of the updated model.</param>
/// <param name="Mac">Modal assurance criterion of the shapes after the update; NaN without a measured shape.</param>
public sealed record BeamModeFit(MeasuredMode Measured, double BeforeHz, double AfterHz, double Mac);

/// <summary>Outcome of an update.</summary>
/// <param name="Beam">The updated model; <see langword="null"/> where nothing can be said.</param>
/// <param name="Refusal">Why there is none; empty otherwise.</param>
/// <param name="Parameters">In the order in which they were asked for.</param>
/// <param name="Modes">In the order of the measurements.</param>
/// <param name="ChiSquared">Sum of the squared misfits in standard deviations, prior left out.</param>
/// <param name="DegreesOfFreedom">Measurements less the parameters that they determine; below 1 the misfit cannot show whether the model is right.</param>
/// <param name="Inflation">Factor on all deviations because the misfit is larger than the stated deviations explain; 1 when it is not.</param>
/// <param name="ConditionNumber">Largest over smallest singular value of the weighted sensitivities of the parameters: a large one means that some combination is not determined.</param>
public sealed record BeamUpdateResult(
    BeamModel? Beam,
    string Refusal,
    IReadOnlyList<BeamParameterEstimate> Parameters,
    IReadOnlyList<BeamModeFit> Modes,
    double ChiSquared,
    double DegreesOfFreedom,
    double Inflation,
    double ConditionNumber);
