using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.Tests.Contract;

namespace EdgeTwin.SensorDrivers.Tests.SlowChips;

/// <summary>The chips whose pin says that a conversion is done.</summary>
public sealed class DataReadyTests
{
    private const string Wired = """{ "dataReady": { "chip": 0, "line": 25 }, "simulation": { "noiseScale": 0 } }""";

    public static TheoryData<string> Kinds => ["ads1115", "tmp117", "ina226"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_LineIsWired_DeliversTheTruth(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = (item with { Options = Wired }).Build();
        station.Driver.Start();

        station.Run(item.AWhile);

        Assert.True(station.Delivered.Samples >= 3);
        for (var channel = 0; channel < item.Truth.Length; channel++)
            Assert.All(station.Delivered.Channel(channel), sample => Assert.Equal(item.Truth[channel], sample, item.Step[channel]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Line_BeforeAndAfterAConversion_IsHighAndThenLow(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = (item with { Options = Wired }).Build();
        using var gpio = station.Buses.OpenGpio(0);
        gpio.OpenPin(25, PinMode.Input);
        station.Driver.Start();
        station.Time.Advance(TimeSpan.FromSeconds(0.1));
        station.Read();

        Assert.Equal(PinValue.High, gpio.Read(25));
        station.Time.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Equal(PinValue.Low, gpio.Read(25));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_LineIsCut_SaysThatTheLineIsSilentAndNotTheChip(string kind)
    {
        var item = ContractCase.Of(kind);
        using var station = (item with { Options = Wired }).Build();
        var buses = new SimulatedBuses(station.Time.Advance);
        buses.Place(item.Location, station.Chip);
        using var driver = station.Kind.CreateDriver(station.Settings, buses, station.Time);
        driver.Start();

        var error = Assert.Throws<SensorException>(() => Run(driver, station));

        Assert.Contains("gpiochip0 line 25", error.Message, StringComparison.Ordinal);
        Assert.Contains("dataReady", error.Advice, StringComparison.Ordinal);
    }

    private static void Run(ISensorDriver driver, StationUnderTest station)
    {
        var pool = new SampleBlockPool(station.Description.Channels.Count, 1, 1);
        for (var i = 0; i < 200; i++)
        {
            station.Time.Advance(station.Description.PollInterval);
            Assert.True(pool.TryRent(out var block));
            using (block)
                Assert.Equal(ReadOutcome.NotReady, driver.Read(block));
        }
    }
}
