using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>Opens devices on the station's buses: those of Linux, or simulated ones. Drivers see only the devices.</summary>
public interface IBusProvider
{
    /// <summary>Files of kernel drivers (1-Wire, IIO).</summary>
    IKernelFiles Files { get; }

    /// <summary>Opens an I2C device; the caller disposes it.</summary>
    I2cDevice OpenI2c(int busNumber, int address);

    /// <summary>Opens an SPI device; the caller disposes it.</summary>
    SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz);

    /// <summary>Opens a GPIO chip, <c>/dev/gpiochipN</c>; the caller disposes it.</summary>
    GpioController OpenGpio(int chip);

    /// <summary>
    /// Tries to free an I2C bus whose data line a chip holds low, with up to nine clock pulses and a stop (I2C-bus specification
    /// UM10204, section 3.1.16), over the GPIO lines that the station file names for it.
    /// </summary>
    /// <returns>Whether the bus is free now; <see langword="false"/> also when no lines are named.</returns>
    bool TryRecoverI2c(int busNumber);

    /// <summary>Lets time pass on the calling thread: between two attempts, or while a chip tests itself.</summary>
    void Pause(TimeSpan duration);
}
