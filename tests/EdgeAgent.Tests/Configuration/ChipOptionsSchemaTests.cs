using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

/// <summary>What the schema tells editors about a chip's options is what the chip accepts.</summary>
public sealed class ChipOptionsSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "config", "station.schema.json"))).RootElement;

    private static readonly JsonElement Definitions = Schema.GetProperty("$defs");

    // Chips of a package have no options, and are in the catalog of one build profile only.
    private static IEnumerable<SensorKind> OwnKinds => SensorCatalog.Kinds.Where(kind => kind.Origin == "EdgeTwin");

    public static TheoryData<string> Kinds => [.. OwnKinds.Select(kind => kind.Name)];

    [Fact]
    public void Schema_Kinds_AreThoseOfTheCatalog()
    {
        var sensor = Definitions.GetProperty("sensor");
        var examples = sensor.GetProperty("properties").GetProperty("kind").GetProperty("examples").EnumerateArray().Select(name => name.GetString());
        var choices = sensor.GetProperty("allOf").EnumerateArray()
            .Select(choice => choice.GetProperty("if").GetProperty("properties").GetProperty("kind").GetProperty("const").GetString());

        Assert.Equal(OwnKinds.Select(kind => kind.Name).Order(), examples.Order());
        Assert.Equal(OwnKinds.Select(kind => kind.Name).Order(), choices.Order());
    }

    /// <summary>An option that the schema lacks would be known to the chip, and named in its answer to an unknown one.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_OptionNames_AreThoseThatTheChipKnows(string kind)
    {
        var answer = Assert.Single(Mistakes(kind, new JsonObject { ["?"] = 1 })).Message;

        Assert.Equal(Properties(kind).Select(property => property.Name).Order(StringComparer.Ordinal), answer.Split("known are ")[1].Split(", "));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_OptionRanges_AreThoseThatTheChipAccepts(string kind)
    {
        foreach (var property in Properties(kind))
        {
            foreach (var value in Accepted(property.Value))
                Assert.Empty(Mistakes(kind, new JsonObject { [property.Name] = value }));
            foreach (var value in Refused(property.Value))
                Assert.Equal($"options.{property.Name}", Assert.Single(Mistakes(kind, new JsonObject { [property.Name] = value })).Path);
        }
    }

    private static JsonElement.ObjectEnumerator Properties(string kind) =>
        Definitions.GetProperty($"options-{kind}").GetProperty("properties").EnumerateObject();

    private static IReadOnlyList<SettingsError> Mistakes(string kind, JsonObject options)
    {
        var chip = SensorCatalog.Find(kind)!;
        foreach (var (name, value) in Needed(kind))
            options.TryAdd(name, value?.DeepClone());
        BusLocation[] places =
        [
            new(BusType.Spi, 0, 0), new(BusType.I2c, 1, 0x40), new(BusType.I2c, 1, 0x44), new(BusType.I2c, 1, 0x48), new(BusType.I2c, 1, 0x2A),
            new(BusType.I2c, 1, 0x36), new(BusType.OneWire, 1, 0, "28-0316a2794bff"), new(BusType.Iio, 0, 0, "device"), new(BusType.Gpio, 0, 5),
        ];
        double[] rates = [1, 10, 20, 100, 1000, 1100, 0.01];
        var tries = places.SelectMany(place => rates.Select(rate => chip.Validate(
            new SensorSettings("s", kind, place, rate, JsonSerializer.SerializeToElement(options)))));
        return tries.MinBy(mistakes => mistakes.Count(mistake => !mistake.Path.StartsWith("options", StringComparison.Ordinal)))!;
    }

    /// <summary>Options that a kind cannot do without.</summary>
    private static JsonObject Needed(string kind) => kind switch
    {
        "hx711" => new JsonObject { ["clockLine"] = new JsonObject { ["line"] = 6 } },
        "iio" => new JsonObject { ["channels"] = new JsonArray(new JsonObject { ["channel"] = "in_accel_x" }) },
        _ => [],
    };

    private static IEnumerable<JsonNode> Accepted(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values))
            return values.EnumerateArray().Select(value => JsonNode.Parse(value.GetRawText())!);
        return schema.TryGetProperty("minimum", out var low)
            ? [JsonNode.Parse(low.GetRawText())!, JsonNode.Parse(schema.GetProperty("maximum").GetRawText())!]
            : [];
    }

    private static IEnumerable<JsonNode> Refused(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out _))
            return [JsonValue.Create("no such choice"), JsonValue.Create(3)];
        if (!schema.TryGetProperty("minimum", out var low))
            return [];
        var high = schema.GetProperty("maximum").GetDouble();
        return schema.GetProperty("type").GetString() == "integer"
            ? [JsonValue.Create(low.GetInt64() - 1), JsonValue.Create((long)high + 1)]
            : [JsonValue.Create(Math.BitDecrement(low.GetDouble())), JsonValue.Create(Math.BitIncrement(high))];
    }
}
