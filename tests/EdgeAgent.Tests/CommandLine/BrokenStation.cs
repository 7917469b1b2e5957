using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary>A folder with a station file of three accelerometers whose simulated chips are broken as a test says.</summary>
internal sealed class BrokenStation : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("et-").FullName;

    public BrokenStation(IReadOnlyList<FaultConfiguration>? faults = null, IReadOnlyList<StrangerConfiguration>? strangers = null, string optionsOfFirst = "{}")
    {
        var reference = StationFile.Parse(ExampleStations.Reference(), "reference").Configuration!;
        Configuration = reference with
        {
            Sensors = [.. reference.Sensors.Where(sensor => sensor.Kind == "adxl355").Take(3)
                .Select((sensor, index) => index == 0 ? sensor with { Options = JsonDocument.Parse(optionsOfFirst).RootElement } : sensor)],
            Features = new FeatureConfiguration(),
            Rules = [],
            Model = reference.Model with { BaselineWindows = 0, Features = [] },
            Sync = reference.Sync with { Enabled = false },
            Simulation = reference.Simulation! with { Faults = faults ?? [], Strangers = strangers ?? [] },
        };
        var text = StationFile.Write(Configuration);
        Assert.Empty(StationFile.Parse(text, "station.json").Errors.Select(error => error.Describe("station.json")));
        File.WriteAllText(StationPath, Encoding.UTF8.GetString(text));
    }

    public StationConfiguration Configuration { get; }

    public string StationPath => Path.Combine(_folder, "station.json");

    public string State => Path.Combine(_folder, "s");

    public static FaultConfiguration Fault(string sensor, SimulatedFault fault) => new() { Sensor = sensor, Fault = fault };

    public static StrangerConfiguration Unknown(int address) => new() { Bus = new BusLocation(BusType.I2c, 1, address) };

    public static StrangerConfiguration Known(string kind, int bus) => new() { Bus = new BusLocation(BusType.Spi, bus, 0), Kind = kind };

    public Task<CommandLineRun> RunAsync(params string[] command) =>
        CommandLineRun.OfAsync([.. command, "--config", StationPath, "--state", State]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
