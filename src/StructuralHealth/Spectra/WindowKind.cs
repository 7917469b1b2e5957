namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>Shape of a window; see <see cref="WindowFunction"/> for the formulas.</summary>
public enum WindowKind
{
    /// <summary>All ones.</summary>
    Rectangular,

    /// <summary>Raised cosine; the usual choice for spectra.</summary>
    Hann,

    /// <summary>Raised cosine on a pedestal; lowest first side lobe of its family, usual for FIR filters.</summary>
    Hamming,

    /// <summary>Three cosine terms, side lobes below -58 dB.</summary>
    Blackman,

    /// <summary>Four cosine terms, side lobes below -92 dB.</summary>
    BlackmanHarris,

    /// <summary>Five cosine terms; reads the amplitude of a sine within 0.01 dB wherever it lies between bins.</summary>
    FlatTop,

    /// <summary>Flat, with cosine tapers over a stated share of the length.</summary>
    Tukey,

    /// <summary>Bessel window whose parameter trades width for side lobes.</summary>
    Kaiser,
}
