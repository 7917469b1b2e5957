using System.Text;
using EdgeTwin.SensorDrivers.Ds18b20;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Ds18b20;

public sealed class Ds18b20Tests
{
    private const string Device = "28-0316a2794bff";
    private const string Files = $"/sys/bus/w1/devices/{Device}/";
    private const string Quiet = """{ "simulation": { "noiseScale": 0 } }""";

    private static readonly BusLocation Place = new(BusType.OneWire, 1, 0, Device);

    // Linux, drivers/w1/slaves/w1_therm.c, w1_slave_show: nine bytes in lower case, ": crc=%02x YES", the same bytes, "t=%d", and
    // a temperature that is cut off towards zero: -10.0625 degC is -10062.
    [Theory]
    [InlineData(25.0625, "91 01 4b 46 7f ff 0f 10", "t=25062\n")]
    [InlineData(-10.0625, "5f ff 4b 46 7f ff 01 10", "t=-10062\n")]
    public void Simulated_Measurement_ReadsAsTheKernelWritesIt(double temperatureC, string bytes, string temperature)
    {
        using var station = new StationUnderTest("ds18b20", 1, Place, Quiet, _ => _ => temperatureC);

        var lines = Text(station, "w1_slave").Split('\n');

        Assert.StartsWith(bytes, lines[0], StringComparison.Ordinal);
        Assert.Matches("^([0-9a-f]{2} ){9}: crc=[0-9a-f]{2} YES$", lines[0]);
        Assert.Equal(temperature, lines[1][27..] + "\n");
        Assert.Equal(lines[0][..27], lines[1][..27]);
        Assert.Equal("12\n", Text(station, "resolution"));
        Assert.Equal("750\n", Text(station, "conv_time"));
    }

    [Fact]
    public void Simulated_Unplugged_FilesAreEmptyAndTheResolutionIsAnErrno()
    {
        using var station = new StationUnderTest("ds18b20", 1, Place);
        station.Chip.Fault = SimulatedFault.Unplugged;

        Assert.Equal("", Text(station, "w1_slave"));
        Assert.Equal("-19\n", Text(station, "resolution"));
    }

