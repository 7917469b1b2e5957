namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Why something about a passage is not stated.</summary>
public enum TrafficRefusal
{
    /// <summary>Nothing was refused.</summary>
    None,

    /// <summary>Only one of the gauges was loaded.</summary>
    OneGaugeOnly,

    /// <summary>The load stood, or the gauge shifted: it lasted longer than a vehicle takes.</summary>
    StandingLoad,

    /// <summary>Samples are missing in it.</summary>
    MissingSamples,

    /// <summary>The two gauges did not see the same course of load, or it fits both directions.</summary>
    DirectionUnclear,

    /// <summary>The axles could not be told apart from the noise: no speed, no spacings, no weight.</summary>
    AxlesUnresolved,

    /// <summary>The gauges saw different axles: two vehicles at once, or the bridge's own vibration.</summary>
    AxlesDisagree,

    /// <summary>The speed is not one of road traffic.</summary>
    SpeedImplausible,

    /// <summary>Axles so far apart belong to more than one vehicle.</summary>
    SeveralVehicles,

    /// <summary>The distance of the gauges is not known: no speed.</summary>
    DistanceUnknown,
}
