namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>How segments are averaged.</summary>
public enum SpectrumAverage
{
    /// <summary>Arithmetic mean.</summary>
    Mean,

    /// <summary>Median without its bias; a single loud segment does not move it. Source: B. Allen et al., Phys. Rev. D 85 (2012) 122006, appendix B.</summary>
    Median,
}