    [Theory]
    [InlineData(9, 0.5)]
    [InlineData(10, 0.25)]
    [InlineData(11, 0.125)]
    [InlineData(12, 0.0625)]
    public void Read_EachResolution_IsSetAndDelivered(int bits, double stepC)
    {
        using var station = new StationUnderTest(
            "ds18b20", 1, Place, $$"""{ "resolutionBits": {{bits}}, "simulation": { "noiseScale": 0 } }""", _ => _ => 20.3);
        station.Driver.Start();

        station.Run(TimeSpan.FromSeconds(4));

        Assert.Equal($"{bits}\n", Text(station, "resolution"));
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(Math.Round(20.3 / stepC) * stepC, sample, 1e-6));
    }

    [Fact]
    public void Start_ResolutionBitIsStuck_IsRefused()
    {
        using var station = new StationUnderTest("ds18b20", 1, Place);
        station.Chip.Fault = SimulatedFault.StuckBit;

        Assert.Contains("resolution", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ResolutionIsRightAlready_WritesNothing()
    {
        using var station = new StationUnderTest("ds18b20", 1, Place);
        var bus = new Contract.BusProxy(station.Buses) { RefusesWrites = true };
        using var driver = station.Kind.CreateDriver(station.Settings, bus, station.Time);

        driver.Start();

        using var other = station.Kind.CreateDriver(
            station.Settings with { Options = System.Text.Json.JsonDocument.Parse("""{ "resolutionBits": 10 }""").RootElement }, bus, station.Time);
        var error = Assert.Throws<SensorException>(other.Start);
        Assert.Contains("udev", error.Advice, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void Start_ConversionTime_IsWrittenAndReadBack()
    {
        using var station = new StationUnderTest("ds18b20", 0.5, Place, """{ "conversionMs": 900 }""");

        station.Driver.Start();

        Assert.Equal("900\n", Text(station, "conv_time"));
    }

    [Fact]
    public void Read_KernelWaitsForTheConversion_LabelsTheMiddleOfIt()
    {
        using var station = new StationUnderTest("ds18b20", 0.5, Place, Quiet);
        station.Driver.Start();
        ((SimulatedDs18b20)station.Chip).Waits = station.Time.Advance;
        station.Time.Advance(TimeSpan.FromSeconds(3));
        var begin = station.Time.GetTimestamp();

        Assert.Equal(ReadOutcome.Ok, station.Read());

        Assert.Equal(begin + 375_000_000, station.Delivered.TimesNs[0], 1.0);
        Assert.Equal(begin + 750_000_000, station.Time.GetTimestamp());
    }

    [Fact]
    public void Read_PowerOnValue_IsAGap()
    {
        var kernel = new PlayedKernel();
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        using var driver = Start(kernel, out var read);

        kernel.Says("50 05 4b 46 7f ff 0c 10", 85_000);
        Assert.True(float.IsNaN(read()));
        kernel.Says("ff 07 4b 46 7f ff 0c 10", 127_937);
        Assert.True(float.IsNaN(read()));
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        Assert.Equal(25f, read());
    }

    [Fact]
    public void Read_85DegreesWithoutThePowerOnMark_IsBelievedBesideANearValueOnly()
    {
        var kernel = new PlayedKernel();
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        using var driver = Start(kernel, out var read);

        kernel.Says("50 05 4b 46 7f ff 10 10", 85_000);
        Assert.True(float.IsNaN(read()));
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        Assert.Equal(25f, read());
        kernel.Says("50 05 4b 46 7f ff 10 10", 85_000);
        Assert.True(float.IsNaN(read()));
        kernel.Says("40 05 4b 46 7f ff 10 10", 84_000);
        Assert.Equal(84f, read());
        kernel.Says("50 05 4b 46 7f ff 10 10", 85_000);
        Assert.Equal(85f, read());
    }

    [Fact]
    public void Read_NoAndAnOldValue_IsAGapAndNotTheOldValue()
    {
        var kernel = new PlayedKernel();
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        using var driver = Start(kernel, out var read);

        kernel.SaysText("50 05 4b 46 7f ff 0c 10 1d : crc=1c NO\n90 01 4b 46 7f ff 10 10 e5 t=25000\n");
        Assert.True(float.IsNaN(read()));
        kernel.SaysText("");
        Assert.True(float.IsNaN(read()));
        kernel.Says("a0 01 4b 46 7f ff 10 10", 26_000);
        Assert.Equal(26f, read());
    }

    [Fact]
    public void Read_ChipForgotItsResolution_SaysSo()
    {
        var kernel = new PlayedKernel();
        kernel.Says("90 01 4b 46 7f ff 10 10", 25_000);
        using var driver = Start(kernel, out var read);

        kernel.Says("50 05 4b 46 1f ff 0c 10", 85_000);

        Assert.Contains("restarted", Assert.Throws<SensorException>(() => read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NameOfAnotherFamily_SaysWhatItBeginsWith()
    {
        var settings = new SensorSettings("s", "ds18b20", Place with { Name = "10-000802b4e6ab" }, 1, default);

        var error = Assert.Single(SensorCatalog.Find("ds18b20")!.Validate(settings));

        Assert.Equal("bus.device", error.Path);
        Assert.Contains("28-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identify_DeviceAndEmptyPlace_TellsThemApart()
    {
        using var station = new StationUnderTest("ds18b20", 1, Place);

        Assert.Equal(IdentityMatch.Yes, station.Kind.Identify(Place, station.Buses).Match);
        Assert.Equal(IdentityMatch.No, station.Kind.Identify(Place with { Name = "28-000000000001" }, station.Buses).Match);
    }

    private static ISensorDriver Start(PlayedKernel kernel, out Func<float> read)
    {
        var time = new ManualTimeProvider();
        var buses = new SimulatedBuses();
        kernel.AddTo(buses.KernelFiles, Files);
        var kind = SensorCatalog.Find("ds18b20")!;
        var driver = kind.CreateDriver(new SensorSettings("s", "ds18b20", Place, 1, default), buses, time);
        driver.Start();
        var pool = new SampleBlockPool(1, 1, 1);
        read = () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(pool.TryRent(out var block));
            using (block)
            {
                Assert.Equal(ReadOutcome.Ok, driver.Read(block));
                Assert.Equal(float.IsNaN(block.Channel(0)[0]) ? ChannelStatus.Gap : ChannelStatus.Ok, block.Status[0]);
                return block.Channel(0)[0];
            }
        };
        return driver;
    }

    private static string Text(StationUnderTest station, string file)
    {
        var buffer = new byte[256];
        return Encoding.ASCII.GetString(buffer, 0, station.Buses.Files.Read(Files + file, buffer));
    }

    /// <summary>A kernel that says what the test wants.</summary>
    private sealed class PlayedKernel
    {
        private string _text = "";

        public void Says(string bytes, int millidegrees)
        {
            var crc = Ds18b20Scratchpad.Crc([.. bytes.Split(' ').Select(value => Convert.ToByte(value, 16))]);
            _text = $"{bytes} {crc:x2} : crc={crc:x2} YES\n{bytes} {crc:x2} t={millidegrees}\n";
        }

        public void SaysText(string text) => _text = text;

        public void AddTo(SimulatedKernelFiles files, string directory)
        {
            files.Add(directory + "w1_slave", new SimulatedKernelFile(buffer => Encoding.ASCII.GetBytes(_text, buffer)));
            files.Add(directory + "resolution", new SimulatedKernelFile(buffer => Encoding.ASCII.GetBytes("12\n", buffer), _ => { }));
        }
    }
}
