using System.Buffers.Binary;
using System.Device.I2c;
using EdgeTwin.SensorDrivers.Ads1115;
using EdgeTwin.SensorDrivers.Tests.Contract;

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

    // With one probe the configuration would be the same before and after: only a parked multiplexer shows that the start got lost.
    [Fact]
    public void Read_StartOfAConversionGetsLost_IsNoticedAndTheOldValueNotDelivered()
    {
        const string options = """{ "probes": [ { "name": "a" } ], "simulation": { "noiseScale": 0 } }""";
        var moisture = 10.0;
        using var station = new StationUnderTest("ads1115", 1, Place, options, _ => _ => moisture);
        var bus = new BusProxy(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        var pool = new SampleBlockPool(1, 1, 1);
        driver.Start();
        Assert.Equal(10f, RunUntilABlock(driver, station, pool), 0.01f);

        moisture = 90;
        bus.LosesSettings = true;

        var error = Assert.Throws<SensorException>(() => RunUntilABlock(driver, station, pool));
        Assert.Contains("configuration", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6144, 0.1875)]
    [InlineData(2048, 0.0625)]
    [InlineData(1024, 0.03125)]
    public void Read_EachRange_HasTheDataSheetsStep(int fullScaleMv, double millivoltsPerCount)
    {
        var options = $$"""{ "probes": [ { "name": "a", "dryV": 0.9, "wetV": 0.1 } ], "fullScaleMv": {{fullScaleMv}}, "simulation": { "noiseScale": 0 } }""";
        using var station = new StationUnderTest("ads1115", 1, Place, options, _ => _ => 33.3333);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        var stepPercent = millivoltsPerCount / 800 * 100;
        Assert.All(station.Delivered.Channel(0), sample =>
        {
            Assert.Equal(33.3333, sample, stepPercent * 0.51);
            var counts = (0.9 - 0.8 * sample / 100) * 1000 / millivoltsPerCount;
            Assert.Equal(Math.Round(counts), counts, 0.01);
        });
    }

    private static float RunUntilABlock(ISensorDriver driver, StationUnderTest station, SampleBlockPool pool)
    {
        for (var i = 0; i < 100; i++)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                if (driver.Read(block) == ReadOutcome.Ok)
                    return block.Channel(0)[0];
            }
        }

        throw new TimeoutException("No block came.");
    }

    private static void Start(I2cDevice device, int input) => device.Write([0x01, (byte)(0xC3 | input << 4), 0x83]);

    private static int Register(I2cDevice device, byte register)
    {
        var value = new byte[2];
        device.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }
}
