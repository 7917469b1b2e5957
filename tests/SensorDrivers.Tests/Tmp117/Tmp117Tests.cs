using EdgeTwin.SensorDrivers.Tmp117;

namespace EdgeTwin.SensorDrivers.Tests.Tmp117;

public sealed class Tmp117Tests
{
    // Data sheet SNOSD82, table 7-2 (temperature data format).
    [Theory]
    [InlineData(0x8000, -256)]
    [InlineData(0xF380, -25)]
    [InlineData(0xFFF0, -0.1250)]
    [InlineData(0xFFFF, -0.0078125)]
    [InlineData(0x0000, 0)]
    [InlineData(0x0001, 0.0078125)]
    [InlineData(0x0010, 0.1250)]
    [InlineData(0x0080, 1)]
    [InlineData(0x0C80, 25)]
    [InlineData(0x3200, 100)]
    [InlineData(0x7FFF, 255.9921875)]
    public void TemperatureC_DataSheetTable_Agrees(int register, double expected) =>
        Assert.Equal(expected, Tmp117Registers.TemperatureC((ushort)register), 1e-9);

    [Fact]
    public void Read_BeforeTheConversionEnds_IsNotReadyAndNeverMinus256()
    {
        using var station = new StationUnderTest("tmp117", 1, new BusLocation(BusType.I2c, 1, 0x48), signals: _ => _ => 21);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(10));

        Assert.Equal(5, station.Delivered.Samples, 1.0);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(21, sample, 0.1f));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(8, 4)]
    [InlineData(32, 1)]
    [InlineData(64, 0.5)]
    public void Read_EachAveraging_DeliversAtItsHighestRateAlsoBelowZero(int averages, double rateHz)
    {
        using var station = new StationUnderTest(
            "tmp117", rateHz, new BusLocation(BusType.I2c, 1, 0x48), $$"""{ "averages": {{averages}}, "simulation": { "noiseScale": 0 } }""", _ => _ => -25);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(12));

        Assert.Equal(12 * rateHz, station.Delivered.Samples + station.Delivered.Missing, 2.0);
        Assert.Equal(0, station.Delivered.Missing);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(-25f, sample));
    }

    [Fact]
    public void Validate_FasterThanTheAveraging_SaysHowFastItCanBe()
    {
        var settings = new SensorSettings(
            "s", "tmp117", new BusLocation(BusType.I2c, 1, 0x48), 1, System.Text.Json.JsonDocument.Parse("""{ "averages": 64 }""").RootElement);

        var error = Assert.Single(SensorCatalog.Find("tmp117")!.Validate(settings));

        Assert.Equal("sampleRateHz", error.Path);
        Assert.Contains("0.5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Value_IsTheChipsOwnTemperatureToo()
    {
        using var station = new StationUnderTest("tmp117", 1, new BusLocation(BusType.I2c, 1, 0x48), """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 30);
        station.Driver.Start();
        var pool = new SampleBlockPool(1, 1, 1);
        var temperatureC = float.NaN;
        for (var i = 0; i < 20 && float.IsNaN(temperatureC); i++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(pool.TryRent(out var block));
            using (block)
                temperatureC = station.Driver.Read(block) == ReadOutcome.Ok ? block.ChipTemperatureC : float.NaN;
        }

        Assert.Equal(30f, temperatureC);
    }
}
