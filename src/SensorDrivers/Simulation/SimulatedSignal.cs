namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// The true physical quantity that a simulated chip measures, in the unit of the driver's channel (m/s2, microstrain, degC, …),
/// at a time on the simulation's monotonic clock in nanoseconds. Called with times that never decrease for one chip.
/// </summary>
public delegate double SimulatedSignal(long monotonicNs);

/// <summary>A fault that can be put on a simulated chip while it runs, at once or by a <see cref="FaultScript"/>.</summary>
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

    /// <summary>The chip does not acknowledge (I2C); on SPI the controller reports a failed transfer.</summary>
    NotAcknowledged,

    /// <summary>Check sums of the chip's answers are wrong. Chips without check sums are not affected.</summary>
    CheckSumError,

    /// <summary>
    /// A bit of the chip's settings is stuck at the wrong level: reads as the inverse of what the data sheet's reset value has, whatever is
    /// written. The amount is the number of the settings bit, counted as each chip's model says.
    /// </summary>
    StuckBit,

    /// <summary>The chip's noise is the amount times that of its data sheet.</summary>
    Noise,

    /// <summary>The input is beyond the end of the chip's range: the upper end for a positive amount, the lower for a negative one.</summary>
    Saturated,

    /// <summary>The chip's buffer overflows at once: the oldest samples (amount: how many) are lost and the overrun flag is set.</summary>
    Overrun,

    /// <summary>The identity registers read wrong.</summary>
    WrongIdentity,

    /// <summary>The buffer's read pointer slips: the next sample set begins with another axis. Amount: by how many entries.</summary>
    RotatedFifo,

    /// <summary>Every transfer takes longer by the amount, in milliseconds.</summary>
    SlowBus,

    /// <summary>
    /// The data line is held low. SPI: from so many bytes after the beginning of the fault on (amount) everything reads as zeros. I2C: every
    /// transfer times out.
    /// </summary>
    LineHeldLow,

    /// <summary>The chip's clock runs faster by the amount, in parts per million.</summary>
    ClockError,
}
