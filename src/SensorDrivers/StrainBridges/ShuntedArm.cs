namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>The arm of a bridge that a shunt resistor is put across.</summary>
public enum ShuntedArm
{
    /// <summary>A gauge that tension makes longer: its resistance falls, which looks like compression.</summary>
    Gauge,

    /// <summary>The arm beside it, a fixed resistor or a gauge of opposite strain: this looks like tension.</summary>
    Neighbour,
}

/// <summary>Where the two ends of the shunt resistor touch the arm.</summary>
public enum ShuntPlace
{
    /// <summary>On the solder tabs of the gauge or resistor itself.</summary>
    AtGauge,

    /// <summary>At the converter's terminals, across the arm with its leads.</summary>
    AtConverter,
}
