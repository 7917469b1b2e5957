namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>Classes of concrete resistivity. They hold for Portland cement concrete at 20 degC; a resistivity that is not finite and positive is <c>Unknown</c>.</summary>
public static class ResistivityClasses
{
    /// <summary>Risk after RILEM TC 154-EMC (R. B. Polder, Construction and Building Materials 15, 2001, 125-131).</summary>
    /// <param name="kiloOhmCentimetres">Resistivity in kOhm cm (10 kOhm cm are 100 Ohm m).</param>
    public static CorrosionRisk RiskOf(double kiloOhmCentimetres) => kiloOhmCentimetres switch
    {
        >= 100 and < double.PositiveInfinity => CorrosionRisk.Negligible,
        >= 50 and < 100 => CorrosionRisk.Low,
        > 10 and < 50 => CorrosionRisk.Moderate,
        > 0 and <= 10 => CorrosionRisk.High,
        _ => CorrosionRisk.Unknown,
    };

    /// <summary>Rate after Langford and Broomfield (Construction Repair 1, 1987).</summary>
    /// <param name="kiloOhmCentimetres">Resistivity in kOhm cm.</param>
    public static CorrosionRate RateOf(double kiloOhmCentimetres) => kiloOhmCentimetres switch
    {
        > 20 and < double.PositiveInfinity => CorrosionRate.Low,
        >= 10 and <= 20 => CorrosionRate.Moderate,
        >= 5 and < 10 => CorrosionRate.High,
        > 0 and < 5 => CorrosionRate.VeryHigh,
        _ => CorrosionRate.Unknown,
    };
}
