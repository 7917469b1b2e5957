namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>How sure a finding is.</summary>
public enum FaultCertainty
{
    /// <summary>Beyond the limit, less than twice.</summary>
    Likely,

    /// <summary>At least twice the limit.</summary>
    VeryLikely,

    /// <summary>The samples themselves prove it: missing, impossible or identical.</summary>
    Certain,
}
