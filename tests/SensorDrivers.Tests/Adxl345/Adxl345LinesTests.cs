using System.Text.Json;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Contract;
using EdgeTwin.SensorDrivers.Tests.Fifo;

namespace EdgeTwin.SensorDrivers.Tests.Adxl345;

/// <summary>The chip's interrupt line, its self test, its settings, and the pause that it needs between sets.</summary>
public sealed class Adxl345LinesTests
{
    private const string Wired = """{ "dataReady": { "chip": 0, "line": 25 }, "simulation": { "noiseScale": 0 } }""";

    [Theory]
    [InlineData(BusType.Spi)]
    [InlineData(BusType.I2c)]
    public void Read_LineIsWired_LosesNothingAndSparesTheBus(BusType type)
    {
        using var station = Adxl345DriverTests.Station(type, 400, Wired);
        var bus = new BusProxy(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        driver.Start();
        station.Time.Advance(TimeSpan.FromMilliseconds(10));
        var before = bus.BusTransfers;
        var pool = new SampleBlockPool(3, 64, 1);
        long next = 0;

        for (var poll = 0; poll < 500; poll++)
        {
            Assert.True(pool.TryRent(out var block));
            var outcome = driver.Read(block);
            if (poll == 0)
            {
                Assert.Equal(ReadOutcome.NotReady, outcome);
                Assert.Equal(before, bus.BusTransfers);
            }

            Assert.Equal(0, block.MissingBefore);
            next += block.SampleCount;
            block.Dispose();
            station.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(next, 1980, 2004);
    }

    [Fact]
    public void Read_LineNeverSaysReady_SaysWhichWireToLookAt()
    {
        using var wired = Adxl345DriverTests.Station(BusType.Spi, 400, Wired);
        var elsewhere = wired.Settings with { Options = JsonDocument.Parse("""{ "dataReady": { "line": 7 } }""").RootElement };
        var silent = new SimulatedBuses(wired.Time.Advance);
        silent.Place(wired.Settings.Location, wired.Chip);
        silent.Wire(new GpioPlace(0, 7), new SimulatedReadyOutput(() => false, wired.Time, 1));
        using var driver = wired.Kind.CreateDriver(elsewhere, silent, wired.Time);
        var pool = new SampleBlockPool(3, 64, 1);
        driver.Start();

        var error = Assert.Throws<SensorException>(() =>
        {
            for (var poll = 0; poll < 100; poll++)
            {
                wired.Time.Advance(TimeSpan.FromMilliseconds(10));
                Assert.True(pool.TryRent(out var block));
                using (block)
                    driver.Read(block);
            }
        });

        Assert.Contains("gpiochip0 line 7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BusType.Spi, "2.5")]
    [InlineData(BusType.I2c, "3.3")]
    public void SelfTest_GoodChip_PassesOnEveryAxisAndLeavesItAtRest(BusType type, string supplyV)
    {
        using var station = Adxl345DriverTests.Station(type, 400, $$"""{ "supplyV": {{supplyV}} }""", axis => _ => axis == 2 ? 9.81 : 0.3);

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.True(report.Passed);
        Assert.Equal(["x", "y", "z"], report.Checks.Select(check => check.Name));
        Assert.Equal(300 * 9.80665 / 256, report.Checks[0].Measured, 0.1);
        Assert.Equal(-300 * 9.80665 / 256, report.Checks[1].Measured, 0.1);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(9.81, station.Delivered.Channel(2).Average(), 0.05);
    }

    [Fact]
    public void SelfTest_ChipThatDoesNotMove_Fails()
    {
        using var station = Adxl345DriverTests.Station(BusType.Spi, 400, "{}");
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));
        station.Driver.Stop();
        station.Chip.Fault = SimulatedFault.Frozen;

        var report = ((ISelfTest)station.Driver).SelfTest();

        Assert.All(report.Checks, check => Assert.False(check.Passed));
    }

    [Fact]
    public void SelfTest_WhileRunning_IsRefused()
    {
        using var station = Adxl345DriverTests.Station(BusType.Spi, 400, "{}");
        station.Driver.Start();

        Assert.Throws<InvalidOperationException>(((ISelfTest)station.Driver).SelfTest);
    }

    // Section "FIFO": 5 us between the end of a set and the next read; the address byte is part of them.
    [Theory]
    [InlineData(5_000_000, 3_400)]
    [InlineData(2_000_000, 1_000)]
    [InlineData(1_600_000, 0)]
    public void Read_FastSpi_LetsEachSetLeaveTheFifo(int clockHz, long gapNs)
    {
        var time = new TickingTime();
        var buses = new SimulatedBuses();
        var kind = SensorCatalog.Find("adxl345")!;
        var settings = new SensorSettings(
            "s-1", "adxl345", new BusLocation(BusType.Spi, 0, 0), 400, JsonDocument.Parse($$"""{ "clockHz": {{clockHz}} }""").RootElement);
        kind.CreateSimulated(settings, [_ => 0, _ => 0, _ => 0], buses, time, 7);
        var bus = new FailsAfterTransfer(buses);
        using var driver = kind.CreateDriver(settings, bus, time);
        driver.Start();
        time.NowNs += 25_000_000;
        var gaps = new List<long>();
        long endNs = 0;
        bus.Passing = isBeginning =>
        {
            if (isBeginning)
                gaps.Add(time.NowNs - endNs);
            endNs = time.NowNs;
        };
        Assert.True(new SampleBlockPool(3, 8, 1).TryRent(out var block));

        Assert.Equal(ReadOutcome.Ok, driver.Read(block));

        // Two transfers for the level, eight sets, and then what follows the last of them.
        Assert.Equal(8, block.SampleCount);
        Assert.All(gaps.Skip(3).Take(8), gap => Assert.InRange(gap, gapNs, gapNs + 1_000));
    }

    [Theory]
    [InlineData(3200, "spi", 0, """{ "clockHz": 1000000 }""", "options.clockHz")]
    [InlineData(800, "spi", 0, """{ "clockHz": 399999 }""", "options.clockHz")]
    [InlineData(1600, "i2c", 0x53, "{}", "sampleRateHz")]
    [InlineData(100, "i2c", 0x54, "{}", "bus.address")]
    [InlineData(100, "gpio", 4, "{}", "bus.type")]
    [InlineData(100, "i2c", 0x1D, """{ "clockHz": 400000 }""", "options.clockHz")]
    [InlineData(100, "spi", 0, """{ "supplyV": 5 }""", "options.supplyV")]
    public void Validate_WhatTheChipCannotDo_IsNamed(double rateHz, string bus, int address, string options, string path)
    {
        var type = bus switch { "spi" => BusType.Spi, "i2c" => BusType.I2c, _ => BusType.Gpio };
        var settings = new SensorSettings("s", "adxl345", new BusLocation(type, 1, address), rateHz, JsonDocument.Parse(options).RootElement);

        Assert.Equal(path, Assert.Single(SensorCatalog.Find("adxl345")!.Validate(settings)).Path);
    }
}
