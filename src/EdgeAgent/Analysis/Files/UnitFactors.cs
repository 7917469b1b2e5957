namespace EdgeTwin.EdgeAgent.Analysis.Files;

/// <summary>The units that columns of recordings may name, and how they convert.</summary>
internal static class UnitFactors
{
    // Quantity, and the factor to its SI unit (BIPM, SI brochure, 9th edition; standard gravity 9.80665 m/s2).
    private static readonly Dictionary<string, (string Quantity, double Factor, string Column)> s_units = new(StringComparer.Ordinal)
    {
        ["m/s2"] = ("acceleration", 1, "acc_01_mps2"),
        ["cm/s2"] = ("acceleration", 1e-2, "acc_01_cmps2"),
        ["mm/s2"] = ("acceleration", 1e-3, "acc_01_mmps2"),
        ["g"] = ("acceleration", 9.80665, "acc_01_g"),
        ["mg"] = ("acceleration", 9.80665e-3, "acc_01_mg"),
        ["m/s"] = ("velocity", 1, "vel_01_mps"),
        ["mm/s"] = ("velocity", 1e-3, "vel_01_mmps"),
        ["m"] = ("length", 1, "disp_01_m"),
        ["cm"] = ("length", 1e-2, "disp_01_cm"),
        ["mm"] = ("length", 1e-3, "disp_01_mm"),
        ["um"] = ("length", 1e-6, "disp_01_um"),
        ["ue"] = ("strain", 1e-6, "strain_01_ue"),
        ["N"] = ("force", 1, "force_01_N"),
        ["kN"] = ("force", 1e3, "force_01_kN"),
        ["MPa"] = ("stress", 1e6, "stress_01_MPa"),
        ["deg"] = ("angle", Math.PI / 180, "incl_01_deg"),
        ["mrad"] = ("angle", 1e-3, "incl_01_mrad"),
        ["degC"] = ("temperature", 1, "temp_01_degC"),
        ["%RH"] = ("relativeHumidity", 1, "rh_01_pct"),
        ["%"] = ("share", 1e-2, "moisture_01_pct"),
        ["V"] = ("voltage", 1, "volt_01_V"),
        ["mV"] = ("voltage", 1e-3, "volt_01_mV"),
        ["A"] = ("current", 1, "curr_01_A"),
        ["mA"] = ("current", 1e-3, "curr_01_mA"),
    };

    /// <summary>What a value in one unit is multiplied by to get the other; null where they measure different things or one is unknown.</summary>
    public static double? Between(string from, string to)
    {
        if (from == to && from.Length > 0)
            return 1;
        return s_units.TryGetValue(from, out var source) && s_units.TryGetValue(to, out var target) && source.Quantity == target.Quantity
            ? source.Factor / target.Factor
            : null;
    }

    /// <summary>A column's name that names this unit.</summary>
    public static string ExampleColumn(string unit) => s_units.TryGetValue(unit, out var known) ? known.Column : "acc_01_mps2";
}
