using EdgeTwin.SensorDrivers.Discovery;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

public sealed class BusScanTests
{
    private readonly DiscoveryBench _bench = new();

    [Fact]
    public void Run_ChipAsConfigured_IsKnownWithItsIdentity()
    {
        _bench.Configure("acc-1", "adxl355", DiscoveryBench.Spi(0), 250);

        var report = _bench.Scan();

        var finding = Assert.Single(report.Places);
        Assert.Equal((PlaceVerdict.Known, "acc-1"), (finding.Verdict, finding.SensorId));
        Assert.StartsWith("identity AD 1D ED", Assert.Single(finding.Kinds).Detail, StringComparison.Ordinal);
        Assert.True(report.IsAsConfigured);
    }

    [Fact]
    public void Run_ChipNotInStationFile_IsNewAndBothOfItsFamilyArePossible()
    {
        _bench.Plug("adxl355", DiscoveryBench.Spi(2), 250);

        var report = _bench.Scan();

        var finding = Assert.Single(report.Places);
        Assert.Equal(PlaceVerdict.New, finding.Verdict);
        Assert.Equal(["adxl355", "adxl357"], finding.Kinds.Select(kind => kind.Name));
        Assert.True(report.IsAsConfigured);
    }

    [Fact]
    public void Run_Adxl357OfTheStationFile_IsKnown()
    {
        _bench.Configure("acc-1", "adxl357", DiscoveryBench.Spi(0), 250);

        Assert.Equal(PlaceVerdict.Known, Assert.Single(_bench.Scan().Places).Verdict);
    }

    [Fact]
    public void Run_Unplugged_IsMissingWithTheDriversAdvice()
    {
        _bench.Configure("acc-1", "adxl355", DiscoveryBench.Spi(0), 250).Fault = SimulatedFault.Unplugged;

        var report = _bench.Scan();

        var finding = Assert.Single(report.Places);
        Assert.Equal(PlaceVerdict.Missing, finding.Verdict);
        Assert.Contains("only ones came back", finding.Message, StringComparison.Ordinal);
        Assert.Contains("MISO", finding.WhatToDo, StringComparison.Ordinal);
        Assert.False(report.IsAsConfigured);
    }

