namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>A natural frequency identified in one window, with how well it is known; every value NaN when it is not identifiable.</summary>
/// <param name="FrequencyHz">Undamped natural frequency.</param>
/// <param name="StandardDeviationHz">Standard deviation of <paramref name="FrequencyHz"/> that the length of the window and the noise allow.</param>
/// <param name="DampingRatio">Damping ratio of the fit; biased high by anything that broadens the peak, a rough figure from one minute.</param>
/// <param name="MeanSquare">Mean square of the mode's response in the summed spectrum, in unit squared.</param>
/// <param name="ProminenceDb">How far the peak stands out, as in <see cref="SpectralPeak"/>.</param>
public readonly record struct ModalFrequencyEstimate(
    double FrequencyHz, double StandardDeviationHz, double DampingRatio, double MeanSquare, double ProminenceDb)
{
    /// <summary>Not identifiable.</summary>
    public static ModalFrequencyEstimate None => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Whether a frequency was identified.</summary>
    public bool IsFound => !double.IsNaN(FrequencyHz);
}
