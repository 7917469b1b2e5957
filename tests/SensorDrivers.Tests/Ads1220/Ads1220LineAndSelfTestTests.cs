using EdgeTwin.SensorDrivers.Ads1220;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Ads1220;

/// <summary>The ADS1220 with its data-ready line, and what it can say of itself.</summary>
public sealed class Ads1220LineAndSelfTestTests
{
    private static readonly BusLocation Place = new(BusType.Spi, 1, 0);
    private static readonly GpioPlace Line = new(0, 25);

    private const string WithLine = """{ "dataReady": { "chip": 0, "line": 25 }, "simulation": { "noiseScale": 0 } }""";

    [Theory]
    [InlineData(20)]
    [InlineData(90)]
    [InlineData(1000)]
    public void Read_DataReadyWired_DeliversEverySlot(double rateHz)
    {
        using var station = new StationUnderTest("ads1220", rateHz, Place, WithLine, _ => _ => 250);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.Equal(0, station.Delivered.Missing);
        Assert.InRange(station.Delivered.Samples, 3 * rateHz - 3, 3 * rateHz);
        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(250, strain, 0.01));
    }

    [Fact]
    public void Read_DataReadyWired_FetchesBeforeTheResultWouldBeCertain()
    {
        using var station = new StationUnderTest("ads1220", 1, Place, WithLine);
        station.Driver.Start();
        station.Read();

        station.Time.Advance(TimeSpan.FromMilliseconds(50.3));

        Assert.Equal(ReadOutcome.Ok, station.Read());
        Assert.True(Ads1220Conversion.All[0].CertainlyDoneNs > 50_300_000);
    }

    [Fact]
    public void Read_StartIsLost_TheSlotIsMissingAndNoOldResultIsDelivered()
    {
        using var station = new StationUnderTest("ads1220", 90, Place, WithLine, _ => ns => ns * 1e-7);
        var chip = (SimulatedAds1220)station.Chip;
        station.Driver.Start();
        for (var i = 0; i < 40; i++)
        {
            station.Run(TimeSpan.FromSeconds(0.2));
            chip.LosesStart = true;
            station.Run(station.Description.PollInterval * 3);
            chip.LosesStart = false;
        }

        Assert.True(station.Delivered.Missing > 20);
        Assert.Equal(station.Delivered.Samples, station.Delivered.Channel(0).Distinct().Count());
        for (var i = 0; i < station.Delivered.Samples; i++)
            Assert.Equal(station.Delivered.TimesNs[i] * 1e-7, station.Delivered.Channel(0)[i], 0.01);
    }

    [Fact]
    public void Read_WireIsOff_SaysSo()
    {
        using var station = new StationUnderTest("ads1220", 90, Place, WithLine);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(0.5));
        station.Buses.FindGpio(Line)!.Fault = SimulatedFault.Unplugged;

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(0.5)));

        Assert.Contains("never says that data is there", error.Reason, StringComparison.Ordinal);
        Assert.Contains("gpiochip0 line 25", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WireTouchesGround_SaysSo()
    {
        using var station = new StationUnderTest("ads1220", 90, Place, WithLine);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(0.5));
        station.Buses.FindGpio(Line)!.Fault = SimulatedFault.LineHeldLow;

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(0.5)));

        Assert.Contains("ground", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void SelfTest_HealthyChip_Passes()
    {
        using var station = new StationUnderTest("ads1220", 90, Place);

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.True(report.Passed);
        Assert.Equal(["offset", "supply", "chip temperature", "input with 10 uA", "reference"], report.Checks.Select(check => check.Name));
        Assert.Equal(3.3, report.Checks[1].Measured, 0.01);
        Assert.Equal(25, report.Checks[2].Measured, 0.1);
    }

    [Fact]
    public void SelfTest_SignalWireBroken_FailsWithTheBurnOutCurrent() =>
        AssertFails("input with 10 uA", chip => chip.IsInputOpen = true);

    [Fact]
    public void SelfTest_OffsetBeyondTheDataSheet_Fails() => AssertFails("offset", chip => chip.OffsetV = 120e-6);

    [Fact]
    public void SelfTest_TooHot_Fails() => AssertFails("chip temperature", chip => chip.TemperatureC = 127);

    [Fact]
    public void SelfTest_SupplyTooLow_Fails() => AssertFails("supply", chip => chip.SupplyV = 2.1);

    [Fact]
    public void SelfTest_WhileMeasuring_IsRefused()
    {
        using var station = new StationUnderTest("ads1220", 90, Place);
        station.Driver.Start();

        Assert.Throws<InvalidOperationException>(() => ((ISelfTest)station.Driver).SelfTest());
    }

    [Fact]
    public void SelfTest_ChipIsGone_SaysSo()
    {
        using var station = new StationUnderTest("ads1220", 90, Place);
        station.Chip.Fault = SimulatedFault.Unplugged;

        Assert.Throws<SensorException>(() => ((ISelfTest)station.Driver).SelfTest());
    }

    [Fact]
    public void SelfTest_ThenStart_Measures()
    {
        using var station = new StationUnderTest("ads1220", 90, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 77);
        ((ISelfTest)station.Driver).SelfTest();

        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(0.2));

        Assert.All(station.Delivered.Channel(0), strain => Assert.Equal(77, strain, 0.01));
    }

    private static void AssertFails(string name, Action<SimulatedAds1220> spoil)
    {
        using var station = new StationUnderTest("ads1220", 90, Place);
        spoil((SimulatedAds1220)station.Chip);

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.Equal([name], report.Checks.Where(check => !check.Passed).Select(check => check.Name));
    }
}
