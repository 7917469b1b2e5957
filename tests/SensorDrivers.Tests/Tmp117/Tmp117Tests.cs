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
}
