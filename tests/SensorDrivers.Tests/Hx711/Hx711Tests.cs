using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Hx711;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Hx711;

public sealed class Hx711Tests
{
    private static readonly BusLocation Place = new(BusType.Gpio, 0, 5);
    private const string Quiet = """{ "clockLine": { "line": 6 }, "simulation": { "noiseScale": 0 } }""";

    // Data sheet: two's complement, 800000 and 7FFFFF at the ends.
    [Theory]
    [InlineData(0x7FFFFFu, 8_388_607)]
    [InlineData(0x000001u, 1)]
    [InlineData(0xFFFFFFu, -1)]
    [InlineData(0x800000u, -8_388_608)]
    public void Code_TwosComplement_IsSigned24Bit(uint bits, int expected) => Assert.Equal(expected, Hx711Protocol.Code(bits));

    // Data sheet, section "Analog Inputs": with 5 V the gains 128, 64, 32 are +-20, 40, 80 mV of full scale (rounded there).
    [Theory]
    [InlineData(128, 20)]
    [InlineData(64, 40)]
    [InlineData(32, 80)]
    public void RatioPerCode_FullScale_IsThatOfTheDataSheet(int gain, double millivolts)
    {
        var options = new Hx711Options(default, gain, default, new SimulationOptions(0, 0, 1));

        Assert.Equal(millivolts, options.RatioPerCode * Hx711Protocol.CodeMax * 5000, millivolts * 0.03);
    }

    [Theory]
    [InlineData(10, 128, 0)]
    [InlineData(80, 128, 0)]
    [InlineData(80, 128, 15_000)]
    [InlineData(80, 64, -15_000)]
    [InlineData(10, 32, 15_000)]
    public void Read_AnyRateAndGain_DeliversEverySample(double rateHz, int gain, double clockErrorPpm)
    {
        using var station = new StationUnderTest(
            "hx711", rateHz, Place, $$"""{ "clockLine": { "line": 6 }, "gain": {{gain}}, "simulation": { "noiseScale": 0, "clockErrorPpm": {{clockErrorPpm}} } }""",
            _ => ns => 100 + ns * 1e-9);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(20));

