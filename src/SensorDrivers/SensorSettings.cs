using System.Text.Json;

namespace EdgeTwin.SensorDrivers;

/// <summary>Where a chip is connected.</summary>
public enum BusType
{
    /// <summary>I2C: <see cref="BusLocation.Bus"/> is N of <c>/dev/i2c-N</c>, <see cref="BusLocation.Address"/> the 7-bit address.</summary>
    I2c,

    /// <summary>SPI: <see cref="BusLocation.Bus"/> and <see cref="BusLocation.Address"/> are B and C of <c>/dev/spidevB.C</c>.</summary>
    Spi,

    /// <summary>GPIO lines: <see cref="BusLocation.Bus"/> is N of <c>/dev/gpiochipN</c>, <see cref="BusLocation.Address"/> the data line.</summary>
    Gpio,

    /// <summary>1-Wire, read by the kernel: <see cref="BusLocation.Bus"/> is N of <c>w1_bus_masterN</c>, <see cref="BusLocation.Name"/> the device, <c>28-…</c>.</summary>
    OneWire,

    /// <summary>A chip that the kernel drives (Linux IIO): <see cref="BusLocation.Name"/> is its label or name.</summary>
    Iio,
}

/// <summary>A place on a bus.</summary>
/// <param name="Type">I2C or SPI.</param>
/// <param name="Bus">Bus number; 0 for Linux IIO.</param>
/// <param name="Address">7-bit address (I2C), chip select (SPI) or line (GPIO); 0 where the name says it all.</param>
/// <param name="Name">The kernel's name of the device (1-Wire, Linux IIO); empty elsewhere.</param>
public readonly record struct BusLocation(BusType Type, int Bus, int Address, string Name = "")
{
    /// <summary>The place in the technician's words: <c>spidev0.1</c>, <c>i2c-1 address 0x44</c>, <c>gpiochip0 line 5</c>.</summary>
    public override string ToString() => Type switch
    {
        BusType.Spi => $"spidev{Bus}.{Address}",
        BusType.Gpio => $"gpiochip{Bus} line {Address}",
        BusType.OneWire => $"1-Wire bus {Bus} device {Name}",
        BusType.Iio => $"IIO device {Name}",
        _ => $"i2c-{Bus} address 0x{Address:X2}",
    };
}

/// <summary>What the station file says of one sensor, as far as its driver needs it.</summary>
/// <param name="SensorId">Identifier in the station file.</param>
/// <param name="Kind">Name in the catalog, for example <c>adxl355</c>.</param>
/// <param name="Location">Where the chip is connected.</param>
/// <param name="SampleRateHz">Wanted output rate.</param>
/// <param name="Options">The chip's own options, an object; each kind has its own options record. Default: all defaults.</param>
public sealed record SensorSettings(string SensorId, string Kind, BusLocation Location, double SampleRateHz, JsonElement Options);

/// <summary>A mistake in a sensor's settings.</summary>
/// <param name="Path">Path below the sensor, for example <c>options.rangeG</c>.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public readonly record struct SettingsError(string Path, string Message);
