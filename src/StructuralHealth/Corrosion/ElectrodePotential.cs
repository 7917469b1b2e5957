namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>
/// Brings potentials of one reference electrode to another. The values against the standard hydrogen electrode at 25 degC are those in general use
/// (copper sulphate +316 mV, calomel +241 mV, silver chloride +197 mV saturated and +250 mV in sea water); sources differ by 10 to 20 mV
/// (ASTM C876 itself rounds copper sulphate to 0.30 V), which is the uncertainty of a converted potential: within it of a limit the class is open.
/// </summary>
public static class ElectrodePotential
{
    /// <summary>Potential of the electrode against the standard hydrogen electrode at 25 degC, in mV.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The electrode is not one of the enumeration.</exception>
    public static double AgainstHydrogenMillivolts(ReferenceElectrode electrode) => electrode switch
    {
        ReferenceElectrode.CopperSulfate => 316,
        ReferenceElectrode.SilverChlorideSaturated => 197,
        ReferenceElectrode.SilverChlorideSeawater => 250,
        ReferenceElectrode.Calomel => 241,
        ReferenceElectrode.StandardHydrogen => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(electrode), electrode, "The electrode is not known."),
    };

    /// <summary>A potential measured against <paramref name="electrode"/> as it would read against copper sulphate.</summary>
    /// <param name="potentialMillivolts">Measured potential in mV; NaN stays NaN.</param>
    /// <param name="electrode">Electrode of the measurement.</param>
    /// <returns>Potential in mV against copper sulphate.</returns>
    public static double ToCopperSulfateMillivolts(double potentialMillivolts, ReferenceElectrode electrode) =>
        potentialMillivolts + AgainstHydrogenMillivolts(electrode) - AgainstHydrogenMillivolts(ReferenceElectrode.CopperSulfate);
}
