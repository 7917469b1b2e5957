using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Contract;

/// <summary>What every driver owes its caller when the chip is absent, another one, pulled out, restarted, or talks nonsense.</summary>
public sealed class DriverFaultTests
{
    public static TheoryData<string> Kinds => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_EmptyPlace_SaysWhereAndWhatToLookAt(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        using var driver = station.Kind.CreateDriver(station.Settings, new SimulatedBuses(), station.Time);

        var error = Assert.Throws<SensorException>(driver.Start);

        Assert.Contains(item.Location.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(WireToLookAt(item.Location.Type), error.Advice, StringComparison.Ordinal);
        Assert.True(error.IsTransient);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_AnotherChipInItsPlace_IsRefused(string kind)
    {
        var item = ContractCase.Of(kind);
        var others = ContractCase.All.Where(other => other.Location.Type == item.Location.Type && !AreOfOneFamily(other.Kind, kind));
        Assert.All(others, other =>
        {
            using var station = item.Build();
            using var donor = other.Build();
            var buses = new SimulatedBuses();
            buses.Place(item.Location, donor.Chip);
            using var driver = station.Kind.CreateDriver(station.Settings, buses, station.Time);
            donor.Time.Advance(TimeSpan.FromSeconds(1));

            var error = Assert.Throws<SensorException>(driver.Start);

            Assert.Contains(kind, error.Device, StringComparison.Ordinal);
            Assert.Matches("station file|wire|plug", error.Advice);
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_SettingsAreNotKept_IsRefused(string kind)
    {
        var item = ContractCase.Of(kind);
        if (!item.HasSettings)
            return;
        using var station = item.Build();
        using var driver = station.Kind.CreateDriver(station.Settings, new BusProxy(station.Buses) { LosesSettings = true }, station.Time);

        var error = Assert.Throws<SensorException>(driver.Start);

        Assert.Contains("settings", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_NotStarted_SaysSo(string kind)
    {
        using var station = ContractCase.Of(kind).Build();

        Assert.Contains("not started", Assert.Throws<SensorException>(() => station.Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_BusFailsNowAndThen_IsRetriedAndNothingIsLost(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        var bus = new BusProxy(station.Buses) { Fails = transfer => transfer % 7 == 3 };
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);
        var pool = new SampleBlockPool(item.Truth.Length, 64, 1);
        long next = 0;

        driver.Start();
        for (var elapsed = TimeSpan.Zero; elapsed < item.AWhile; elapsed += station.Description.PollInterval)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            if (driver.Read(block) == ReadOutcome.Ok)
            {
                Assert.Equal(next, block.FirstSequence);
                next += block.SampleCount;
                Assert.Equal(item.Truth[0], block.Channel(0)[0], item.Step[0] + Math.Abs(item.Truth[0]) * 1e-6);
            }

            block.Dispose();
        }

        Assert.True(next >= 3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_BusFailsAlways_GivesUpSoon(string kind)
    {
        using var station = ContractCase.Of(kind).Build();
        var bus = new BusProxy(station.Buses) { Fails = _ => true };
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);

        var error = Assert.Throws<SensorException>(driver.Start);

        Assert.True(error.IsTransient);
        Assert.InRange(bus.Transfers, 1, 25);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_Unplugged_ThrowsAndAReplugContinuesTheCount(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        station.Run(item.AWhile);
        var before = station.Delivered.Samples;

        station.Chip.Fault = SimulatedFault.Unplugged;
        Assert.Throws<SensorException>(() => station.Run(item.AWhile));
        Assert.Throws<SensorException>(station.Driver.Start);
        station.Driver.Stop();
        station.Time.Advance(TimeSpan.FromSeconds(20));
        station.Chip.Fault = SimulatedFault.None;
        station.Time.Advance(TimeSpan.FromSeconds(1));
        station.Driver.Start();
        station.Run(item.AWhile);

        var delivered = station.Delivered;
        Assert.True(delivered.Samples > before);
        Assert.True(delivered.Missing > 0);
        var slots = station.Time.GetTimestamp() * 1e-9 * item.SampleRateHz;
        Assert.InRange(delivered.Samples + delivered.Missing, slots - 3 - 0.05 * item.SampleRateHz, slots + 1.25);
        AssertAllTrue(item, delivered);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_ChipLostPowerUnseen_NoticesOrDeliversTheTruth(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        station.Run(item.AWhile);

        station.Chip.Fault = SimulatedFault.Unplugged;
        station.Chip.Fault = SimulatedFault.None;
        station.Time.Advance(TimeSpan.FromMilliseconds(5));
        var error = Record.Exception(() => station.Run(item.AWhile));
        if (error is not null || !item.SetsUpEachSample)
            Assert.IsType<SensorException>(error);
        station.Time.Advance(TimeSpan.FromSeconds(1));
        station.Driver.Start();
        station.Run(item.AWhile);

        AssertAllTrue(item, station.Delivered);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_Garbage_IsNeverDeliveredAsData(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        for (var round = 0; round < 50; round++)
        {
            station.Chip.Fault = SimulatedFault.None;
            station.Time.Advance(TimeSpan.FromSeconds(1));
            station.Driver.Start();
            station.Run(TimeSpan.FromSeconds(Math.Max(0.05, 2 / item.SampleRateHz)));
            station.Chip.Fault = SimulatedFault.Garbage;

            Assert.Throws<SensorException>(() => station.Run(item.AWhile * 3));
            for (var attempt = 0; attempt < 20; attempt++)
                Assert.Throws<SensorException>(station.Driver.Start);
        }

        AssertAllTrue(item, station.Delivered);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stop_ChipIsGone_DoesNotThrowAndStartWorksLater(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = item.Build();
        station.Driver.Start();
        station.Chip.Fault = SimulatedFault.Unplugged;

        station.Driver.Stop();
        station.Driver.Stop();
        station.Chip.Fault = SimulatedFault.None;
        station.Time.Advance(TimeSpan.FromSeconds(1));
        station.Driver.Start();
        station.Run(item.AWhile);

        Assert.True(station.Delivered.Samples > 0);
    }

    private static bool AreOfOneFamily(string one, string other) => one[..Math.Min(4, one.Length)] == other[..Math.Min(4, other.Length)];

    private static string WireToLookAt(BusType bus) => bus switch
    {
        BusType.Spi => "MISO",
        BusType.I2c => "SDA",
        BusType.OneWire => "1-Wire data wire",
        _ => "wires",
    };

    private static void AssertAllTrue(ContractCase item, Delivered delivered)
    {
        for (var channel = 0; channel < item.Truth.Length; channel++)
        {
            var tolerance = item.Step[channel] + Math.Abs(item.Truth[channel]) * 1e-6;
            Assert.All(
                delivered.Channel(channel).Where(sample => !float.IsNaN(sample)),
                sample => Assert.InRange(sample, item.Truth[channel] - tolerance, item.Truth[channel] + tolerance));
        }
    }
}
