namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Rate of corrosion of depassivated steel, from the resistivity measured with four electrodes (Langford and Broomfield 1987).</summary>
public enum CorrosionRate
{
    /// <summary>No measurement.</summary>
    Unknown,

    /// <summary>Above 20 kOhm cm.</summary>
    Low,

    /// <summary>10 to 20 kOhm cm.</summary>
    Moderate,

    /// <summary>5 to 10 kOhm cm.</summary>
    High,

    /// <summary>Below 5 kOhm cm.</summary>
    VeryHigh,
}
