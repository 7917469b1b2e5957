using System.Buffers.Binary;
using System.Device.I2c;
using EdgeTwin.SensorDrivers.Ads1115;

namespace EdgeTwin.SensorDrivers.Tests.Ads1115;

public sealed class Ads1115Tests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x48);

    // Data sheet SBAS444, table 3: full scale is 7FFFh, minus one count is FFFFh; 125 uV per count at 4.096 V.
    [Theory]
    [InlineData(0x7FFF, 4.095875)]
    [InlineData(0x0001, 0.000125)]
    [InlineData(0xFFFF, -0.000125)]
    [InlineData(0x8000, -4.096)]
    public void Volts_DataSheetTable_Agrees(int register, double expected) => Assert.Equal(expected, Ads1115Registers.Volts((ushort)register, 4.096), 1e-9);

    [Fact]
    public void Simulated_AfterAMuxChange_KeepsTheOldValueUntilDone()
    {
        using var station = new StationUnderTest(
            "ads1115", 1, Place, """{ "simulation": { "noiseScale": 0 } }""", channel => _ => channel * 100);
        using var device = station.Buses.OpenI2c(1, 0x48);
        Start(device, input: 0);
        station.Time.Advance(TimeSpan.FromMilliseconds(10));
        var dry = Register(device, 0x00);

        Start(device, input: 1);
        Assert.Equal(0, Register(device, 0x01) & 0x8000);
        Assert.Equal(dry, Register(device, 0x00));
        station.Time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(0x8000, Register(device, 0x01) & 0x8000);
        Assert.Equal(2.8 / 1.2, dry / (double)Register(device, 0x00), 0.001);
    }

    [Fact]
    public void Read_FourProbes_EachHasItsOwnValueHoweverFastItIsPolled()
    {
        const string options = """
            { "probes": [
                { "name": "a", "input": 3, "dryV": 3.0, "wetV": 1.0 }, { "name": "b", "input": 0 },
                { "name": "c", "input": 1, "dryV": 1.0, "wetV": 2.5 }, { "name": "d", "input": 2 } ] }
            """;
        using var station = new StationUnderTest("ads1115", 2, Place, options, channel => _ => 20 * channel);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(3));

        Assert.True(station.Delivered.Samples >= 9);
        Assert.Equal(["a", "b", "c", "d"], station.Description.Channels.Select(channel => channel.Name));
        for (var channel = 0; channel < 4; channel++)
            Assert.All(station.Delivered.Channel(channel), sample => Assert.Equal(20 * channel, sample, 0.1f));
    }

    [Fact]
    public void Read_ProbeBeyondItsCalibration_IsNotClipped()
    {
        using var station = new StationUnderTest("ads1115", 1, Place, signals: channel => _ => channel == 0 ? -10 : 110);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.Equal(-10, station.Delivered.Channel(0)[0], 0.1f);
        Assert.Equal(110, station.Delivered.Channel(1)[0], 0.1f);
    }

    private static void Start(I2cDevice device, int input) => device.Write([0x01, (byte)(0xC3 | input << 4), 0x83]);

    private static int Register(I2cDevice device, byte register)
    {
        var value = new byte[2];
        device.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
