using EdgeTwin.SensorDrivers.Buses;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>
/// Finds the chips on the station's buses and holds them against the station file. It looks by reading only, and not at all at chips that
/// a running agent reads or a driver of the kernel owns; the kernel keeps its transfers apart from those of others on the same bus.
/// Only where no agent runs and a configured chip does not prove itself is the chip's driver started, as the agent would start it.
/// One scan at a time.
/// </summary>
/// <param name="buses">The buses.</param>
/// <param name="time">Clock of the drivers.</param>
/// <param name="kinds">The chips to look for; default: the catalog.</param>
public sealed class BusScan(IBusProvider buses, TimeProvider time, IReadOnlyList<SensorKind>? kinds = null)
{
    // A bus that hangs costs a time-out per address; one may be a chip's own.
    private const int FailuresMax = 3;

    private readonly IReadOnlyList<SensorKind> _kinds = kinds ?? SensorCatalog.Kinds;

    /// <summary>Scans every bus. Takes some seconds at most; a bus that hangs is given up after a few places.</summary>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public ScanReport Run(ScanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sensors = request.Sensors.ToDictionary(sensor => sensor.Location);
        var places = KernelPlaces.All(buses.Files, sensors.Keys).Union(sensors.Keys).ToList();
        var looks = Look(places, sensors, request, out var failures, cancellationToken);
        var judge = new PlaceJudge(_kinds, new DriverTrial(buses, time), request.Agent);
        var findings = new List<PlaceFinding>();
        foreach (var (location, look) in looks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (judge.Judge(location, look, sensors.GetValueOrDefault(location)) is { } finding)
                findings.Add(finding);
        }

        findings = MovedChips.Join(findings);
        if (request is { SelfTest: true, Agent: null })
            findings = [.. findings.Select(finding => WithSelfTest(finding, sensors, cancellationToken))];
        return new ScanReport([.. places.GroupBy(BusName).Select(bus => Describe(bus, looks, failures))], findings);
    }

    /// <summary>
    /// Says which other chip than the expected one proves itself at a place, by reading only: "at i2c-1 address 0x48 there is now a tmp117,
    /// not an ads1115"; empty when none does.
    /// </summary>
    public string DescribeOther(BusLocation location, string expectedKind)
    {
        var found = new PlaceProbe(buses, _kinds).Identify(location, expectedKind);
        return found is [{ Match: IdentityMatch.Yes }, ..] && found.All(kind => kind.Name != expectedKind)
            ? $"At {location} there is now {KindWords.Either(found)}, not {KindWords.One(expectedKind)}"
            : "";
    }

    private List<(BusLocation Location, PlaceLook Look)> Look(
        List<BusLocation> places, Dictionary<BusLocation, SensorSettings> sensors, ScanRequest request,
        out Dictionary<string, List<SensorException>> failures, CancellationToken cancellationToken)
    {
        var probe = new PlaceProbe(buses, _kinds);
        var looks = new List<(BusLocation, PlaceLook)>();
        failures = [];
        foreach (var (done, location) in places.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sensor = sensors.GetValueOrDefault(location);
            request.Progress?.Invoke(new ScanProgress(done, places.Count, location));
            if (!failures.TryGetValue(BusName(location), out var failed))
                failures[BusName(location)] = failed = [];
            var look = location.Type == BusType.Gpio || failed.Count >= FailuresMax || IsRead(sensor, request)
                ? PlaceLook.Nothing
                : probe.Look(location, sensor?.Kind ?? "");
            if (look.Failure is { } failure)
                failed.Add(failure);
            else if (look.Answers)
                failed.Clear();
            looks.Add((location, look));
        }

        return looks;
    }

    private PlaceFinding WithSelfTest(
        PlaceFinding finding, Dictionary<BusLocation, SensorSettings> sensors, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (finding.Verdict != PlaceVerdict.Known || !sensors.TryGetValue(finding.Location, out var sensor))
            return finding;
        var kind = _kinds.First(kind => kind.Name == sensor.Kind);
        return SelfTests.Run(finding, kind, sensor, buses, time);
    }

    private static BusFinding Describe(
        IGrouping<string, BusLocation> bus, List<(BusLocation Location, PlaceLook Look)> looks, Dictionary<string, List<SensorException>> failures)
    {
        if (failures.GetValueOrDefault(bus.Key) is { Count: >= FailuresMax } failed)
            return new BusFinding(bus.Key, bus.Count(), $"given up after {failed.Count} places: {failed[0].Reason}. {failed[0].Advice}");
        var silent = looks.Count(look => look.Location.Type == BusType.Spi && BusName(look.Location) == bus.Key && !look.Look.Answers);
        return new BusFinding(bus.Key, bus.Count(), silent == 0 ? "" : "a chip on SPI that this program does not know cannot be found");
    }

    private static bool IsRead(SensorSettings? sensor, ScanRequest request) =>
        sensor is not null && request.Agent?.GetValueOrDefault(sensor.SensorId).IsRunning == true;

    private static string BusName(BusLocation location) => location.Type switch
    {
        BusType.I2c => $"i2c-{location.Bus}",
        BusType.Spi => $"spidev{location.Bus}",
        BusType.Gpio => $"gpiochip{location.Bus}",
        BusType.OneWire => $"1-Wire bus {location.Bus}",
        _ => "IIO",
    };
}
