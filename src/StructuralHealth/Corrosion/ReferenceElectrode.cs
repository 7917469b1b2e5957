namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Electrode against which a half-cell potential was measured.</summary>
public enum ReferenceElectrode
{
    /// <summary>Copper in saturated copper sulphate (CSE), the electrode of ASTM C876.</summary>
    CopperSulfate,

    /// <summary>Silver in saturated silver chloride and potassium chloride.</summary>
    SilverChlorideSaturated,

    /// <summary>Silver in silver chloride in sea water or 0.5 mol/L potassium chloride.</summary>
    SilverChlorideSeawater,

    /// <summary>Saturated calomel (SCE).</summary>
    Calomel,

    /// <summary>Standard hydrogen electrode (SHE).</summary>
    StandardHydrogen,
}
