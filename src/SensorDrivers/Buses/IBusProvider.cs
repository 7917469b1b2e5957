using System.Device.I2c;
using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>Opens devices on the station's buses: the Linux device files, or simulated buses. Drivers see only the devices.</summary>
public interface IBusProvider
{
    /// <summary>Opens an I2C device.</summary>
    I2cDevice OpenI2c(int busNumber, int address);

    /// <summary>Opens an SPI device.</summary>
    SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz);
}
