#if EDGE_PACKAGES_NUGET
using EdgeTwin.SensorDrivers.IotBindings;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.IotBindings;

public sealed class BindingDriverTests : IDisposable
{
    private static readonly BusLocation Place = new(BusType.I2c, 1, 0x76);

    private static readonly SensorDescription Description = new("s", "iot-test", 1, TimeSpan.FromSeconds(0.1),
        [new ChannelDescription("temperature", "temperature", "degC", -40, 85), new ChannelDescription("humidity", "relativeHumidity", "%RH", 0, 100)]);

    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedSensor _sensor = new();
    private readonly Delivered _delivered = new();

    public static TheoryData<string> Kinds => [.. SensorCatalog.Kinds.Where(kind => kind.Origin == "Iot.Device.Bindings").Select(kind => kind.Name)];

    [Fact]
    public void Kinds_OfThePackage_AreEightAndMarked()
    {
        Assert.Equal(8, Kinds.Count);
        Assert.All(SensorCatalog.Kinds, kind => Assert.Equal(kind.Name.StartsWith("iot-", StringComparison.Ordinal), kind.Origin == "Iot.Device.Bindings"));
    }

    /// <summary>Each real binding on an empty bus: its own exceptions, whatever they are, become words about the wiring.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Start_EmptyPlace_SaysWhereAndWhatToLookAt(string name)
    {
        var kind = SensorCatalog.Find(name)!;
        var address = Enumerable.Range(8, 112).First(candidate => kind.Validate(Settings(name, candidate)).Count == 0);
        using var driver = kind.CreateDriver(Settings(name, address), new SimulatedBuses(), _time);

        var error = Assert.Throws<SensorException>(() =>
        {
            driver.Start();
            Read(driver);
        });

        Assert.Contains($"{name} on i2c-1 address 0x{address:X2}", error.Message, StringComparison.Ordinal);
        Assert.Matches("SDA|station file", error.Advice);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Validate_TooFastOrOnSpi_IsRefused(string name)
    {
        var kind = SensorCatalog.Find(name)!;

        Assert.Contains(kind.Validate(Settings(name, 8) with { SampleRateHz = 100 }), error => error.Path == "sampleRateHz");
        Assert.Contains(kind.Validate(Settings(name, 8) with { Location = new(BusType.Spi, 0, 0) }), error => error.Path == "bus.type");
    }

    [Fact]
    public void Read_SomeSlotsAreLate_AccountsForEachOfThem()
    {
        Measures(21.5, 55);
        using var driver = Start();

        for (var i = 0; i < 10; i++)
        {
            Read(driver);
            _time.Advance(TimeSpan.FromSeconds(i == 4 ? 3 : 1));
        }

        Assert.Equal(10, _delivered.Samples);
        Assert.Equal(2, _delivered.Missing);
        Assert.All(_delivered.Channel(0), value => Assert.Equal(21.5f, value));
    }

    [Fact]
    public void Read_ValueOutsideTheRange_IsAGapInThatChannelOnly()
    {
        Measures(-273, 55);
        using var driver = Start();

        Read(driver);

        Assert.True(float.IsNaN(_delivered.Channel(0)[0]));
        Assert.Equal(55f, _delivered.Channel(1)[0]);
        Assert.Equal([ChannelStatus.Gap, ChannelStatus.Ok], _delivered.Status[0]);
    }

    [Fact]
    public void Read_GapAfterGap_GivesUp()
    {
        Measures(double.NaN, 55);
        using var driver = Start();

        Assert.Throws<SensorException>(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                Read(driver);
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        });

        Assert.Equal(4, _delivered.Samples);
    }

    [Fact]
    public void Read_BindingThrows_NamesTheWire()
    {
        _sensor.Values = () => throw new IOException("Error 121 performing I2C data transfer.", 121);
        using var driver = Start();

        var error = Assert.Throws<SensorException>(() => Read(driver));

        Assert.True(error.IsTransient);
        Assert.Contains("SDA", error.Advice, StringComparison.Ordinal);
    }

    public void Dispose() => _sensor.Dispose();

    private static SensorSettings Settings(string kind, int address) => new("s", kind, new(BusType.I2c, 1, address), 1, default);

    private void Measures(double first, double second) => _sensor.Values = () => [first, second];

    private BindingDriver Start()
    {
        var driver = new BindingDriver(Description, Place, new SimulatedBuses(), _ => _sensor, _time);
        driver.Start();
        return driver;
    }

    private void Read(ISensorDriver driver)
    {
        Assert.True(new SampleBlockPool(driver.Description.Channels.Count, 4, 1).TryRent(out var block));
        using (block)
        {
            if (driver.Read(block) == ReadOutcome.Ok)
                _delivered.Add(block);
        }
    }

    private sealed class ScriptedSensor : IBoundSensor
    {
        public Func<double[]> Values { get; set; } = () => [];

        public void Measure(Span<double> values) => Values().CopyTo(values);

        public void Dispose() => Values = () => throw new ObjectDisposedException(nameof(ScriptedSensor));
    }
}
#endif
