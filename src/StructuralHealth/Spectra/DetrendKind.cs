namespace EdgeTwin.StructuralHealth.Spectra;

/// <summary>What is taken off a segment before its spectrum.</summary>
public enum DetrendKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The mean.</summary>
    Constant,

    /// <summary>The straight line of least squares.</summary>
    Linear,
}
