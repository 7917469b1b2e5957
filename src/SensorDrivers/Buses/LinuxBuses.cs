using System.Device.I2c;
using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>The buses of this machine: <c>/dev/i2c-N</c> and <c>/dev/spidevB.C</c>. Thread-safe.</summary>
public sealed class LinuxBuses : IBusProvider
{
    /// <inheritdoc/>
    /// <exception cref="SensorException">The bus does not exist or may not be opened; some libraries say so only at the first transfer.</exception>
    public I2cDevice OpenI2c(int busNumber, int address)
    {
        try
        {
            return I2cDevice.Create(new I2cConnectionSettings(busNumber, address));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            throw BusErrors.Translate("open", $"i2c-{busNumber} address 0x{address:X2}", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SensorException">The device does not exist, may not be opened or refuses mode or clock; some libraries say so only at the first transfer.</exception>
    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz)
    {
        try
        {
            return SpiDevice.Create(new SpiConnectionSettings(busNumber, chipSelect) { Mode = mode, ClockFrequency = clockHz });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            throw BusErrors.Translate("open", $"spidev{busNumber}.{chipSelect}", exception);
        }
    }
}
