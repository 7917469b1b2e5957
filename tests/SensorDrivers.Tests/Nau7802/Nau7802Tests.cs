using EdgeTwin.SensorDrivers.Nau7802;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Nau7802;

public sealed class Nau7802Tests
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x2A);
    private const string Quiet = """{ "simulation": { "noiseScale": 0 } }""";

    [Theory]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF }, 8_388_607)]
    [InlineData(new byte[] { 0x00, 0x00, 0x01 }, 1)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF }, -1)]
    [InlineData(new byte[] { 0x80, 0x00, 0x00 }, -8_388_608)]
    public void Code_TwosComplement_IsSigned24Bit(byte[] data, int expected) => Assert.Equal(expected, Nau7802Registers.Code(data));

    // Half the reference over the gain to either side: 3.9 mV/V at gain 128, 1953 ue of a full bridge with k = 2.
    [Fact]
    public void Describe_FullBridgeAtGain128_HasHalfTheReferenceAsRange()
    {
        using var station = new StationUnderTest("nau7802", 80, Place);

        Assert.Equal(-1e6 / 2 / 128 / 2, station.Description.Channels[0].RangeMin, 1e-6);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(320)]
    public void Read_EveryRate_DeliversEverySettledSampleOnce(double rateHz)
    {
        using var station = new StationUnderTest("nau7802", rateHz, Place, """{ "simulation": { "noiseScale": 0, "clockErrorPpm": 8000 } }""", _ => ns => 100 + ns * 1e-9);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(12));

        var strain = station.Delivered.Channel(0);
        Assert.Equal(0, station.Delivered.Missing);
        Assert.True(strain.Count > 9 * rateHz);
        for (var i = 0; i < strain.Count; i++)
            Assert.Equal(100 + station.Delivered.TimesNs[i] * 1e-9, strain[i], 0.2 / rateHz + 0.001);
        Assert.Equal(1e9 / rateHz / 1.008, station.Delivered.IntervalNs, 1e9 / rateHz * 0.003);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_BeyondTheRange_IsSaturated(int sign)
    {
        using var station = new StationUnderTest("nau7802", 80, Place, Quiet, _ => _ => sign * 5000);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(1.5));

        Assert.True(station.Delivered.Samples > 10);
        Assert.All(station.Delivered.Status, status => Assert.Equal(ChannelStatus.Saturated, status[0]));
    }

    [Fact]
    public void Read_ChannelTwoAndExternalSupply_Measures()
    {
        using var station = new StationUnderTest(
            "nau7802", 80, Place, """{ "channel": 2, "ldoV": "external", "gain": 16, "simulation": { "noiseScale": 0 } }""", _ => _ => 321);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(1.5));

        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(321, strain, 0.01));
    }

    [Fact]
    public void Read_CalibrationFailsOnce_IsRepeated()
    {
        using var station = new StationUnderTest("nau7802", 80, Place, Quiet, _ => _ => 50);
        ((SimulatedNau7802)station.Chip).FailingCalibrations = 2;
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(2));

        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(50, strain, 0.01));
        Assert.True(station.Delivered.Samples > 10);
    }

    [Fact]
    public void Read_CalibrationAlwaysFails_SaysSoAndDeliversNothing()
    {
        using var station = new StationUnderTest("nau7802", 80, Place, Quiet);
        ((SimulatedNau7802)station.Chip).FailingCalibrations = int.MaxValue;
        station.Driver.Start();

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(3)));

        Assert.Contains("calibration", error.Reason, StringComparison.Ordinal);
        Assert.Equal(0, station.Delivered.Samples);
    }

    [Fact]
    public void Start_WrongRevision_IsRefused()
    {
        using var station = new StationUnderTest("nau7802", 80, Place);
        station.Chip.Fault = SimulatedFault.WrongIdentity;

        Assert.Contains("revision", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_AnySettingsBitStuck_IsRefusedUnlessItIsWantedSo()
    {
        var refused = 0;
        for (var bit = 0; bit < 48; bit++)
        {
            using var station = new StationUnderTest("nau7802", 80, Place, Quiet, _ => _ => 50);
            station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);
            var error = Record.Exception(station.Driver.Start);
            if (error is null)
                station.Run(TimeSpan.FromSeconds(1.5));
            else
                Assert.IsType<SensorException>(error);
            refused += error is null ? 0 : 1;
            Assert.All(station.Delivered.Samples == 0 ? [] : station.Delivered.Channel(0), strain => Assert.Equal(50, strain, 0.01));
        }

        // Wanted are GAINS 111, VLDO 101, CRS 011, REG_CHPS 11 and PGA_CAP_EN.
        Assert.Equal(48 - 3 - 2 - 2 - 2 - 1, refused);
    }

    [Fact]
    public void Read_AnySettingsBitSticksLater_IsNoticed()
    {
        for (var bit = 0; bit < 48; bit++)
        {
            using var station = new StationUnderTest("nau7802", 80, Place, Quiet, _ => _ => 50);
            station.Driver.Start();
            station.Run(TimeSpan.FromSeconds(1.5));
            var before = station.Delivered.Samples;
            station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);
            var error = Record.Exception(() => station.Run(TimeSpan.FromSeconds(1)));
            Assert.True(error is SensorException || (error is null && station.Delivered.Samples > before + 70), $"Bit {bit}: {error}");
            Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(50, strain, 0.01));
        }
    }

    [Fact]
    public void Read_SlowBus_DeliversOnlyWhatTheChipMadeAtThatTime()
    {
        var made = new List<(long Ns, double Strain)>();
        using var station = new StationUnderTest("nau7802", 80, Place, "{}", _ => ns => 300 * Math.Sin(ns * 2e-9));
        station.Chip.Made = (ns, _, value) => made.Add((ns, value));
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(2));
        station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.SlowBus, 2)]);
        var before = station.Delivered.Samples;
        for (var i = 0; i < 1500; i++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(i % 9 == 8 ? 31.7 : 2.3));
            station.Read();
        }

        Assert.True(station.Delivered.Samples > before + 300);
        Assert.True(station.Delivered.Missing > 100);
        for (var i = 0; i < station.Delivered.Samples; i++)
        {
            var (ns, strain) = made.MinBy(sample => Math.Abs(sample.Ns - station.Delivered.TimesNs[i]));
            Assert.Equal((float)strain, station.Delivered.Channel(0)[i]);
            Assert.Equal(ns, station.Delivered.TimesNs[i], 0.25 * 12.5e6);
        }
    }

    [Fact]
    public void Read_BusSlowerThanTheChip_DeliversNothingThatCannotBePlacedAndSaysSo()
    {
        using var station = new StationUnderTest("nau7802", 80, Place, Quiet, _ => ns => ns * 1e-9);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(2));
        station.Chip.Script = new FaultScript([new(0, long.MaxValue, SimulatedFault.SlowBus, 9)]);

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(5)));

        Assert.Contains("told apart", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(320)]
    public void Read_DataReadyWired_DeliversEverySample(double rateHz)
    {
        using var station = new StationUnderTest(
            "nau7802", rateHz, Place, """{ "dataReady": { "line": 17 }, "simulation": { "noiseScale": 0 } }""", _ => _ => -75);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(4));

        Assert.Equal(0, station.Delivered.Missing);
        Assert.True(station.Delivered.Samples > 2.5 * rateHz);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(-75, strain, 0.01));
    }

    [Fact]
    public void Read_DataReadyWireTouchesGround_SaysSo()
    {
        using var station = new StationUnderTest("nau7802", 80, Place, """{ "dataReady": { "line": 17 } }""");
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(2));
        station.Buses.FindGpio(new GpioPlace(0, 17))!.Fault = SimulatedFault.LineHeldLow;

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.Contains("gpiochip0 line 17", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identify_OnlyTheChipItself_IsPossible()
    {
        using var station = new StationUnderTest("nau7802", 80, Place);

        Assert.Equal(IdentityMatch.Possible, station.Kind.Identify(Place, station.Buses).Match);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(new BusLocation(BusType.I2c, 1, 0x2B), station.Buses).Match);
        station.Chip.Fault = SimulatedFault.WrongIdentity;
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(Place, station.Buses).Match);
    }
}
