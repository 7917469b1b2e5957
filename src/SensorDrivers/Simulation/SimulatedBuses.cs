using System.Collections.Concurrent;
using System.Device.I2c;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Simulation;

/// <summary>
/// Simulated I2C and SPI buses that hold register models. Drivers open devices on it exactly as on Linux;
/// an empty place answers as an empty place does (I2C: no acknowledge; SPI: all ones). Thread-safe.
/// </summary>
public sealed class SimulatedBuses : IBusProvider
{
    private readonly ConcurrentDictionary<BusLocation, SimulatedChip> _chips = new();

    /// <inheritdoc/>
    public I2cDevice OpenI2c(int busNumber, int address) => new SimulatedI2cDevice(this, new I2cConnectionSettings(busNumber, address));

    /// <inheritdoc/>
    public SpiDevice OpenSpi(int busNumber, int chipSelect, SpiMode mode, int clockHz) =>
        new SimulatedSpiDevice(this, new SpiConnectionSettings(busNumber, chipSelect) { Mode = mode, ClockFrequency = clockHz });

    /// <summary>Puts a chip at a place.</summary>
    /// <exception cref="ArgumentException">There is a chip already.</exception>
    internal void Place(BusLocation location, SimulatedChip chip)
    {
        if (!_chips.TryAdd(location, chip))
            throw new ArgumentException($"There is already a chip on {location}.", nameof(location));
    }

    /// <summary>The chip at a place; <see langword="null"/> when it is empty or holds a chip of the other bus type.</summary>
    internal T? Find<T>(BusLocation location)
        where T : SimulatedChip => _chips.TryGetValue(location, out var chip) ? chip as T : null;
}
