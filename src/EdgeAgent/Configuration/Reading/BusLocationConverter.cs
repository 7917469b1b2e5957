using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary><c>{"type":"spi","bus":0,"chipSelect":1}</c> or <c>{"type":"i2c","bus":1,"address":"0x44"}</c>; reads an address as a number, too.</summary>
internal sealed class BusLocationConverter : JsonConverter<BusLocation>
{
    public override BusLocation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var place = document.RootElement;
        var bus = place.GetProperty("bus").GetInt32();
        return place.GetProperty("type").GetString() == "spi"
            ? new BusLocation(BusType.Spi, bus, place.GetProperty("chipSelect").GetInt32())
            : new BusLocation(BusType.I2c, bus, Address(place.GetProperty("address")));
    }

    public override void Write(Utf8JsonWriter writer, BusLocation value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", value.Type == BusType.Spi ? "spi" : "i2c");
        writer.WriteNumber("bus", value.Bus);
        if (value.Type == BusType.Spi)
            writer.WriteNumber("chipSelect", value.Address);
        else
            writer.WriteString("address", string.Create(CultureInfo.InvariantCulture, $"0x{value.Address:X2}"));
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
