using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Fifo;

namespace EdgeTwin.SensorDrivers.Tests.Adxl345;

public sealed class Adxl345DriverTests
{
    private const double CountMps2 = 9.80665 / 256;
    private const string Quiet = """{ "rangeG": 16, "simulation": { "noiseScale": 0 } }""";

    private const double SawtoothMs = 4000;

    public static TheoryData<BusType> Buses => [BusType.Spi, BusType.I2c];

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_AtPollInterval_DeliversTheSignalWithEveryTime(BusType bus)
    {
        using var station = Station(bus, 400, Quiet, axis => ns => 5 * Math.Sin(2 * Math.PI * 3 * ns * 1e-9) + axis);

        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(20));

        var delivered = station.Delivered;
        Assert.Equal(0, delivered.Missing);
        Assert.InRange(delivered.Samples, 7980, 8000);
        for (var i = 4000; i < delivered.Samples; i++)
        {
            // Half a sample of phase is 5 times 2 pi 3 Hz 1.25 ms = 0.118.
            var truth = 5 * Math.Sin(2 * Math.PI * 3 * delivered.TimesNs[i] * 1e-9);
            Assert.InRange(delivered.Channel(0)[i], truth - 0.118 - CountMps2, truth + 0.118 + CountMps2);
            Assert.InRange(delivered.Channel(2)[i], truth + 2 - 0.118 - CountMps2, truth + 2 + 0.118 + CountMps2);
        }
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(-20_000)]
    [InlineData(300)]
    public void Read_ChipClockOff_IntervalIsEstimatedAndNothingIsMissing(double clockErrorPpm)
    {
        using var station = Station(BusType.Spi, 800, $$"""{ "simulation": { "clockErrorPpm": {{clockErrorPpm}} } }""");

        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(120), TimeSpan.FromMilliseconds(17.3));

        var trueIntervalNs = 1.25e6 / (1 + clockErrorPpm * 1e-6);
        Assert.InRange(station.Delivered.IntervalNs, trueIntervalNs * (1 - 50e-6), trueIntervalNs * (1 + 50e-6));
        Assert.Equal(0, station.Delivered.Missing);
        var last = station.Delivered.TimesNs.Count - 1;
        Assert.InRange(station.Delivered.TimesNs[last] - (last + 1) * trueIntervalNs, -trueIntervalNs / 2, trueIntervalNs / 2);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_AfterAPause_CountsWhatTheFifoLost(BusType bus)
    {
        using var station = Station(bus, 400, Quiet);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(5));

        station.Time.Advance(TimeSpan.FromSeconds(2));
        station.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(1, station.Delivered.Overruns);
        Assert.InRange(station.Delivered.Missing, 765, 785);
        Assert.InRange(station.Delivered.NextSequence, 3200 - 10, 3201);
        Assert.Contains(ChannelStatus.Gap, station.Delivered.Status.SelectMany(status => status));
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_JustFilledFifo_IsNoOverrun(BusType bus)
    {
        using var station = Station(bus, 400, Quiet);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(5));

        // From the last poll on, 32 more sets come: the FIFO is full, and says so, but has dropped nothing.
        for (var poll = 0; poll < 50; poll++)
        {
            station.Time.Advance(TimeSpan.FromMilliseconds(32 * 2.5));
            station.Read();
        }

        Assert.Equal(0, station.Delivered.Overruns);
        Assert.Equal(0, station.Delivered.Missing);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_SetsDroppedByTheChip_AreCountedExactlyAndInTheirPlace(BusType bus)
    {
        using var station = Station(bus, 400, Quiet, _ => Sawtooth);
        var faultNs = (long)10.02e9;
        station.Chip.Script = new FaultScript([new ScriptedFault(faultNs, faultNs + 100_000_000, SimulatedFault.Overrun, 5)]);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(5, station.Delivered.Missing);
        Assert.Equal(1, station.Delivered.Overruns);
        AssertTimesAreTrue(station.Delivered, 0.6 / 400);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_BusTooSlowForTheRate_DeliversOnlyWhatIsProven(BusType bus)
    {
        using var station = Station(bus, 400, Quiet, _ => Sawtooth);
        station.Chip.Script = new FaultScript([new ScriptedFault((long)5e9, (long)10e9, SimulatedFault.SlowBus, 6)]);
        station.Driver.Start();

        var error = Record.Exception(() => station.Run(TimeSpan.FromSeconds(15)));
        if (error is not null)
        {
            Assert.Contains("too slow", Assert.IsType<SensorException>(error).Advice, StringComparison.Ordinal);
            station.Time.Advance(TimeSpan.FromSeconds(6));
            station.Driver.Start();
            station.Run(TimeSpan.FromSeconds(5));
        }

        Assert.True(station.Delivered.Overruns > 0);
        Assert.Equal(station.Delivered.NextSequence, station.Delivered.Samples + station.Delivered.Missing);
        var expected = station.Time.GetTimestamp() * 1e-9 * 400;
        Assert.InRange(station.Delivered.NextSequence, expected - 30, expected + 1);
        // When in a transfer of 6 ms the chip counted its sets, nobody can know.
        AssertTimesAreTrue(station.Delivered, 0.006 + 1.6 / 400);
    }

    [Theory]
    [InlineData(BusType.Spi, 1)]
    [InlineData(BusType.Spi, 3)]
    [InlineData(BusType.I2c, 2)]
    public void Read_BytesSlipped_AreNotDeliveredAndCounted(BusType bus, int bytes)
    {
        using var station = Station(bus, 400, Quiet, axis => _ => (axis + 1) * CountMps2);
        station.Chip.Script = new FaultScript([.. Enumerable.Range(1, 9).Select(second =>
            new ScriptedFault(second * 1_000_000_000L, second * 1_000_000_000L + 100_000_000, SimulatedFault.RotatedFifo, bytes))]);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(12));

        Assert.True(station.Delivered.Missing > 0);
        for (var axis = 0; axis < 3; axis++)
            Assert.All(station.Delivered.Channel(axis).Distinct(), value => Assert.Equal((axis + 1) * CountMps2, value, 1e-6));
        Assert.InRange(station.Delivered.NextSequence, 4800 - 20, 4801);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Read_FailedTransfersThatTookSetsOut_AreCountedExactly(BusType bus)
    {
        using var station = Station(bus, 400, Quiet, _ => Sawtooth);
        var failing = new FailsAfterTransfer(station.Buses);
        using var driver = station.Kind.CreateDriver(station.Settings, failing, station.Time);
        var delivered = new Delivered();
        driver.Start();

        var pool = new SampleBlockPool(3, 64, 1);
        for (var poll = 0; poll < 400; poll++)
        {
            station.Time.Advance(station.Description.PollInterval);
            // The eighth transfer of this poll takes a set out; nobody gets it.
            failing.FailAt = poll is 100 or 200 or 300 ? failing.Transfers + 8 : 0;
            Assert.True(pool.TryRent(out var block));
            if (driver.Read(block) == ReadOutcome.Ok)
                delivered.Add(block);
            block.Dispose();
        }

        Assert.Equal(3, delivered.Overruns);
        Assert.InRange(delivered.Missing, 3, 3 * 12);
        AssertTimesAreTrue(delivered, 0.6 / 400);
    }

    [Theory]
    [InlineData(0, "OFSX")]
    [InlineData(24, "BW_RATE")]
    [InlineData(34, "POWER_CTL")]
    [InlineData(58, "DATA_FORMAT")]
    [InlineData(63, "DATA_FORMAT")]
    [InlineData(69, "FIFO_CTL")]
    public void Start_StuckSettingsBit_IsRefusedByName(int bit, string register)
    {
        using var station = Station(BusType.Spi, 400, Quiet);
        station.Chip.Script = new FaultScript([new ScriptedFault(0, long.MaxValue, SimulatedFault.StuckBit, bit)]);

        Assert.Contains(register, Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(57)] // range: reset 0, wanted 11
    [InlineData(63)] // self test
    [InlineData(58)] // left-justified
    public void Read_SettingsBitSticksWhileRunning_NothingOfItIsDelivered(int bit)
    {
        using var station = Station(BusType.I2c, 400, """{ "rangeG": 2, "simulation": { "noiseScale": 0 } }""", _ => _ => 5 * CountMps2);
        station.Chip.Script = new FaultScript([new ScriptedFault(2_000_000_000, long.MaxValue, SimulatedFault.StuckBit, bit)]);
        station.Driver.Start();

        Assert.Throws<SensorException>(() => station.Run(TimeSpan.FromSeconds(4)));

        Assert.InRange(station.Delivered.Samples, 700, 800);
        Assert.All(station.Delivered.Channel(0).Distinct(), value => Assert.Equal(5 * CountMps2, value, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Start_WrongIdentity_IsRefused(BusType bus)
    {
        using var station = Station(bus, 400, Quiet);
        station.Chip.Fault = SimulatedFault.WrongIdentity;

        Assert.Contains("E5", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(station.Settings.Location, station.Buses).Match);
    }

    [Fact]
    public void Start_Adxl355InItsPlace_IsRefused()
    {
        using var station = Station(BusType.Spi, 400, Quiet);
        using var other = new StationUnderTest("adxl355", 1000, new BusLocation(BusType.Spi, 0, 0));
        var buses = new SimulatedBuses();
        buses.Place(station.Settings.Location, other.Chip);
        using var driver = station.Kind.CreateDriver(station.Settings, buses, station.Time);

        Assert.Throws<SensorException>(driver.Start);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Identify_ByReadingOnly_KnowsTheChipAndTheEmptyPlace(BusType bus)
    {
        using var station = Station(bus, 400, Quiet);

        Assert.Equal(IdentityMatch.Yes, station.Kind.Identify(station.Settings.Location, station.Buses).Match);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(station.Settings.Location, new SimulatedBuses()).Match);
    }

    [Fact]
    public void Read_BeyondTheRange_IsSaturated()
    {
        using var station = Station(BusType.Spi, 3200, """{ "rangeG": 2 }""", axis => _ => axis == 1 ? 30 : 0);
        station.Driver.Start();

        station.Run(TimeSpan.FromMilliseconds(64));

        Assert.All(station.Delivered.Status, status => Assert.Equal([ChannelStatus.Ok, ChannelStatus.Saturated, ChannelStatus.Ok], status));
        Assert.All(station.Delivered.Channel(1), value => Assert.Equal(510 * CountMps2, value, 1e-4));
    }

    // Section "Noise performance": at 400 Hz 1.5 counts on x and y, 2.2 counts on z.
    [Fact]
    public void Read_WithNoise_HasTheDataSheets()
    {
        using var station = Station(BusType.Spi, 400, "{}");
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(30));

        // The rounding to whole counts adds 1/12 to the square.
        Assert.Equal(Math.Sqrt(1.5 * 1.5 + 1 / 12.0) * CountMps2, Rms(station.Delivered.Channel(0)), 0.03 * CountMps2);
        Assert.Equal(Math.Sqrt(2.2 * 2.2 + 1 / 12.0) * CountMps2, Rms(station.Delivered.Channel(2)), 0.05 * CountMps2);
    }

    [Fact]
    public void Read_SmallBlock_LeavesTheRestForTheNextRead()
    {
        using var station = new StationUnderTest("adxl345", 400, new BusLocation(BusType.Spi, 0, 2), capacity: 5);
        station.Driver.Start();
        station.Time.Advance(TimeSpan.FromMilliseconds(16.5 * 2.5));

        Assert.Equal(
            [ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.Ok, ReadOutcome.NotReady], Enumerable.Range(0, 5).Select(_ => station.Read()));
        Assert.Equal(16, station.Delivered.Samples);
        Assert.Equal(0, station.Delivered.Missing);
    }

    [Theory]
    [MemberData(nameof(Buses))]
    public void Made_EverySampleDelivered_IsInTheChipsDiary(BusType bus)
    {
        using var station = Station(bus, 400, "{}");
        var diary = new List<double>[] { [], [], [] };
        station.Chip.Made = (_, channel, value) => diary[channel].Add(value);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(3));

        Assert.True(station.Delivered.Samples > 1000);
        for (var axis = 0; axis < 3; axis++)
            Assert.Equal(diary[axis].Take((int)station.Delivered.Samples).Select(value => (float)value), station.Delivered.Channel(axis));
    }

    internal static StationUnderTest Station(BusType bus, double rateHz, string options, Func<int, SimulatedSignal>? signals = null) =>
        new("adxl345", rateHz, bus == BusType.Spi ? new BusLocation(BusType.Spi, 0, 2) : new BusLocation(BusType.I2c, 1, 0x53), options, signals);

    // One count a millisecond: each value says when it was taken.
    private static double Sawtooth(long monotonicNs) => (monotonicNs * 1e-6 % SawtoothMs - SawtoothMs / 2) * CountMps2;

    private static void AssertTimesAreTrue(Delivered delivered, double withinSeconds)
    {
        for (var i = 400; i < delivered.Samples; i++)
        {
            var labelMs = delivered.TimesNs[i] * 1e-6 % SawtoothMs;
            var trueMs = delivered.Channel(0)[i] / CountMps2 + SawtoothMs / 2;
            var errorMs = Math.IEEERemainder(labelMs - trueMs, SawtoothMs);
            Assert.InRange(errorMs, -withinSeconds * 1000 - 0.5, withinSeconds * 1000 + 0.5);
        }
    }

    private static double Rms(IReadOnlyList<float> samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample));
}
