namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>
/// The wires between gauges and converter. What is in series with a gauge takes its share of the sensitivity:
/// <list type="bullet">
/// <item>quarter bridge, two wires: both are in the gauge's arm, 1 + 2 RL/Rg;</item>
/// <item>quarter bridge, three wires: one is in the gauge's arm and one in its neighbour's, 1 + RL/Rg;</item>
/// <item>half bridge, three wires: one in each arm, 1 + RL/Rg;</item>
/// <item>full bridge, four wires: two in the excitation, 1 + 2 RL/Rg (four equal arms have the resistance of one);</item>
/// <item>full bridge, six wires: the converter's reference is taken at the bridge, 1.</item>
/// </list>
/// (National Instruments, "Strain Gauge Configuration Types"; Vishay Micro-Measurements, Tech Note TN-514-1.) How the resistance of
/// the copper changes with its temperature is not in it; two wires on a quarter bridge turn that into strain.
/// </summary>
/// <param name="Wires">Number of wires: 2 or 3 (quarter), 3 (half), 4 or 6 (full).</param>
/// <param name="LeadOhm">RL: resistance of one wire, there only.</param>
/// <param name="GaugeOhm">Rg: resistance of a gauge.</param>
public readonly record struct BridgeLeads(int Wires, double LeadOhm, double GaugeOhm)
{
    /// <summary>Resistance of the wires in series with a gauge, within its arm.</summary>
    public double InArmOhm => Wires switch
    {
        2 => 2 * LeadOhm,
        3 => LeadOhm,
        _ => 0,
    };

    /// <summary>What the leads take from the sensitivity, 1 or more.</summary>
    public double Factor => 1 + (Wires == 4 ? 2 * LeadOhm : InArmOhm) / GaugeOhm;
}
