using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>A simulated ADXL345 on either bus.</summary>
internal interface ISimulatedAdxl345
{
    /// <summary>Its pin INT1.</summary>
    SimulatedReadyOutput Interrupt1 { get; }
}
