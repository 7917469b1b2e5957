using EdgeTwin.SensorDrivers.Ads1220;
using EdgeTwin.SensorDrivers.Simulation;

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
    public void Code_DataSheetTable_IsSigned24Bit(byte[] data, int expected) => Assert.Equal(expected, Ads1220Registers.Code(data));

    // Data sheet SBAS501C, tables of conversion times, single-shot column, in periods of 4.096 MHz; 20 SPS normal and 40 … 2000 SPS turbo.
    [Fact]
    public void All_ConversionTimes_AreThoseOfTheDataSheet() =>
        Assert.Equal([204_850, 102_434, 45_618, 23_122, 11_890, 6_290, 3_506, 2_130], Ads1220Conversion.All.Select(conversion => conversion.ClockPeriods));

    [Theory]
    [InlineData(1, 50.0)]
    [InlineData(20, 25.0)]
    [InlineData(90, 5.645)]
    [InlineData(1000, 0.520)]
    public void ForRate_LeavesRoomForALatePoll(double rateHz, double expectedMs) =>
        Assert.Equal(expectedMs, Ads1220Conversion.ForRate(rateHz)!.LengthNs * 1e-6, 0.02);

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

    [Theory]
    [InlineData("\"quarter\", \"quarterWires\": 2, \"leadOhm\": 1.5")]
    [InlineData("\"half\", \"leadOhm\": 1.5")]
    [InlineData("\"half-poisson\", \"poissonRatio\": 0.2")]
    [InlineData("\"full\", \"leadOhm\": 1.5")]
    [InlineData("\"full-bending-poisson\"")]
    [InlineData("\"full-poisson\"")]
    public void Read_AnyBridge_DeliversTheSameStrain(string bridge)
    {
        using var station = new StationUnderTest(
            "ads1220", 90, Place, $$"""{ "bridge": {{bridge}}, "gaugeFactor": 2.11, "gain": 64, "simulation": { "noiseScale": 0 } }""", _ => _ => 432.1);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(0.1));

        Assert.Equal(432.1, station.Delivered.Channel(0)[0], 0.01);
    }

    // Data sheet SBAS501C, section 8.3.13, table of 14-bit temperature codes, left-justified in 24 bits.
    [Theory]
    [InlineData(0x0FFF, 127.96875)]
    [InlineData(0x0C80, 100)]
    [InlineData(0x0320, 25)]
    [InlineData(0x0008, 0.25)]
    [InlineData(0x0000, 0)]
    [InlineData(0x3FF8, -0.25)]
    [InlineData(0x3CE0, -25)]
    [InlineData(0x3B00, -40)]
    public void TemperatureC_DataSheetTable_Agrees(int code, double expected)
    {
        byte[] data = [(byte)(code >> 6), (byte)(code << 2), 0];

        Assert.Equal(expected, Ads1220Registers.TemperatureC(Ads1220Registers.Code(data)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90)]
    public void Read_RoomBetweenSamples_MeasuresTheChipsTemperatureWithoutLoss(double rateHz)
    {
        using var station = new StationUnderTest("ads1220", rateHz, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 100);
        ((SimulatedAds1220)station.Chip).TemperatureC = -12.5;
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(1));
        ((SimulatedAds1220)station.Chip).TemperatureC = 31;
        var before = LastTemperature(station);
        station.Run(TimeSpan.FromSeconds(62));

        Assert.Equal(-12.5f, before);
        Assert.Equal(31f, LastTemperature(station));
        Assert.Equal(0, station.Delivered.Missing);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(100, strain, 0.01));
    }

    [Fact]
    public void Read_NoRoomBetweenSamples_LeavesTheTemperatureUnknown()
    {
        using var station = new StationUnderTest("ads1220", 1000, Place);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(float.NaN, LastTemperature(station));
        Assert.Equal(0, station.Delivered.Missing);
    }

    // A line that dies inside the transfer leaves zeros behind: in the result, in the registers after it, or in both.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void Read_LineDiesInsideTheTransfer_IsNeverAStrain(int byteNumber)
    {
        using var station = new StationUnderTest("ads1220", 90, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 100);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(0.5));
        station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.LineHeldLow, byteNumber)]);

        Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(100, strain, 0.01));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(16 + 5)]
    [InlineData(24)]
    public void Start_SettingsBitIsStuck_IsRefused(int bit)
    {
        using var station = new StationUnderTest("ads1220", 90, Place);
        station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);

        Assert.Throws<SensorException>(station.Driver.Start);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8 + 1)]
    [InlineData(24 + 7)]
    public void Read_SettingsBitSticksLater_IsNoticedWithTheNextSample(int bit)
    {
        using var station = new StationUnderTest("ads1220", 90, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 100);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(0.5));
        station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);

        Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(100, strain, 0.01));
    }

    [Fact]
    public void Read_EverySample_IsOneThatTheChipMade()
    {
        var made = new List<(long Ns, double Strain)>();
        using var station = new StationUnderTest("ads1220", 90, Place, "{}", _ => ns => 100 * Math.Sin(ns * 1e-9));
        station.Chip.Made = (ns, _, value) => made.Add((ns, value));
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(2));

        Assert.InRange(station.Delivered.Samples, 175, 181);
        for (var i = 0; i < station.Delivered.Samples; i++)
        {
            var (ns, strain) = made.MinBy(sample => Math.Abs(sample.Ns - station.Delivered.TimesNs[i]));
            Assert.Equal((float)strain, station.Delivered.Channel(0)[i]);
            Assert.Equal(ns, station.Delivered.TimesNs[i], 1000.0);
        }
    }

    private static float LastTemperature(StationUnderTest station)
    {
        var pool = new SampleBlockPool(1, 8, 1);
        for (var i = 0; i < 20; i++)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                if (station.Driver.Read(block) != ReadOutcome.Ok)
                    continue;
                station.Delivered.Add(block);
                return block.ChipTemperatureC;
            }
        }

        throw new InvalidOperationException("Nothing was delivered.");
    }
}
