namespace EdgeTwin.SensorDrivers.StrainBridges;

/// <summary>
/// How the gauges sit in a Wheatstone bridge, after National Instruments, "Strain Gauge Configuration Types" (quarter bridge I and II,
/// half bridge I and II, full bridge I to III); the bridge factors are those of Hoffmann (HBM), "An Introduction to Measurements using
/// Strain Gages", table of bridge circuits.
/// </summary>
public enum BridgeType
{
    /// <summary>One gauge and three fixed resistors (NI quarter I and II; bridge factor 1). Not linear.</summary>
    Quarter,

    /// <summary>Two gauges of opposite strain, as above and below a bent beam (NI half II; bridge factor 2).</summary>
    Half,

    /// <summary>One gauge along the strain and one across it (NI half I; bridge factor 1 + Poisson's ratio). Not linear.</summary>
    HalfPoisson,

    /// <summary>Four gauges along the strain, two by two of opposite sign (NI full I; bridge factor 4).</summary>
    Full,

    /// <summary>Two gauges along the strain and two across it, the pairs of opposite sign (NI full II; bridge factor 2 (1 + Poisson's ratio)).</summary>
    FullBendingPoisson,

    /// <summary>Two gauges along the strain and two across it, all in a tie or column (NI full III; bridge factor 2 (1 + Poisson's ratio)). Not linear.</summary>
    FullPoisson,
}
