using System.Globalization;
using System.Text.Json;

namespace EdgeTwin.SensorDrivers;

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

    public bool Flag(string name, bool fallback)
    {
        if (!TryGet(name, out var value))
            return fallback;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        return Refuse(name, value, "write true or false", fallback);
    }

    /// <summary>A GPIO line, <c>{ "chip": 0, "line": 25 }</c>; <see langword="null"/> when absent.</summary>
    public GpioPlace? GpioLine(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        var line = new OptionsReader(value, $"{path}.{name}", errors);
        var place = new GpioPlace(line.Integer("chip", 0, 0, GpioPlace.ChipMax), line.Integer("line", -1, 0, GpioPlace.LineMax));
        line.RejectUnknown();
        if (place.Line < 0)
            line.Add("line", "is missing; write the number of the line on the GPIO chip, for example 25");
        return place;
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
