using System.Buffers.Binary;
using EdgeTwin.SensorDrivers.SeesawSoil;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.SeesawSoil;

public sealed class SeesawSoilTests
{
    private const string Quiet = """{ "dryCounts": 200, "wetCounts": 1200, "simulation": { "noiseScale": 0 } }""";

    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x36);

    [Fact]
    public void Simulated_ReadTooEarlyOrWithARepeatedStart_Reads65535()
    {
        using var station = new StationUnderTest("seesaw-soil", 1, Place, Quiet, _ => _ => 50);
        using var device = station.Buses.OpenI2c(1, 0x36);
        var value = new byte[2];

        device.WriteRead([0x0F, 0x10], value);
        Assert.Equal(65535, BinaryPrimitives.ReadUInt16BigEndian(value));
        station.Time.Advance(TimeSpan.FromMilliseconds(3));
        device.Read(value);
        Assert.Equal(65535, BinaryPrimitives.ReadUInt16BigEndian(value));
        station.Time.Advance(TimeSpan.FromMilliseconds(2));
        device.Read(value);
        Assert.Equal(700, BinaryPrimitives.ReadUInt16BigEndian(value));
    }

    [Theory]
    [InlineData(22.5)]
    [InlineData(-7.25)]
    public void Read_Temperature_IsSignedWith16BitsBehindThePoint(double temperatureC)
    {
        using var station = new StationUnderTest("seesaw-soil", 1, Place, Quiet, channel => _ => channel == 0 ? 30 : temperatureC);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(4));

        Assert.True(station.Delivered.Samples >= 2);
        Assert.All(station.Delivered.Channel(1), sample => Assert.Equal(temperatureC, sample, 1e-5));
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(30, sample, 1e-4));
    }

    [Theory]
    [InlineData(65535)]
    [InlineData(4038)]
    [InlineData(1015)]
    public void Read_OneSpuriousReading_IsReadAgainAndNeverDelivered(int spurious)
    {
        using var station = new StationUnderTest("seesaw-soil", 1, Place, Quiet, _ => _ => 40);
        station.Driver.Start();
        for (var round = 0; round < 20; round++)
        {
            ((SimulatedSeesawSoil)station.Chip).SpuriousTouch = spurious;
            station.Run(TimeSpan.FromSeconds(1));
        }

        Assert.True(station.Delivered.Samples >= 15);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(40, sample, 1e-4));
    }

    [Fact]
    public void Read_NoTwoReadingsAgree_IsAGapInTheMoistureOnlyAndThenAnError()
    {
        var counts = 0;
        using var station = new StationUnderTest(
            "seesaw-soil", 1, Place, Quiet, channel => channel == 0 ? _ => counts++ * 37 % 100 : _ => 20);
        station.Driver.Start();

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(20)));

        Assert.Contains("agreed", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, station.Delivered.Samples);
        Assert.All(station.Delivered.Channel(0), sample => Assert.True(float.IsNaN(sample)));
        Assert.All(station.Delivered.Channel(1), sample => Assert.Equal(20f, sample));
        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Gap, ChannelStatus.Ok], status));
    }

    [Fact]
    public void Start_AnotherHardware_IsRefused()
    {
        using var station = new StationUnderTest("seesaw-soil", 1, Place);
        station.Chip.Fault = SimulatedFault.WrongIdentity;

        Assert.Contains("0x55", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(Place, station.Buses).Match);
    }

    [Fact]
    public void Identify_SoilSensor_NamesItsProduct()
    {
        using var station = new StationUnderTest("seesaw-soil", 1, Place);

        var identity = station.Kind.Identify(Place, station.Buses);

        Assert.Equal(IdentityMatch.Yes, identity.Match);
        Assert.Contains("4026", identity.Detail, StringComparison.Ordinal);
    }
}
