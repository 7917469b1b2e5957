using System.Globalization;

namespace EdgeTwin.SensorDrivers;

/// <summary>Reads one sensor's settings and collects every mistake by path, each with what to write instead.</summary>
internal sealed class SettingsReader
{
    private readonly SensorSettings _settings;
    private readonly List<SettingsError> _errors = [];

    public SettingsReader(SensorSettings settings)
    {
        _settings = settings;
        Options = new OptionsReader(settings.Options, "options", _errors);
    }

    /// <summary>The chip's own options.</summary>
    public OptionsReader Options { get; }

    /// <summary>Every mistake found so far.</summary>
    public IReadOnlyList<SettingsError> Errors => _errors;

    /// <summary>Where the chip is wired.</summary>
    public BusLocation Location => _settings.Location;

    /// <summary>The chip is on SPI.</summary>
    public void RequireSpi() => Require(BusType.Spi);

    /// <summary>The chip is on I2C and can have one of these addresses.</summary>
    public void RequireI2c(int lowestAddress, int highestAddress)
    {
        if (Require(BusType.I2c) && (Location.Address < lowestAddress || Location.Address > highestAddress))
        {
            _errors.Add(new SettingsError(
                "bus.address", $"is 0x{Location.Address:X2}; the {_settings.Kind} can have 0x{lowestAddress:X2} to 0x{highestAddress:X2}"));
        }
    }

    /// <summary>The chip is on this kind of bus.</summary>
    /// <returns>Whether it is.</returns>
    public bool Require(BusType type)
    {
        if (Location.Type == type)
            return true;
        _errors.Add(new SettingsError("bus.type", $"is {Words(Location.Type)}; the {_settings.Kind} is wired to {Words(type)}: write \"{BusWord(type)}\""));
        return false;
    }

    /// <summary>The kernel's name of the device cannot be that of this chip.</summary>
    public void RefuseName(string message) => _errors.Add(new SettingsError("bus.device", message));

    /// <summary>The word of a bus in the station file.</summary>
    public static string BusWord(BusType type) => type switch
    {
        BusType.Spi => "spi",
        BusType.I2c => "i2c",
        BusType.Gpio => "gpio",
        BusType.OneWire => "oneWire",
        _ => "iio",
    };

    /// <summary>The sample rate is one of those that the chip offers.</summary>
    public void RequireRate(IReadOnlyList<double> ratesHz)
    {
        if (!ratesHz.Contains(_settings.SampleRateHz))
        {
            var offered = string.Join(", ", ratesHz.Select(rate => rate.ToString(CultureInfo.InvariantCulture)));
            _errors.Add(new SettingsError(
                "sampleRateHz", string.Create(CultureInfo.InvariantCulture, $"is {_settings.SampleRateHz}; write one of {offered}")));
        }
    }

    /// <summary>The sample rate is in a range.</summary>
    public void RequireRate(double lowestHz, double highestHz)
    {
        if (!(_settings.SampleRateHz >= lowestHz && _settings.SampleRateHz <= highestHz))
        {
            _errors.Add(new SettingsError(
                "sampleRateHz",
                string.Create(CultureInfo.InvariantCulture, $"is {_settings.SampleRateHz}; write a number from {lowestHz} to {highestHz}")));
        }
    }

    private static string Words(BusType type) => type switch
    {
        BusType.Spi => "SPI",
        BusType.I2c => "I2C",
        BusType.Gpio => "GPIO lines",
        BusType.OneWire => "1-Wire",
        _ => "Linux IIO",
    };

    /// <summary>Ends the reading where the settings have to be valid.</summary>
    /// <exception cref="ArgumentException">The settings have mistakes.</exception>
    public void ThrowIfInvalid()
    {
        if (_errors.Count > 0)
        {
            throw new ArgumentException(
                $"Sensor {_settings.SensorId}: {string.Join("; ", _errors.Select(error => $"{error.Path} {error.Message}"))}");
        }
    }
}
