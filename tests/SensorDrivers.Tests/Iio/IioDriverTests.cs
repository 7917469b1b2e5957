using System.Text.Json;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Iio;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Iio;

public sealed class IioDriverTests
{
    private const string Accelerometer = """{ "channels": [ { "channel": "in_accel_x", "name": "x" } ], "simulation": { "noiseScale": 0 } }""";
    private const string Thermometer = """{ "channels": [ { "channel": "in_temp" } ], "simulation": { "noiseScale": 0 } }""";

    private static readonly BusLocation Place = new(BusType.Iio, 0, 0, "adxl372");

    [Fact]
    public void Read_BufferOverflowed_CountsTheHoleWhereItIs()
    {
        using var station = new StationUnderTest("iio", 200, Place, Accelerometer, _ => ns => ns * 1e-9);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(1));

        // The buffer keeps two seconds; of the five and the poll after them the last 3.1 are lost.
        station.Time.Advance(TimeSpan.FromSeconds(5));
        station.Run(TimeSpan.FromSeconds(3));

        var delivered = station.Delivered;
        Assert.InRange(delivered.Missing, 615, 625);
        Assert.Equal(delivered.NextSequence, delivered.Samples + delivered.Missing);
        for (var i = 0; i < delivered.Samples; i++)
            Assert.Equal(delivered.TimesNs[i] * 1e-9, delivered.Channel(0)[i], 1e-3);
    }

    [Fact]
    public void Read_Polled_BringsTheKernelsUnitsToOurs()
    {
        using var station = new StationUnderTest("iio", 1, Place, Thermometer, _ => _ => -12.345);
        station.Driver.Start();
        station.Run(TimeSpan.FromSeconds(5));

        Assert.True(station.Delivered.Samples >= 4);
        Assert.All(station.Delivered.Channel(0), sample => Assert.Equal(-12.345, sample, 1e-3));
    }

    [Fact]
    public void Start_RateIsNotTaken_SaysWhatWasRead()
    {
        using var station = new StationUnderTest("iio", 200, Place, Accelerometer);
        station.Chip.Fault = SimulatedFault.StuckBit;

        Assert.Contains("sampling_frequency was written as 200 and reads 100", Assert.Throws<SensorException>(station.Driver.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OtherName_ListsWhatThereIs()
    {
        using var station = new StationUnderTest("iio", 200, Place, Accelerometer);
        using var driver = station.Kind.CreateDriver(
            station.Settings with { Location = Place with { Name = "lis3dh" } }, station.Buses, station.Time);

        var error = Assert.Throws<SensorException>(driver.Start);

        Assert.Contains("adxl372", error.Message, StringComparison.Ordinal);
        Assert.Contains("dmesg", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ChannelsThatCannotBe_NamesEachOfThem()
    {
        var errors = SensorCatalog.Find("iio")!.Validate(new SensorSettings("s", "iio", Place, 100, JsonDocument.Parse(
            """{ "channels": [ { "channel": "in_accel_x" }, { "channel": "in_accel_x" }, { "channel": "in_magn_x" }, { "channel": "in_temp", "rangeMin": 5, "rangeMax": 4 } ] }""").RootElement));

        Assert.Equal(
            ["options.channels[1].channel", "options.channels[1].name", "options.channels[2].channel", "options.channels[3].rangeMax"],
            errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    /// <summary>The kernel's files on a real file system: its folders, a processed value, and a pipe as the device.</summary>
    [Fact]
    public void Read_FilesOnARealFileSystem_AreReadAlike()
    {
        var root = Directory.CreateTempSubdirectory("edgetwin-iio-").FullName;
        try
        {
            var folder = Directory.CreateDirectory($"{root}/sys/bus/iio/devices/iio:device4").FullName;
            File.WriteAllText($"{folder}/name", "other\n");
            File.WriteAllText($"{folder}/label", "deck-air\n");
            File.WriteAllText($"{folder}/in_temp_input", "21500\n");
            var buses = new FilesOnly(new LinuxKernelFiles(root));
            var kind = SensorCatalog.Find("iio")!;
            var settings = new SensorSettings("s", "iio", Place with { Name = "deck-air" }, 1, JsonDocument.Parse(Thermometer).RootElement);
            using var driver = kind.CreateDriver(settings, buses, new ManualTimeProvider());
            Assert.True(new SampleBlockPool(1, 4, 1).TryRent(out var block));

            driver.Start();

            Assert.Equal(ReadOutcome.Ok, driver.Read(block));
            Assert.Equal(21.5f, block.Channel(0)[0]);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void TakeAndMissingBefore_JitteredStamps_AreSmoothedAndCounted()
    {
        var timeline = new IioTimeline(1000);
        var random = new Random(3);
        timeline.Restart(0);
        var worstNs = 0.0;
        for (var sample = 1; sample <= 60_000; sample++)
        {
            // 0.3 % fast, stamped up to 100 us late.
            var trueNs = sample * 1e6 / 1.003;
            var stampNs = (long)(trueNs + random.NextDouble() * 100_000);
            Assert.Equal(0, timeline.MissingBefore(stampNs));
            var takenNs = timeline.Take(stampNs, 0);
            if (sample > 10_000)
                worstNs = Math.Max(worstNs, Math.Abs(takenNs - trueNs - 50_000));
        }

        Assert.True(worstNs < 5_000, $"{worstNs} ns");
        Assert.Equal(1e6 / 1.003, timeline.IntervalNs, 10.0);
    }

    private sealed class FilesOnly(IKernelFiles files) : ForwardingBuses(new SimulatedBuses())
    {
        public override IKernelFiles Files => files;
    }
}
