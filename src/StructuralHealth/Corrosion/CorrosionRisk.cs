namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Risk of corrosion once the steel has lost its passivity, from the electrical resistivity of the concrete.</summary>
public enum CorrosionRisk
{
    /// <summary>No measurement.</summary>
    Unknown,

    /// <summary>100 kOhm cm and more.</summary>
    Negligible,

    /// <summary>50 to 100 kOhm cm.</summary>
    Low,

    /// <summary>10 to 50 kOhm cm.</summary>
    Moderate,

    /// <summary>10 kOhm cm and less.</summary>
    High,
}