    [Fact]
    public void Run_NothingAtAnI2cAddress_IsMissingAndNamesPullUpsAndStraps()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1).Fault = SimulatedFault.Unplugged;

        var finding = Assert.Single(_bench.Scan().Places);

        Assert.Equal(PlaceVerdict.Missing, finding.Verdict);
        Assert.Contains("nothing acknowledged", finding.Message, StringComparison.Ordinal);
        Assert.Contains("pull-up", finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongIdentity_IsAConflictThatShowsWhatWasRead()
    {
        _bench.Configure("acc-1", "adxl355", DiscoveryBench.Spi(0), 250).Fault = SimulatedFault.WrongIdentity;

        var finding = Assert.Single(_bench.Scan().Places);

        Assert.Equal(PlaceVerdict.Conflict, finding.Verdict);
        Assert.Contains("got 52E212", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Check that the kind in the station file", finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameKindAtAnotherPlace_IsMovedAndIsNotNewAsWell()
    {
        _bench.Configure("acc-1", "adxl355", DiscoveryBench.Spi(0), 250).Fault = SimulatedFault.Unplugged;
        _bench.Plug("adxl355", DiscoveryBench.Spi(4), 250);

        var finding = Assert.Single(_bench.Scan().Places);

        Assert.Equal((PlaceVerdict.Moved, "acc-1"), (finding.Verdict, finding.SensorId));
        Assert.Equal(DiscoveryBench.Spi(4), finding.MovedTo);
        Assert.Contains("spidev0.4", finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnotherKindAnswers_IsAConflictThatNamesIt()
    {
        var expected = new ScriptedKind("expected", BusType.I2c, 0x48);
        var other = new ScriptedKind("tmp117", BusType.I2c, 0x48) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity 0x0117") };
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x48), _bench.Time);
        _bench.Sensors.Add(DiscoveryBench.Settings("moisture-1", "expected", DiscoveryBench.I2c(0x48), 1));

        var finding = Assert.Single(_bench.Scan(kinds: [expected, other]).Places);

        Assert.Equal(PlaceVerdict.Conflict, finding.Verdict);
        Assert.Equal("a tmp117 answers here, not an expected (identity 0x0117)", finding.Message);
        Assert.Contains("\"kind\": \"tmp117\"", finding.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SomethingAnswersButNotAsConfigured_IsAConflictWithoutAStart()
    {
        var expected = new ScriptedKind("expected", BusType.I2c, 0x48);
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x48), _bench.Time);
        _bench.Sensors.Add(DiscoveryBench.Settings("s", "expected", DiscoveryBench.I2c(0x48), 1));

        var finding = Assert.Single(_bench.Scan(kinds: [expected]).Places);

        Assert.Equal(PlaceVerdict.Conflict, finding.Verdict);
    }

    [Fact]
    public void Run_StrangerOnI2c_IsUnknownAndNeverWrittenTo()
    {
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x3C), _bench.Time);
        var watched = new WatchedBuses(_bench.Buses);

        var report = _bench.Scan(watched);

        Assert.Equal(PlaceVerdict.Unknown, DiscoveryBench.Of(report, DiscoveryBench.I2c(0x3C)).Verdict);
        Assert.True(report.IsAsConfigured);
        Assert.DoesNotContain(watched.Writes, write => write.Place.Address == 0x3C);
    }

    [Fact]
    public void Run_I2c_ReadsEveryAddressThatIsNotReserved()
    {
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x08), _bench.Time);
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x77), _bench.Time);

        var report = _bench.Scan();

        Assert.Equal([0x08, 0x77], report.Places.Select(place => place.Location.Address));
        Assert.Equal(112, Assert.Single(report.Buses).Places);
    }

    [Fact]
    public void Run_KindsOfTheCatalog_WriteNothingButAPointerAtForeignPlaces()
    {
        for (var address = 0x08; address <= 0x77; address++)
            _bench.Buses.PlaceStranger(DiscoveryBench.I2c(address), _bench.Time);
        var watched = new WatchedBuses(_bench.Buses);

        _bench.Scan(watched);

        // Two bytes are a command of chips without registers; three would be a register and its value.
        Assert.All(watched.Writes, write => Assert.InRange(write.Bytes.Length, 1, 2));
    }

    [Fact]
    public void Run_PossibleKindBesideAProvenOne_LeavesTheProvenOne()
    {
        var possible = new ScriptedKind("possible", BusType.I2c, 0x48) { Answer = _ => new ChipIdentity(IdentityMatch.Possible, "answers") };
        var proven = new ScriptedKind("proven", BusType.I2c, 0x48) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity") };
        _bench.Buses.PlaceStranger(DiscoveryBench.I2c(0x48), _bench.Time);

        var finding = Assert.Single(_bench.Scan(kinds: [possible, proven]).Places);

        Assert.Equal("proven", Assert.Single(finding.Kinds).Name);
    }

    [Fact]
    public void Run_ConfiguredChipProvesItself_NoOtherKindIsAsked()
    {
        var asked = 0;
        var own = new ScriptedKind("own", BusType.Spi) { Answer = _ => new ChipIdentity(IdentityMatch.Yes, "identity") };
        var other = new ScriptedKind("other", BusType.Spi) { Answer = _ => { asked++; return ChipIdentity.No; } };
        _bench.Plug("adxl355", DiscoveryBench.Spi(0), 250);
        _bench.Sensors.Add(DiscoveryBench.Settings("s", "own", DiscoveryBench.Spi(0), 1));

        Assert.Equal(PlaceVerdict.Known, Assert.Single(_bench.Scan(kinds: [other, own]).Places).Verdict);
        Assert.Equal(0, asked);
    }

    [Fact]
    public void Run_ChipThatAnAgentReads_IsKnownAndNotTouched()
    {
        _bench.Configure("acc-1", "adxl355", DiscoveryBench.Spi(0), 250);
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1);
        var watched = new WatchedBuses(_bench.Buses);
        var agent = new Dictionary<string, SensorInUse> { ["acc-1"] = new(true, null), ["temp-1"] = new(true, null) };

        var report = _bench.Scan(watched, agent: agent, selfTest: true);

        Assert.All(report.Places, place => Assert.Equal(PlaceVerdict.Known, place.Verdict));
        Assert.All(report.Places, place => Assert.Null(place.SelfTest));
        Assert.DoesNotContain(DiscoveryBench.Spi(0), watched.Opened);
        Assert.DoesNotContain(DiscoveryBench.I2c(0x48), watched.Opened);
    }

    [Fact]
    public void Run_SensorThatAnAgentCannotRead_SaysWhatTheAgentSaysAndStartsNothing()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1).Fault = SimulatedFault.Unplugged;
        var watched = new WatchedBuses(_bench.Buses);
        var agent = new Dictionary<string, SensorInUse> { ["temp-1"] = new(false, new SensorException("start", "tmp117", "nothing acknowledged", "Look at SDA", true, new IOException())) };

        var finding = Assert.Single(_bench.Scan(watched, agent: agent).Places);

        Assert.Equal(PlaceVerdict.Missing, finding.Verdict);
        Assert.Equal("Look at SDA", finding.WhatToDo);
        Assert.DoesNotContain(watched.Writes, write => write.Bytes.Length > 2);
    }

    [Fact]
    public void Run_Progress_CountsEveryPlaceOnce()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1);
        var seen = new List<ScanProgress>();

        _bench.Scan(progress: seen.Add);

        Assert.Equal(Enumerable.Range(0, 112), seen.Select(step => step.Done));
        Assert.All(seen, step => Assert.Equal(112, step.Total));
    }

    [Fact]
    public void Run_CancelledBefore_Throws()
    {
        _bench.Configure("temp-1", "tmp117", DiscoveryBench.I2c(0x48), 1);

        Assert.Throws<OperationCanceledException>(() => new BusScan(_bench.Buses, _bench.Time).Run(new ScanRequest(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void DescribeOther_AnotherChipOfTheSameIdentity_IsNoOther()
    {
        _bench.Plug("adxl355", DiscoveryBench.Spi(0), 250);
        var scan = new BusScan(_bench.Buses, _bench.Time);

        Assert.Equal("", scan.DescribeOther(DiscoveryBench.Spi(0), "adxl355"));
        Assert.Equal("At spidev0.0 there is now an adxl355 or adxl357, not an ads1220", scan.DescribeOther(DiscoveryBench.Spi(0), "ads1220"));
        Assert.Equal("", scan.DescribeOther(DiscoveryBench.Spi(1), "ads1220"));
    }
}
