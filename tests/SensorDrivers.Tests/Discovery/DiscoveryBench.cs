using System.Text.Json;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Discovery;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests.Discovery;

/// <summary>Simulated buses with a few chips, and a scan of them.</summary>
internal sealed class DiscoveryBench
{
    public ManualTimeProvider Time { get; } = new();

    public SimulatedBuses Buses { get; }

    public List<SensorSettings> Sensors { get; } = [];

    public DiscoveryBench() => Buses = new SimulatedBuses(Time.Advance);

    public static SensorSettings Settings(string id, string kind, BusLocation place, double rateHz) =>
        new(id, kind, place, rateHz, JsonDocument.Parse("{}").RootElement);

    public static BusLocation Spi(int chipSelect) => new(BusType.Spi, 0, chipSelect);

    public static BusLocation I2c(int address, int bus = 1) => new(BusType.I2c, bus, address);

    /// <summary>Puts a chip on a bus without telling the station file.</summary>
    public SimulatedChip Plug(string kind, BusLocation place, double rateHz)
    {
        var (found, settings) = (SensorCatalog.Find(kind)!, Settings("chip", kind, place, rateHz));
        SimulatedSignal still = _ => 0;
        return found.CreateSimulated(settings, [.. found.Describe(settings).Channels.Select(_ => still)], Buses, Time, seed: 3);
    }

    /// <summary>Puts a chip on a bus and into the station file.</summary>
    public SimulatedChip Configure(string id, string kind, BusLocation place, double rateHz)
    {
        Sensors.Add(Settings(id, kind, place, rateHz));
        return Plug(kind, place, rateHz);
    }

    public ScanReport Scan(
        IBusProvider? buses = null, IReadOnlyList<SensorKind>? kinds = null, IReadOnlyDictionary<string, SensorInUse>? agent = null,
        bool selfTest = false, Action<ScanProgress>? progress = null) =>
        new BusScan(buses ?? Buses, Time, kinds).Run(
            new ScanRequest { Sensors = Sensors, Agent = agent, SelfTest = selfTest, Progress = progress }, CancellationToken.None);

    public static PlaceFinding Of(ScanReport report, BusLocation place) => Assert.Single(report.Places, finding => finding.Location == place);
}
