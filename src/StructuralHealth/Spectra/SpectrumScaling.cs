namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>What a spectrum states.</summary>
public enum SpectrumScaling
{
    /// <summary>Density in unit squared per Hz: its integral over a band is the mean square there.</summary>
    Density,

    /// <summary>Unit squared: the height of a sine's peak is its mean square.</summary>
    Spectrum,
}
