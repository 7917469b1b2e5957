using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Tests;

/// <summary>Buses that hand everything on to others; a test overrides what it wants to disturb.</summary>
internal abstract class ForwardingBuses(IBusProvider buses) : IBusProvider
{
    protected IBusProvider Inner { get; } = buses;

    public virtual IKernelFiles Files => Inner.Files;

    public virtual I2cDevice OpenI2c(int busNumber, int address) => Inner.OpenI2c(busNumber, address);

    public virtual SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) => Inner.OpenSpi(busNumber, chipSelect, mode, clockHz);

    public virtual GpioController OpenGpio(int chip) => Inner.OpenGpio(chip);

    public virtual bool TryRecoverI2c(int busNumber) => Inner.TryRecoverI2c(busNumber);

    public virtual void Pause(TimeSpan duration) => Inner.Pause(duration);
}
