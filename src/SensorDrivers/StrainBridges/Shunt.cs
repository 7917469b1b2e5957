namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>
/// A resistor across one arm of a bridge, and the strain that it simulates.
/// <para>
/// Across the gauge of a quarter bridge this is Rg / (k (Rg + Rs)) of compression (Vishay Micro-Measurements, Tech Note TN-514-1,
/// equation 5), whatever the leads when it touches the gauge itself. In general the bridge is solved as the network that it is and its
/// output taken through the same arithmetic as a measurement, so that bridges with two or four gauges, Poisson gauges and leads under
/// the shunt are exact too, and a reading may be compared with it directly.
/// </para>
/// </summary>
/// <param name="Ohm">Rs: resistance of the shunt.</param>
/// <param name="Arm">The arm that it is across.</param>
/// <param name="Place">Where it touches the arm.</param>
public readonly record struct Shunt(double Ohm, ShuntedArm Arm = ShuntedArm.Gauge, ShuntPlace Place = ShuntPlace.AtGauge)
{
    /// <summary>The strain in microstrain by which the reading of a right station changes, compression negative.</summary>
    public double ExpectedMicrostrain(StrainBridgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Bridge.Microstrain(ExpectedRatio(options));
    }

    /// <summary>The change of output over excitation.</summary>
    public double ExpectedRatio(StrainBridgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var leads = options.Leads;
        var armOhm = leads.GaugeOhm + leads.InArmOhm;
        var shuntedOhm = Place == ShuntPlace.AtGauge
            ? Parallel(leads.GaugeOhm, Ohm) + leads.InArmOhm
            : Parallel(armOhm, Ohm);

        // The other half of the bridge stays at one half. Wires in the excitation weaken the whole.
        var ratio = shuntedOhm / (shuntedOhm + armOhm) - 0.5;
        var atConverter = leads.Wires == 4 ? ratio / leads.Factor : ratio;
        return Arm == ShuntedArm.Gauge ? atConverter : -atConverter;
    }

    private static double Parallel(double oneOhm, double otherOhm) => oneOhm * otherOhm / (oneOhm + otherOhm);
}
