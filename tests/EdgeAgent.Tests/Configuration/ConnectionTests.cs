using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

/// <summary>Places beside SPI and I2C, and the lines that free an I2C bus.</summary>
public sealed class ConnectionTests
{
    private const string Spi = """{ "type": "spi", "bus": 0, "chipSelect": 1 }""";
    private const string Windows = "\"windows\": { \"seconds\": 60 },";

    [Fact]
    public void Parse_RecoveryLines_AreReadAndWrittenBack()
    {
        var station = StationText.Parse(StationText.Valid.Replace(
            Windows, Windows + """ "i2cRecovery": [ { "bus": 1, "scl": { "line": 26 }, "sda": { "chip": 2, "line": 13 } } ],""", StringComparison.Ordinal)).Configuration!;

        var recovery = Assert.Single(station.I2cRecovery);
        Assert.Equal((1, new GpioPlace(0, 26), new GpioPlace(2, 13)), (recovery.Bus, recovery.Scl.ToPlace(), recovery.Sda.ToPlace()));
        Assert.Equal(station.I2cRecovery, StationFile.Parse(StationFile.Write(station), "again").Configuration!.I2cRecovery);
    }

    [Fact]
    public void Parse_RecoveryLinesThatCollide_NamesEachOfThem()
    {
        var errors = StationText.Parse(StationText.Valid.Replace(
            Windows,
            Windows + """ "i2cRecovery": [ { "bus": 1, "scl": { "line": 26 }, "sda": { "line": 26 } }, { "bus": 1, "scl": { "line": 5 }, "sda": { "line": 900 } } ],""",
            StringComparison.Ordinal)).Errors;

        Assert.Contains(errors, error => error.Path == "i2cRecovery[1].sda.line" && error.Message.Contains("511", StringComparison.Ordinal));
        errors = StationText.Parse(StationText.Valid.Replace(
            Windows,
            Windows + """ "i2cRecovery": [ { "bus": 1, "scl": { "line": 26 }, "sda": { "line": 26 } }, { "bus": 1, "scl": { "line": 5 }, "sda": { "line": 6 } } ],""",
            StringComparison.Ordinal)).Errors;
        Assert.Equal(["i2cRecovery[0].sda", "i2cRecovery[1].bus"], errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "type": "gpio", "chip": 0, "line": 5 }""", BusType.Gpio, 0, 5, "")]
    [InlineData("""{ "type": "oneWire", "bus": 1, "device": "28-0316a2794bff" }""", BusType.OneWire, 1, 0, "28-0316a2794bff")]
    [InlineData("""{ "type": "iio", "device": "adxl372" }""", BusType.Iio, 0, 0, "adxl372")]
    public void Parse_OtherPlaces_AreUnderstoodAndRefusedForAChipThatIsNotThere(string place, BusType type, int bus, int address, string name)
    {
        var error = Assert.Single(
            StationText.Parse(StationText.Valid.Replace(Spi, place, StringComparison.Ordinal)).Errors, error => error.Path == "sensors[1].bus.type");

        Assert.Contains("write \"spi\"", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            new BusLocation(type, bus, address, name),
            System.Text.Json.JsonSerializer.Deserialize<BusLocation>(place, EdgeTwin.EdgeAgent.Configuration.Reading.StationJson.Options));
    }
}
