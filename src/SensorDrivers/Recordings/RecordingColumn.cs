using System.Collections.Frozen;

namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>
/// Reads a column's name, quantity_number_unit: <c>acc_03_mps2</c> is the third acceleration in m/s2. The unit stays the file's own.
/// A name of another form is a channel without a unit.
/// </summary>
internal static class RecordingColumn
{
    private static readonly FrozenDictionary<string, string> Quantities = new Dictionary<string, string>
    {
        ["acc"] = "acceleration",
        ["vel"] = "velocity",
        ["disp"] = "displacement",
        ["position"] = "position",
        ["incl"] = "inclination",
        ["strain"] = "strain",
        ["force"] = "force",
        ["temp"] = "temperature",
        ["rh"] = "relativeHumidity",
        ["moisture"] = "moisture",
        ["volt"] = "voltage",
        ["curr"] = "current",
        ["rad"] = "irradiance",
        ["rain"] = "rainRate",
        ["wind"] = "windSpeed",
        ["mi"] = "mouldIndex",
        ["hcp"] = "halfCellPotential",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["mps2"] = "m/s2",
        ["cmps2"] = "cm/s2",
        ["mmps2"] = "mm/s2",
        ["g"] = "g",
        ["mg"] = "mg",
        ["mps"] = "m/s",
        ["mmps"] = "mm/s",
        ["m"] = "m",
        ["cm"] = "cm",
        ["mm"] = "mm",
        ["um"] = "um",
        ["ue"] = "ue",
        ["N"] = "N",
        ["kN"] = "kN",
        ["kNm"] = "kNm",
        ["MPa"] = "MPa",
        ["deg"] = "deg",
        ["mrad"] = "mrad",
        ["degC"] = "degC",
        ["K"] = "K",
        ["pct"] = "%",
        ["V"] = "V",
        ["mV"] = "mV",
        ["A"] = "A",
        ["mA"] = "mA",
        ["Hz"] = "Hz",
        ["Wpm2"] = "W/m2",
        ["mmph"] = "mm/h",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ChannelDescription Describe(string name)
    {
        var first = name.IndexOf('_', StringComparison.Ordinal);
        var last = name.LastIndexOf('_');
        var token = first < 0 ? name : name[..first];
        var quantity = Quantities.GetValueOrDefault(token, token);
        var unit = last > 0 ? Units.GetValueOrDefault(name[(last + 1)..], string.Empty) : string.Empty;
        if (quantity == "relativeHumidity" && unit == "%")
            unit = "%RH";
        return new ChannelDescription(name, quantity, unit, float.MinValue, float.MaxValue);
    }
}
