namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// A register-accurate model of a chip, read by the real driver through <c>SpiDevice</c> or <c>I2cDevice</c>.
/// The fault may be switched from another thread.
/// </summary>
public abstract class SimulatedChip
{
    private volatile SimulatedFault _fault;

    /// <summary>The fault in force.</summary>
    public SimulatedFault Fault
    {
        get => _fault;
        set => _fault = value;
    }
}
