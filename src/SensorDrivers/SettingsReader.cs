using System.Globalization;
using System.Text.Json;

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

    /// <summary>The chip is on SPI.</summary>
    public void RequireSpi()
    {
        if (_settings.Location.Type != BusType.Spi)
            _errors.Add(new SettingsError("bus.type", $"is I2C; the {_settings.Kind} is wired to SPI: write \"spi\""));
    }

    /// <summary>The chip is on I2C and can have one of these addresses.</summary>
    public void RequireI2c(int lowestAddress, int highestAddress)
    {
        var location = _settings.Location;
        if (location.Type != BusType.I2c)
            _errors.Add(new SettingsError("bus.type", $"is SPI; the {_settings.Kind} is wired to I2C: write \"i2c\""));
        else if (location.Address < lowestAddress || location.Address > highestAddress)
        {
            _errors.Add(new SettingsError(
                "bus.address", $"is 0x{location.Address:X2}; the {_settings.Kind} can have 0x{lowestAddress:X2} to 0x{highestAddress:X2}"));
        }
    }

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

/// <summary>Reads one JSON object of options; a key that nobody asked for is a mistake.</summary>
internal sealed class OptionsReader(JsonElement json, string path, List<SettingsError> errors)
{
    private readonly HashSet<string> _known = [];

    public double Number(string name, double fallback, double lowest, double highest)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= lowest && number <= highest)
            return number;
        return Refuse(name, value, string.Create(CultureInfo.InvariantCulture, $"write a number from {lowest} to {highest}"), fallback);
    }

    public int Integer(string name, int fallback, int lowest, int highest)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= lowest && number <= highest)
            return number;
        return Refuse(name, value, $"write a whole number from {lowest} to {highest}", fallback);
    }

    public int OneOf(string name, int fallback, ReadOnlySpan<int> allowed)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && allowed.Contains(number))
            return number;
        return Refuse(name, value, $"write one of {string.Join(", ", allowed.ToArray())}", fallback);
    }

    public string OneOf(string name, string fallback, ReadOnlySpan<string> allowed)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString()!))
            return value.GetString()!;
        return Refuse(name, value, $"write one of \"{string.Join("\", \"", allowed.ToArray())}\"", fallback);
    }

    public string Text(string name, string fallback)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        return Refuse(name, value, "write a text", fallback);
    }

    /// <summary>An object inside this one; empty when absent.</summary>
    public OptionsReader Object(string name)
    {
        TryGet(name, out var value);
        return new OptionsReader(value, $"{path}.{name}", errors);
    }

    /// <summary>The objects of an array; <see langword="null"/> when absent.</summary>
    public IReadOnlyList<OptionsReader>? List(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            return Refuse<IReadOnlyList<OptionsReader>?>(name, value, "write a list: [ { … }, … ]", null);
        return [.. value.EnumerateArray().Select((item, index) => new OptionsReader(item, $"{path}.{name}[{index}]", errors))];
    }

    /// <summary>Adds a mistake that only the caller can see.</summary>
    public void Add(string name, string message) => errors.Add(new SettingsError($"{path}.{name}", message));

    /// <summary>Call last: every key that was not asked for is a mistake.</summary>
    public void RejectUnknown()
    {
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new SettingsError(path, $"is {json.GetRawText()}; write an object: {{ … }}"));
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
                Add(property.Name, $"is not known here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    private bool TryGet(string name, out JsonElement value)
    {
        _known.Add(name);
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
    }

    private T Refuse<T>(string name, JsonElement value, string instead, T fallback)
    {
        Add(name, $"is {value.GetRawText()}; {instead}");
        return fallback;
    }
}
