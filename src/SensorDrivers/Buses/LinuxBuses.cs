using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Device.I2c;
using System.Device.Spi;

namespace EdgeTwin.SensorDrivers.Buses;

/// <summary>The buses of this machine: <c>/dev/i2c-N</c>, <c>/dev/spidevB.C</c>, <c>/dev/gpiochipN</c>. Thread-safe.</summary>
/// <param name="recoveryLines">Per I2C bus, the GPIO lines that can free it; a bus that is not named cannot be freed.</param>
public sealed class LinuxBuses(IReadOnlyDictionary<int, I2cRecoveryLines>? recoveryLines = null) : IBusProvider
{
    private const int SpinsBetweenLooks = 20;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _recovering = new();

    /// <inheritdoc/>
    public IKernelFiles Files { get; } = new LinuxKernelFiles();

    /// <inheritdoc/>
    /// <exception cref="SensorException">The bus does not exist or may not be opened; some libraries say so only at the first transfer.</exception>
    public I2cDevice OpenI2c(int busNumber, int address) => Open(
        $"i2c-{busNumber} address 0x{address:X2}",
        () => I2cDevice.Create(new I2cConnectionSettings(busNumber, address)));

    /// <inheritdoc/>
    /// <exception cref="SensorException">The device does not exist, may not be opened or refuses mode or clock; some libraries say so only at the first transfer.</exception>
    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) => Open(
        $"spidev{busNumber}.{chipSelect}",
        () => SpiDevice.Create(new SpiConnectionSettings(busNumber, chipSelect) { Mode = mode, ClockFrequency = clockHz }));

    /// <inheritdoc/>
    /// <exception cref="SensorException">The chip does not exist or may not be opened.</exception>
    public GpioController OpenGpio(int chip) => Open($"gpiochip{chip}", () => new GpioController(new LibGpiodDriver(chip)));

    /// <inheritdoc/>
    public bool TryRecoverI2c(int busNumber)
    {
        if (recoveryLines is null || !recoveryLines.TryGetValue(busNumber, out var lines))
            return false;
        lock (_recovering)
            return I2cBusRecovery.TryFree(this, lines);
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan duration)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        if (duration >= ShortestWait)
        {
            // Nobody sets this event: a wait that needs no thread-pool timer.
            using var never = new ManualResetEventSlim();
            never.Wait(duration);
        }

        // What is left is shorter than a wait can be.
        while (TimeProvider.System.GetElapsedTime(startedAt) < duration)
            Thread.SpinWait(SpinsBetweenLooks);
    }

    private static T Open<T>(string device, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException or DllNotFoundException)
        {
            throw BusErrors.Translate("open", device, exception);
        }
    }
}
