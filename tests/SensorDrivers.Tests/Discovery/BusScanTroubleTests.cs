using System.Text;
using EdgeTwin.SensorDrivers.Discovery;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>Kernel drivers, hanging buses, chips without an identity, self tests.</summary>
public sealed class BusScanTroubleTests
{
    private readonly DiscoveryBench _bench = new();

    [Fact]
    public void Run_AddressOwnedByAKernelDriver_IsInUseAndNotTouched()
    {
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x68), _bench.Time);
        AddFile("/sys/bus/i2c/devices/1-0068/name", "ds3231\n");
        AddFile("/sys/bus/i2c/devices/1-0068/driver/bind", "");
        var watched = new WatchedBuses(_bench.Buses);

        var report = _bench.Scan(watched);

        var finding = Assert.Single(report.Places);
        Assert.Equal(PlaceVerdict.InUse, finding.Verdict);
        Assert.Contains("ds3231", finding.Message, StringComparison.Ordinal);
        Assert.True(report.IsAsConfigured);
        Assert.DoesNotContain(DiscoveryBench.I2c(0x68), watched.Opened);
    }

    [Fact]
    public void Run_BusyAddressOfAConfiguredSensor_IsInUseAndNotAsConfigured()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1);
        var watched = new WatchedBuses(_bench.Buses)
        {
            Refuses = place => place.Address == 0x48 ? new IOException("Error 16 performing I2C data transfer.", 16) : null,
        };

        var report = _bench.Scan(watched);

        Assert.Equal(PlaceVerdict.InUse, Assert.Single(report.Places).Verdict);
        Assert.Contains("overlay", Assert.Single(report.Places).WhatToDo, StringComparison.Ordinal);
        Assert.False(report.IsAsConfigured);
    }

    [Fact]
    public void Run_ChipSelectOwnedByAKernelDriver_IsInUse()
    {
        AddFile("/sys/bus/spi/devices/spi0.1/modalias", "spi:adxl355\n");
        AddFile("/sys/bus/spi/devices/spi0.1/driver/bind", "");

        var finding = Assert.Single(_bench.Scan().Places);

        Assert.Equal((PlaceVerdict.InUse, DiscoveryBench.Spi(1)), (finding.Verdict, finding.Location));
        Assert.Contains("spi:adxl355", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BusThatHangs_IsGivenUpAfterAFewPlacesAndSaysWhy()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1);
        var asked = new HashSet<int>();
        var watched = new WatchedBuses(_bench.Buses)
        {
            Refuses = place =>
            {
                asked.Add(place.Address);
                return new IOException("Error 110 performing I2C data transfer.", 110);
            },
        };

        var report = _bench.Scan(watched);

        Assert.Contains("given up after 3 places: the bus hangs", Assert.Single(report.Buses).Note, StringComparison.Ordinal);
        Assert.Equal([0x08, 0x09, 0x0A, 0x48], asked.Order());
        var finding = Assert.Single(report.Places);
        Assert.Equal(PlaceVerdict.Missing, finding.Verdict);
        Assert.Contains("holds SDA or SCL low", finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneKindCannotReadAForeignChip_TheOthersAreStillAsked()
    {
        var broken = new ScriptedKind("broken", BusType.I2c, 0x48) { Answer = _ => throw new IOException("Error 71 performing I2C data transfer.", 71) };
        var proven = new ScriptedKind("proven", BusType.I2c, 0x48) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity") };
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x48), _bench.Time);

        Assert.Equal("proven", Assert.Single(Assert.Single(_bench.Scan(kinds: [broken, proven]).Places).Kinds).Name);
    }

    [Fact]
    public void Run_BusOfTheStationFileThatDoesNotExist_IsMissing()
    {
        _bench.Sensors.Add(DiscoveryBench.Settings("temp-1", "tmp117", DiscoveryBench.I2c(0x48, bus: 7), 1));

        var finding = Assert.Single(_bench.Scan().Places);

        Assert.Equal((PlaceVerdict.Missing, "i2c-7 address 0x48"), (finding.Verdict, finding.Place));
    }

    [Fact]
    public void Run_OneWireAndIioDevices_AreNamedAsTheStationFileNamesThem()
    {
        AddFile("/sys/bus/w1/devices/28-0316a2794bff/name", "28-0316a2794bff\n");
        AddFile("/sys/bus/w1/devices/w1_bus_master2/28-0316a2794bff/name", "28-0316a2794bff\n");
        AddFile("/sys/bus/w1/devices/w1_bus_master2/w1_master_slave_count", "1\n");
        AddFile("/sys/bus/iio/devices/iio:device0/name", "adxl355\n");
        AddFile("/sys/bus/iio/devices/iio:device0/label", "midspan\n");
        AddFile("/sys/bus/iio/devices/iio:device1/name", "ads1015\n");

        var report = _bench.Scan(kinds: []);

        Assert.Equal(
            [new BusLocation(BusType.OneWire, 2, 0, "28-0316a2794bff"), new BusLocation(BusType.Iio, 0, 0, "midspan"), new BusLocation(BusType.Iio, 0, 0, "ads1015")],
            report.Places.Select(place => place.Location));
        Assert.All(report.Places, place => Assert.Equal(PlaceVerdict.Unknown, place.Verdict));
    }

    [Theory]
    [InlineData(3, PlaceVerdict.Known)]
    [InlineData(0, PlaceVerdict.Missing)]
    public void Run_ChipOnGpioLines_IsKnownWhenItsDataLineMoves(int samplesAfterAsks, PlaceVerdict verdict)
    {
        var place = new BusLocation(BusType.Gpio, 0, 5);
        _bench.Sensors.Add(DiscoveryBench.Settings("load-1", "hx711", place, 10));
        ScriptedDriver? driver = null;
        var kind = new ScriptedKind("hx711", BusType.Gpio);
        kind.Driver = settings => driver = new ScriptedDriver(kind.Describe(settings), samplesAfterAsks: samplesAfterAsks);

        var finding = Assert.Single(_bench.Scan(kinds: [kind]).Places);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Equal(1, driver!.Stops);
        Assert.Equal(verdict == PlaceVerdict.Missing, finding.Message.Contains("the data line does not move", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.9, false)]
    public void Run_SelfTestAskedFor_IsMadeAndDecides(double measured, bool passes)
    {
        _bench.Plug("adxl355", DiscoveryBench.Spi(0), 250);
        _bench.Sensors.Add(DiscoveryBench.Settings("acc-1", "tested", DiscoveryBench.Spi(0), 1));
        var kind = new ScriptedKind("tested", BusType.Spi) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity") };
        kind.Driver = settings => new ScriptedDriver(
            kind.Describe(settings), () => new SelfTestReport([new SelfTestCheck("x", measured, 0.1, 0.6, "g")]));

        var report = _bench.Scan(kinds: [kind], selfTest: true);

        Assert.Equal(passes, Assert.Single(report.Places).SelfTest!.Passed);
        Assert.Equal(passes, report.IsAsConfigured);
        Assert.Null(Assert.Single(_bench.Scan(kinds: [kind]).Places).SelfTest);
    }

    [Fact]
    public void Run_SelfTestThatCannotBeMade_SaysWhy()
    {
        _bench.Plug("adxl355", DiscoveryBench.Spi(0), 250);
        _bench.Sensors.Add(DiscoveryBench.Settings("acc-1", "tested", DiscoveryBench.Spi(0), 1));
        var kind = new ScriptedKind("tested", BusType.Spi) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity") };
        kind.Driver = settings => new ScriptedDriver(
            kind.Describe(settings), () => throw new SensorException("test", "tested on spidev0.0", "the bus failed", "Look at the wire", true));

        var report = _bench.Scan(kinds: [kind], selfTest: true);

        Assert.Contains("Look at the wire", Assert.Single(report.Places).SelfTestProblem, StringComparison.Ordinal);
        Assert.False(report.IsAsConfigured);
    }

    private void AddFile(string path, string text) => _bench.Buses.KernelFiles.Add(path, new SimulatedKernelFile(buffer => Encoding.UTF8.GetBytes(text, buffer)));
}
