using EdgeTwin.SensorDrivers.Adxl355;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Adxl355;

/// <summary>Self test, data-ready line, temperature, and the proof that every block was made with the right settings.</summary>
public sealed class Adxl355ProofTests
{
    private const double GravityMps2 = 9.80665;
    private const string WithLine = """{ "dataReady": { "chip": 0, "line": 25 } }""";

    // RANGE is the fifth register of the settings; bit 0 of it turns 2 g into a reserved code or 8 g.
    private const double RangeBit1 = (4 * 8) + 1;

    private static readonly BusLocation Place = new(BusType.Spi, 0, 0);

    [Theory]
    [InlineData("adxl355", 1)]
    [InlineData("adxl357", -1)]
    public void SelfTest_SoundChip_ShowsTheForceOnTopOfGravity(string kind, double gravity)
    {
        using var station = new StationUnderTest(kind, 1000, Place, signals: axis => _ => axis == 2 ? gravity * GravityMps2 : 0);

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.True(report.Passed);
        Assert.Equal(["x", "y", "z"], report.Checks.Select(check => check.Name));
        Assert.Equal([0.3, 0.3, 1.5], report.Checks.Select(check => Math.Round(check.Measured, 1)));
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        Assert.All(station.Delivered.Channel(2), sample => Assert.Equal(gravity * GravityMps2, sample, 0.05));
    }

    [Fact]
    public void SelfTest_MassIsStuck_Fails()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place);
        station.Chip.Fault = SimulatedFault.Frozen;

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.False(report.Passed);
        Assert.All(report.Checks, check => Assert.False(check.Passed));
    }

    [Fact]
    public void SelfTest_EmptyPlace_SaysWhichWire()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place);
        station.Chip.Fault = SimulatedFault.Unplugged;

        Assert.Contains("MISO", Assert.Throws<SensorException>(() => ((ISelfTest)station.Driver).SelfTest()).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RangeBitFlipsWhileMeasuring_NoSampleOfTheWrongScaleIsDelivered()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, """{ "simulation": { "noiseScale": 0 } }""", _ => _ => 1.25);
        station.Chip.Script = new FaultScript([new ScriptedFault(1_003_000_000, 1_400_000_000, SimulatedFault.StuckBit, RangeBit1)]);
        station.Driver.Start();

        Assert.Contains("RANGE", Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(2))).Message, StringComparison.Ordinal);
        Assert.Throws<SensorException>(station.Driver.Start);
        station.Time.Advance(TimeSpan.FromSeconds(1));
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));

        for (var axis = 0; axis < 3; axis++)
            Assert.All(station.Delivered.Channel(axis), sample => Assert.Equal(1.25, sample, 1e-4));
        Assert.InRange(station.Delivered.Missing, 900, 1100);
    }

    [Fact]
    public void Read_DataReadyLineWired_DeliversEverySample()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, WithLine);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(2));

        Assert.InRange(station.Delivered.Samples, 1980, 2000);
        Assert.Equal(0, station.Delivered.Missing);
    }

    [Fact]
    public void Read_DataReadyLineSaysNothingIsThere_SparesTheBus()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, WithLine);
        var bus = new Contract.BusProxy(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        driver.Start();
        var before = bus.BusTransfers;

        Assert.True(new SampleBlockPool(3, 64, 1).TryRent(out var block));
        Assert.Equal(ReadOutcome.NotReady, driver.Read(block));

        Assert.Equal(before, bus.BusTransfers);
    }

    [Fact]
    public void Read_DataReadyWireBroken_SaysWhichWire()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, WithLine);
        station.Driver.Start();
        station.Buses.FindGpio(new GpioPlace(0, 25))!.Fault = SimulatedFault.Unplugged;

        var error = Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(1)));

        Assert.Contains("gpiochip0 line 25", error.Message, StringComparison.Ordinal);
        Assert.Contains("data-ready pin", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x07, 0x5D, 25)] // Data sheet, table 1: 1885 counts.
    [InlineData(0x08, 0x3F, 0.03)] // 1885 + 25 * 9.05, rounded.
    [InlineData(0xF7, 0x5D, 25)] // The upper four bits are not part of it.
    public void TemperatureC_Counts_FollowsTheDataSheet(byte high, byte low, double expected) =>
        Assert.Equal(expected, Adxl355Registers.TemperatureC([high, low]), 0.05);

    [Fact]
    public void Read_EachBlock_CarriesTheChipsTemperature()
    {
        using var station = new StationUnderTest("adxl355", 1000, Place);
        station.Driver.Start();
        station.Time.Advance(TimeSpan.FromMilliseconds(16));
        Assert.True(new SampleBlockPool(3, 64, 1).TryRent(out var block));

        Assert.Equal(ReadOutcome.Ok, station.Driver.Read(block));

        Assert.Equal(25, block.ChipTemperatureC, 0.1);
    }

    [Theory]
    [InlineData(SimulatedFault.Overrun, 10)]
    [InlineData(SimulatedFault.RotatedFifo, 1)]
    [InlineData(SimulatedFault.RotatedFifo, 2)]
    [InlineData(SimulatedFault.LineHeldLow, 100)]
    public void Read_FaultInTheMiddle_DeliversOnlyWhatTheChipMeasured(SimulatedFault fault, double amount)
    {
        using var station = new StationUnderTest("adxl355", 1000, Place, signals: axis => ns => axis + Math.Sin(40 * ns * 1e-9));
        var made = new HashSet<(int Channel, float Value)>();
        station.Chip.Made = (_, channel, value) => made.Add((channel, (float)value));
        station.Chip.Script = new FaultScript([new ScriptedFault(1_001_000_000, 1_030_000_000, fault, amount)]);
        station.Driver.Start();

        for (var second = 0; second < 3; second++)
        {
            if (Record.Exception(() => station.Run(TimeSpan.FromSeconds(1))) is { } error)
            {
                Assert.IsType<SensorException>(error);
                station.Time.Advance(TimeSpan.FromMilliseconds(100));
                station.Driver.Start();
            }
        }

        for (var axis = 0; axis < 3; axis++)
            Assert.All(station.Delivered.Channel(axis), sample => Assert.Contains(Nearest(axis, sample), made));
        Assert.True(station.Delivered.Missing > 0);
        Assert.Equal(station.Delivered.NextSequence, station.Delivered.Samples + station.Delivered.Missing);

        // The driver multiplies in single precision, the diary divides in double.
        (int, float) Nearest(int axis, float sample) => made.Where(item => item.Channel == axis).MinBy(item => Math.Abs(item.Value - sample)) is var item
            && Math.Abs(item.Value - sample) <= 2e-6 ? item : (axis, sample);
    }
}
