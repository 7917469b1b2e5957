using EdgeTwin.SensorDrivers.Ads1220;

namespace EdgeTwin.SensorDrivers.Tests.Ads1220;

public sealed class Ads1220Tests
{
    private static readonly BusLocation Place = new(BusType.Spi, 1, 0);

    // Data sheet SBAS501C, table 12 (ideal output code versus input signal).
    [Theory]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF }, 8_388_607)]
    [InlineData(new byte[] { 0x00, 0x00, 0x01 }, 1)]
    [InlineData(new byte[] { 0x00, 0x00, 0x00 }, 0)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF }, -1)]
    [InlineData(new byte[] { 0x80, 0x00, 0x00 }, -8_388_608)]
    public void Code_DataSheetTable_IsSigned24Bit(byte[] data, int expected) => Assert.Equal(expected, Ads1220Driver.Code(data));

    // Worked with the formulas of National Instruments: k = 2, 0.5 mV/V.
    [Theory]
    [InlineData("Quarter", 0.5e-3, 1001.001001)]
    [InlineData("Quarter", -0.5e-3, -999.000999)]
    [InlineData("Half", 0.5e-3, 500)]
    [InlineData("Full", 0.5e-3, 250)]
    public void Microstrain_PublishedFormula_Agrees(string type, double ratio, double expected)
    {
        var bridge = new StrainBridge(Enum.Parse<BridgeType>(type), 2, 1);

        Assert.Equal(expected, bridge.Microstrain(ratio), 1e-5);
        Assert.Equal(ratio, bridge.Ratio(expected), 1e-11);
    }

    [Fact]
    public void Microstrain_LongLeads_RaiseTheResult() =>
        Assert.Equal(1010, new StrainBridge(BridgeType.Half, 2, 1 + 3.5 / 350).Microstrain(1e-3), 1e-9);

    // Conversion times of the data sheet: 40 SPS turbo 25.0 ms, 180 SPS turbo 5.63 ms, 2000 SPS turbo 0.506 ms, 20 SPS normal 50.0 ms.
    [Theory]
    [InlineData(1, 50.0)]
    [InlineData(20, 25.0)]
    [InlineData(90, 5.63)]
    [InlineData(1000, 0.506)]
    public void ForRate_LeavesRoomForALatePoll(double rateHz, double expectedMs) =>
        Assert.Equal(expectedMs, Ads1220Conversion.ForRate(rateHz)!.LengthNs * 1e-6, 0.01);

    [Fact]
    public void Read_AtHalfTheInterval_DeliversEverySlotOnce()
    {
        using var station = new StationUnderTest(
            "ads1220", 90, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => ns => ns * 1e-9);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(10));

        var strain = station.Delivered.Channel(0);
        Assert.Equal(0, station.Delivered.Missing);
        Assert.InRange(strain.Count, 898, 901);
        Assert.All(strain.Zip(strain.Skip(1)), pair => Assert.Equal(1.0 / 90, pair.Second - pair.First, 0.002));
    }

    [Fact]
    public void Read_PolledTooSlowly_CountsTheSlotsItCouldNotMeasure()
    {
        using var station = new StationUnderTest("ads1220", 90, Place);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(30));

        Assert.InRange(station.Delivered.Samples, 320, 334);
        Assert.InRange(station.Delivered.NextSequence, 890, 901);
        Assert.Contains(station.Delivered.Status, status => status[0] == ChannelStatus.Gap);
    }

    [Theory]
    [InlineData(1, 5000)]
    [InlineData(-1, 5000)]
    public void Read_BeyondTheRange_IsSaturated(int sign, double microstrain)
    {
        using var station = new StationUnderTest("ads1220", 90, Place, signals: _ => _ => sign * microstrain);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(0.2));

        Assert.All(station.Delivered.Status, status => Assert.Equal(ChannelStatus.Saturated, status[0]));
        Assert.Equal(sign * 1e6 / 128 / 2, station.Delivered.Channel(0)[0], 0.01);
    }

    [Fact]
    public void Read_AnyBridge_DeliversTheSameStrain()
    {
        foreach (var bridge in new[] { "quarter", "half", "full" })
        {
            using var station = new StationUnderTest(
                "ads1220", 90, Place, $$"""{ "bridge": "{{bridge}}", "gaugeFactor": 2.11, "leadOhm": 1.5, "gain": 64, "simulation": { "noiseScale": 0 } }""", _ => _ => 432.1);
            station.Driver.Start();
            station.Run(TimeSpan.FromSeconds(0.1));
            Assert.Equal(432.1, station.Delivered.Channel(0)[0], 0.01);
        }
    }
}
