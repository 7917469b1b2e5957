using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>
/// <c>{"type":"spi","bus":0,"chipSelect":1}</c>, <c>{"type":"i2c","bus":1,"address":"0x44"}</c> (or a number), <c>{"type":"gpio","chip":0,"line":5}</c>,
/// <c>{"type":"oneWire","bus":1,"device":"28-0316a2794bff"}</c> or <c>{"type":"iio","device":"adxl355"}</c>.
/// </summary>
internal sealed class BusLocationConverter : JsonConverter<BusLocation>
{
    public override BusLocation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var place = document.RootElement;
        return place.GetProperty("type").GetString() switch
        {
            "spi" => new BusLocation(BusType.Spi, Number("bus"), Number("chipSelect")),
            "gpio" => new BusLocation(BusType.Gpio, Number("chip"), Number("line")),
            "oneWire" => new BusLocation(BusType.OneWire, Number("bus"), 0, place.GetProperty("device").GetString()!),
            "iio" => new BusLocation(BusType.Iio, 0, 0, place.GetProperty("device").GetString()!),
            _ => new BusLocation(BusType.I2c, Number("bus"), Address(place.GetProperty("address"))),
        };

        int Number(string name) => place.GetProperty(name).GetInt32();
    }

    public override void Write(Utf8JsonWriter writer, BusLocation value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value.Type)
        {
            case BusType.Spi:
                writer.WriteString("type", "spi");
                writer.WriteNumber("bus", value.Bus);
                writer.WriteNumber("chipSelect", value.Address);
                break;
            case BusType.Gpio:
                writer.WriteString("type", "gpio");
                writer.WriteNumber("chip", value.Bus);
                writer.WriteNumber("line", value.Address);
                break;
            case BusType.OneWire:
                writer.WriteString("type", "oneWire");
                writer.WriteNumber("bus", value.Bus);
                writer.WriteString("device", value.Name);
                break;
            case BusType.Iio:
                writer.WriteString("type", "iio");
                writer.WriteString("device", value.Name);
                break;
            default:
                writer.WriteString("type", "i2c");
                writer.WriteNumber("bus", value.Bus);
                writer.WriteString("address", string.Create(CultureInfo.InvariantCulture, $"0x{value.Address:X2}"));
                break;
        }

        writer.WriteEndObject();
    }

    private static int Address(JsonElement address)
    {
        if (address.ValueKind == JsonValueKind.Number)
            return address.GetInt32();
        var text = address.GetString()!;
        return text.Length > 2 ? int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 0;
    }
}
