using System.Text.Json;

namespace EdgeTwin.SensorDrivers.Tests;

public sealed class SettingsValidationTests
{
    [Fact]
    public void Validate_SeveralMistakes_ListsThemAllByPath()
    {
        var errors = Validate(
            "adxl355", 900, new BusLocation(BusType.I2c, 1, 0x1D),
            """{ "rangeG": 3, "clockHz": "fast", "rnageG": 2, "simulation": { "noiseScale": -1, "colour": 1 } }""");

        Assert.Equal(
            ["bus.type", "options.clockHz", "options.rangeG", "options.rnageG", "options.simulation.colour", "options.simulation.noiseScale", "sampleRateHz"],
            errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Contains("2, 4, 8", errors.Single(error => error.Path == "options.rangeG").Message, StringComparison.Ordinal);
        Assert.Contains("1000", errors.Single(error => error.Path == "sampleRateHz").Message, StringComparison.Ordinal);
        Assert.Contains("rangeG", errors.Single(error => error.Path == "options.rnageG").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ProbesThatCollide_NamesEachOfThem()
    {
        var errors = Validate(
            "ads1115", 1, new BusLocation(BusType.I2c, 1, 0x48),
            """{ "probes": [ { "name": "a", "input": 0 }, { "name": "a", "input": 0, "dryV": 2, "wetV": 2.05 }, { "input": 9 } ] }""");

        Assert.Equal(
            ["options.probes[1].input", "options.probes[1].name", "options.probes[1].wetV", "options.probes[2].input", "options.probes[2].name"],
            errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sht4x", 0x43)]
    [InlineData("sht3x", 0x46)]
    [InlineData("tmp117", 0x40)]
    [InlineData("ina226", 0x50)]
    [InlineData("ads1115", 0x4C)]
    public void Validate_AddressTheChipCannotHave_SaysWhichItCan(string kind, int address)
    {
        var error = Assert.Single(Validate(kind, 1, new BusLocation(BusType.I2c, 1, address), "{}"));

        Assert.Equal("bus.address", error.Path);
        Assert.Matches("0x4[0-9A-F] to 0x4[0-9A-F]", error.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    public void Validate_OptionsAreNoObject_SaysSo(string options) =>
        Assert.Equal("options", Assert.Single(Validate("tmp117", 1, new BusLocation(BusType.I2c, 1, 0x48), options)).Path);

    [Fact]
    public void Describe_InvalidSettings_Refuses() =>
        Assert.Throws<ArgumentException>(() => SensorCatalog.Find("ads1220")!.Describe(
            new SensorSettings("s", "ads1220", new BusLocation(BusType.Spi, 0, 0), double.NaN, default)));

    private static IReadOnlyList<SettingsError> Validate(string kind, double rateHz, BusLocation location, string options) =>
        SensorCatalog.Find(kind)!.Validate(new SensorSettings("s-1", kind, location, rateHz, JsonDocument.Parse(options).RootElement));
}