        var strain = station.Delivered.Channel(0);
        Assert.Equal(0, station.Delivered.Missing);
        Assert.True(strain.Count > 18 * rateHz);
        for (var i = 0; i < strain.Count; i++)
            Assert.Equal(100 + station.Delivered.TimesNs[i] * 1e-9, strain[i], 0.25 / rateHz + 0.001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_BeyondTheRange_IsSaturated(int sign)
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => sign * 5000);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(1));

        Assert.True(station.Delivered.Samples > 10);
        Assert.All(station.Delivered.Status, status => Assert.Equal(ChannelStatus.Saturated, status[0]));
    }

    // A pulse that the chip did not see leaves it at its last bit. Found at once when that bit is 0, and by the next result when it is 1.
    [Theory]
    [InlineData(-100, 1)]
    [InlineData(-100.0003, 0)]
    public void Read_ChipMissesAPulse_DropsThatResultAndIsBackInStep(double truth, int lastBit)
    {
        Assert.Equal(lastBit, (int)Math.Round(truth * 1e-6 * 2 * 128 * Hx711Protocol.CodesPerSupply) & 1);
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => truth);
        var chip = (SimulatedHx711)station.Chip;
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 30; i++)
        {
            chip.MissedPulses = 1;
            station.Run(TimeSpan.FromSeconds(0.5));
        }

        Assert.True(chip.PowerDowns >= 30);
        Assert.True(station.Delivered.Missing >= 30 * 4);
        Assert.Equal(station.Delivered.NextSequence, station.Delivered.Samples + station.Delivered.Missing);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(truth, strain, 0.01));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_StrayPulsesSwitchTheInput_IsNoticedBeforeAWrongValue(int pulses)
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => 600);
        var chip = (SimulatedHx711)station.Chip;
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        var before = station.Delivered.Missing;
        Assert.True(Poll(station));
        for (var i = 1; i < pulses; i++)
        {
            chip.Drive(6, PinValue.High);
            chip.Drive(6, PinValue.Low);
        }

        station.Run(TimeSpan.FromSeconds(1));

        Assert.True(station.Delivered.Missing > before);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(600, strain, 0.01));
    }

    [Fact]
    public void Read_DataLineStuckLow_SaysSoAndDeliversNoZero()
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet, _ => _ => 600);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        station.Chip.Fault = SimulatedFault.LineHeldLow;

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.Contains("low although the chip was just reset", error.Reason, StringComparison.Ordinal);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(600, strain, 0.01));
    }

    [Fact]
    public void Read_ClockWireIsOff_SaysThatThereIsNeverAResult()
    {
        using var station = new StationUnderTest("hx711", 80, Place, Quiet);
        ((SimulatedHx711)station.Chip).ClockLine = 99;

        var error = Assert.Throws<SensorException>(() =>
        {
            station.Driver.Start();
            station.Run(TimeSpan.FromSeconds(2));
        });

        Assert.Matches("out of step|stays high|just reset", error.Reason);
    }

    [Theory]
    [InlineData(80, 10)]
    [InlineData(10, 80)]
    public void Read_RatePinIsStrappedOtherwise_SaysSo(double configuredHz, double strappedHz)
    {
        using var station = new StationUnderTest("hx711", configuredHz, Place, Quiet);
        ((SimulatedHx711)station.Chip).RateHz = strappedHz;
        station.Driver.Start();

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(10)));

        Assert.Contains("RATE", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, station.Delivered.Missing);
    }

    [Fact]
    public void Read_ChipRestartsUnseenWithGain64_NeverDeliversTheOtherGain()
    {
        using var station = new StationUnderTest(
            "hx711", 80, Place, """{ "clockLine": { "line": 6 }, "gain": 64, "simulation": { "noiseScale": 0 } }""", _ => _ => 600);
        station.Driver.Start();
        for (var i = 0; i < 50; i++)
        {
            station.Run(TimeSpan.FromSeconds(0.5 + i * 0.001));
            station.Chip.Fault = SimulatedFault.Unplugged;
            station.Chip.Fault = SimulatedFault.None;
            station.Time.Advance(TimeSpan.FromMilliseconds(i * 3));
        }

        Assert.True(station.Delivered.Missing > 100);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(600, strain, 0.01));
    }

    [Fact]
    public void Read_EverySample_IsOneThatTheChipMade()
    {
        var made = new List<(long Ns, double Strain)>();
        using var station = new StationUnderTest("hx711", 80, Place, """{ "clockLine": { "line": 6 } }""", _ => ns => 300 * Math.Sin(ns * 2e-9));
        station.Chip.Made = (ns, _, value) => made.Add((ns, value));
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.True(station.Delivered.Samples > 220);
        for (var i = 0; i < station.Delivered.Samples; i++)
        {
            var (_, strain) = made.MinBy(sample => Math.Abs(sample.Ns - station.Delivered.TimesNs[i]));
            Assert.Equal((float)strain, station.Delivered.Channel(0)[i]);
        }
    }

    [Theory]
    [InlineData("{}", "is missing")]
    [InlineData("""{ "clockLine": { "line": 5 } }""", "needs two lines")]
    public void Validate_ClockLine_MustBeAnother(string options, string message)
    {
        var settings = new SensorSettings("s-1", "hx711", Place, 80, System.Text.Json.JsonDocument.Parse(options).RootElement);

        var error = Assert.Single(SensorCatalog.Find("hx711")!.Validate(settings));

        Assert.Equal("options.clockLine", error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static bool Poll(StationUnderTest station)
    {
        for (var i = 0; i < 20; i++)
        {
            station.Time.Advance(station.Description.PollInterval);
            if (station.Read() == ReadOutcome.Ok)
                return true;
        }

        return false;
    }
}
