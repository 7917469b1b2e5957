using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// Simulated buses that hold register models. Drivers open devices on it exactly as on Linux;
/// an empty place answers as an empty place does (I2C: no acknowledge; SPI: all ones; GPIO: pulled up). Thread-safe.
/// </summary>
/// <param name="pass">
/// Lets simulated time pass: while a driver pauses, and while a transfer on a slow bus takes its time. Default: nothing passes.
/// </param>
public sealed class SimulatedBuses(Action<TimeSpan>? pass = null) : IBusProvider
{
    private readonly ConcurrentDictionary<BusLocation, SimulatedChip> _chips = new();
    private readonly ConcurrentDictionary<GpioPlace, SimulatedGpioChip> _lines = new();
    private readonly ConcurrentDictionary<int, I2cRecoveryLines> _recoveryLines = new();

    /// <inheritdoc/>
    public IKernelFiles Files => KernelFiles;

    /// <summary>The simulated kernel's files, for chips to add theirs.</summary>
    internal SimulatedKernelFiles KernelFiles { get; } = new();

    /// <inheritdoc/>
    public I2cDevice OpenI2c(int busNumber, int address) => new SimulatedI2cDevice(this, new I2cConnectionSettings(busNumber, address));

    /// <inheritdoc/>
    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new SimulatedSpiDevice(this, new SpiConnectionSettings(busNumber, chipSelect) { Mode = mode, ClockFrequency = clockHz });

    /// <inheritdoc/>
    public GpioController OpenGpio(int chip) => new(new SimulatedGpioDriver(this, chip));

    /// <inheritdoc/>
    public bool TryRecoverI2c(int busNumber) =>
        _recoveryLines.TryGetValue(busNumber, out var lines) && I2cBusRecovery.TryFree(this, lines);

    /// <inheritdoc/>
    public void Pause(TimeSpan duration) => pass?.Invoke(duration);

    /// <summary>Puts something on an I2C bus that no driver knows.</summary>
    /// <exception cref="ArgumentException">There is a chip already.</exception>
    public void PlaceStranger(BusLocation location, TimeProvider time) => Place(location, new SimulatedStranger(time, location.Address));

    /// <summary>Wires GPIO lines to an I2C bus, through which it can be freed.</summary>
    internal void WireRecovery(int busNumber, I2cRecoveryLines lines) => _recoveryLines[busNumber] = lines;

    /// <summary>Puts a chip at a place.</summary>
    /// <exception cref="ArgumentException">There is a chip already.</exception>
    internal void Place(BusLocation location, SimulatedChip chip)
    {
        if (!_chips.TryAdd(location, chip))
            throw new ArgumentException($"There is already a chip on {location}.", nameof(location));
        // The bus is there also while its chip is not.
        if (location.Type is BusType.I2c or BusType.Spi)
            KernelFiles.Add(location.Type == BusType.I2c ? $"/dev/i2c-{location.Bus}" : $"/dev/{location}", new SimulatedKernelFile(_ => 0));
    }

    /// <summary>Wires a chip to a GPIO line: its only connection, or its data-ready output.</summary>
    internal void Wire(GpioPlace line, SimulatedGpioChip chip)
    {
        if (!_lines.TryAdd(line, chip))
            throw new ArgumentException($"Something is already wired to {line}.", nameof(line));
    }

    /// <summary>The chip at a place; <see langword="null"/> when it is empty or holds a chip of the other bus type.</summary>
    internal T? Find<T>(BusLocation location)
        where T : SimulatedChip => _chips.TryGetValue(location, out var chip) ? chip as T : null;

    /// <summary>What is wired to a GPIO line; <see langword="null"/> when nothing is.</summary>
    internal SimulatedGpioChip? FindGpio(GpioPlace line) => _lines.GetValueOrDefault(line);

    /// <summary>Lets the time pass that a transfer with a chip takes beyond the usual.</summary>
    internal void Delay(SimulatedChip chip)
    {
        if (pass is not null && chip.TransferDelay is { Ticks: > 0 } delay)
            pass(delay);
    }
}
