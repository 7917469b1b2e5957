namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Which of the two families of fatigue strength curves of EN 1993-1-9 holds.</summary>
public enum StressKind
{
    /// <summary>Nominal direct stress: slope 3 to 5 million cycles, slope 5 to 100 million, cut-off (section 7.1, figure 7.1).</summary>
    Direct,

    /// <summary>Nominal shear stress: slope 5 to 100 million cycles, cut-off (section 7.1, figure 7.2).</summary>
    Shear,
}
