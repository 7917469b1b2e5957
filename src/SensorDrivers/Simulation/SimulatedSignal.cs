namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// The true physical quantity that a simulated chip measures, in the unit of the driver's channel (m/s2, microstrain, degC, …),
/// at a time on the simulation's monotonic clock in nanoseconds. Called with times that never decrease for one chip.
/// </summary>
public delegate double SimulatedSignal(long monotonicNs);

/// <summary>A fault that can be put on a simulated chip while it runs.</summary>
public enum SimulatedFault
{
    /// <summary>The chip works.</summary>
    None,

    /// <summary>The chip is pulled out: nothing answers (I2C NACK; SPI reads all ones).</summary>
    Unplugged,

    /// <summary>The chip answers random bytes.</summary>
    Garbage,

    /// <summary>The chip delivers the same value for ever.</summary>
    Frozen,
}
