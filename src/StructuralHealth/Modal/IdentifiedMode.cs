using System.Numerics;

namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>One mode of vibration that was found in a record.</summary>
public sealed record IdentifiedMode
{
    /// <summary>Undamped natural frequency in Hz.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>Standard deviation of the frequency in Hz: scatter between parts of the record carried to the frequency, and scatter between model orders.</summary>
    public required double FrequencyStdHz { get; init; }

    /// <summary>Damping as a share of critical damping.</summary>
    public required double DampingRatio { get; init; }

    /// <summary>Standard deviation of the damping ratio, as that of the frequency.</summary>
    public required double DampingStd { get; init; }

    /// <summary>Displacement shape, one component per channel in the channels' own units, the largest real part 1: velocities and accelerations are integrated at the mode's frequency.</summary>
    public required IReadOnlyList<Complex> Shape { get; init; }

    /// <summary>Standard deviations of the shape's components, in the units of <see cref="Shape"/>; NaN where only first-order perturbation was asked for.</summary>
    public required IReadOnlyList<double> ShapeStd { get; init; }

    /// <summary>The shape with every channel scaled to unit deviation, for comparisons: no unit outweighs another.</summary>
    public required IReadOnlyList<Complex> NormalisedShape { get; init; }

    /// <summary>Modal phase collinearity of the normalised shape, 0 to 1.</summary>
    public required double PhaseCollinearity { get; init; }

    /// <summary>Mean phase deviation of the normalised shape in degrees.</summary>
    public required double MeanPhaseDeviationDegrees { get; init; }

    /// <summary>Share of the model orders that hold the mode, 0 to 1.</summary>
    public required double Stability { get; init; }

    /// <summary>What frequency-domain decomposition says at the same place.</summary>
    public FrequencyDomainCheck FrequencyDomain { get; init; }

    /// <summary>Whether it is the line of a machine rather than a mode, and what speaks for it.</summary>
    public HarmonicCheck Harmonic { get; init; }
}

/// <summary>The cross-check by frequency-domain decomposition.</summary>
/// <param name="IsPeak">Whether the first singular value of the spectral matrix has a peak there.</param>
/// <param name="PeakHz">Frequency of the nearest peak in Hz; NaN without one.</param>
/// <param name="Mac">Modal assurance criterion with the first singular vector at the peak; NaN without one.</param>
public readonly record struct FrequencyDomainCheck(bool IsPeak, double PeakHz, double Mac);

/// <summary>The check for a machine's line.</summary>
/// <param name="IsHarmonic">Whether amplitude and damping are those of a steady line.</param>
/// <param name="Kurtosis">Kurtosis of the narrow-band signal: 1.5 for a steady line, 3 for a mode in random excitation.</param>
public readonly record struct HarmonicCheck(bool IsHarmonic, double Kurtosis);
