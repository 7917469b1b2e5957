using System.Text.Json;
using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.EdgeAgent.Twin;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Discovery;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Everything that measures, judges, keeps and syncs for one configuration. Outputs start first and inputs last; they stop in the opposite order,
/// so that nothing that was measured is left without a place to go.
/// </summary>
internal sealed class Station : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopSampling = new();
    private readonly List<OwnedThread> _sampling = [];
    private readonly OwnedThread _processing;
    private readonly SignalPath _path;
    private readonly SampleQueue _queue;

    public Station(StationConfiguration configuration, string stateDirectory, StationServices services)
    {
        Configuration = configuration;
        Table = ChannelTable.Build(configuration);
        var definitions = FeatureCatalog.Build(Table, configuration.Features);
        Geometry = StationGeometry.Of(configuration);

        Store = TwinStore.Open(stateDirectory, configuration.Store, configuration.Gateway.Id, services.Time);
        var (clock, simulation) = CreateClock(configuration, services.Time);
        Simulation = simulation;
        Clock = new StationClock(clock.Time, simulation is null ? KernelClock.Read : () => new ClockQuality(ClockSource.Gnss, 0));
        Models = new ModelService(new ModelServiceParts
        {
            Model = configuration.Model,
            Windows = configuration.Windows,
            Definitions = definitions,
            StateDirectory = stateDirectory,
            SoftwareVersion = StationIdentity.SoftwareVersion,
            Clock = clock.Time,
            Logger = services.Loggers.CreateLogger("EdgeTwin.Models"),
            IsStructuralAlarmOpen = HasActiveStructuralAlarm,
            Audit = (action, details) => Store.AppendAudit(action, "station", details),
        });
        Alarms = new AlarmBook(new AlarmBookOptions
        {
            Rules = configuration.Rules,
            ModelPersistenceWindows = configuration.Model.PersistenceWindows,
            MinimumCompleteness = configuration.Windows.MinimumCompleteness,
            LastAlarmNumber = Store.Reader.LastAlarmNumber(),
            OpenAlarms = Store.Reader.OpenAlarms(),
            SavedState = Store.Reader.LoadState(StationJudge.AlarmStateSection) is { } kept ? kept.Json : default,
        });
        Twin = new TwinState(new TwinStateOptions
        {
            Configuration = configuration,
            Definitions = definitions,
            Store = Store,
            Alarms = Alarms,
            ValidateRules = rules => RuleErrors(configuration with { Rules = rules }),
            UtcNowNs = () => Clock.UtcNs,
            Time = services.Time,
        });
        StoreAlarms = new StoreAlarms(Store, Alarms, KeepAlarm, () => Clock.UtcNs);
        Judge = new StationJudge(Alarms, Models, Twin, Store);
        Sync = StationSync.Create(configuration, Store, Twin, services);
        Control = new StationControl(simulation, Acknowledge, Audit);

        Live = new LiveReadings(Table.Channels.Count);
        Waveforms = new WaveformTap([.. Table.Channels.Select(channel => new WaveformChannel(
            channel.Id, channel.SampleRateHz, channel.Calibration.Factor, channel.Calibration.Offset))]);
        var buses = simulation?.Buses ?? (IBusProvider)HardwareBuses(configuration);
        Slots = CreateSlots(configuration, buses, clock.Time);
        var meters = new SensorMeters(configuration, Table);
        Discovery = new StationDiscovery(configuration, Slots, meters, buses, clock.Time);
        _queue = new SampleQueue(simulation is { Clock.Speed: not 1 }, block => Slots[block.SensorIndex].CountDropped(block));
        _path = new SignalPath(
            new SignalPathParts
            {
                Table = Table,
                Definitions = definitions,
                Windows = configuration.Windows,
                Features = configuration.Features,
                Live = Live,
                Waveforms = Waveforms,
                Meters = meters,
                Heartbeat = services.Watchdog,
                SensorMessage = sensor => Slots[sensor].State.Message,
                SkipPartialFirstWindow = true,
            },
            Judge);
        _processing = new OwnedThread("signal path", () => _path.Run(_queue.Reader));
        var logger = services.Loggers.CreateLogger("EdgeTwin.Acquisition");
        foreach (var (name, slots) in SlotsByBus(configuration))
            _sampling.Add(new OwnedThread(name, () => new SamplingLoop(slots, clock, Clock, _queue, logger, () => Waveforms.IsAnyWatched).Run(_stopSampling.Token)));
    }

    public StationConfiguration Configuration { get; }

    public ChannelTable Table { get; }

    public IReadOnlyList<SpanGeometry> Geometry { get; }

    public TwinStore Store { get; }

    public IOutbox Outbox => Store.Outbox;

    public StationClock Clock { get; }

    public SimulatedStation? Simulation { get; }

    public ModelService Models { get; }

    public AlarmBook Alarms { get; }

    public TwinState Twin { get; }

    public StoreAlarms StoreAlarms { get; }

    public StationJudge Judge { get; }

    public SyncService Sync { get; }

    public StationControl Control { get; }

    public LiveReadings Live { get; }

    public WaveformTap Waveforms { get; }

    public IReadOnlyList<SensorSlot> Slots { get; }

    public StationDiscovery Discovery { get; }

    /// <summary>What is wrong with the station file that was offered last; empty when it is in force.</summary>
    public string ConfigurationProblem { get; set; } = "";

    /// <summary>Why there is no control socket; empty when there is one.</summary>
    public string ControlProblem { get; init; } = "";

    public SignalPathAccount PathAccount => _path.Account;

    /// <summary>Fails when a loop ends that nobody asked to end.</summary>
    public Task Broken { get; private set; } = Task.CompletedTask;

    public async Task StartAsync()
    {
        await Sync.StartAsync();
        _processing.Start();
        foreach (var loop in _sampling)
            loop.Start();
        Broken = Task.WhenAny([_processing.Ended, .. _sampling.Select(loop => loop.Ended)]).Unwrap();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopSampling.CancelAsync();
        await Task.WhenAll(_sampling.Select(loop => loop.Ended));
        _queue.Complete();
        await _processing.Ended;
        Store.Commit();
        await Sync.StopAsync(graceful: true).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in Slots)
            slot.Dispose();
        await Sync.DisposeAsync();
        Twin.Dispose();
        Models.Dispose();
        Store.Dispose();
        _stopSampling.Dispose();
    }

    // Simulated time must not run back over windows that an earlier run already kept.
    private (ISamplingClock Clock, SimulatedStation? Simulation) CreateClock(StationConfiguration configuration, TimeProvider time)
    {
        if (configuration.Simulation is not { } simulation)
            return (new RealSamplingClock(time), null);
        var last = Store.Reader.LastWindowEndUtcNs();
        var start = DateTimeOffset.UnixEpoch.AddTicks(Math.Max((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks, last / 100));
        var clock = new SimulatedClock(time, start, simulation.Speed);
        return (clock, new SimulatedStation(configuration, Table, clock));
    }

    private static LinuxBuses HardwareBuses(StationConfiguration configuration) =>
        new(configuration.I2cRecovery.ToDictionary(recovery => recovery.Bus, recovery => new I2cRecoveryLines(recovery.Scl.ToPlace(), recovery.Sda.ToPlace())));

    private static List<SensorSlot> CreateSlots(StationConfiguration configuration, IBusProvider buses, TimeProvider time)
    {
        var slots = new List<SensorSlot>();
        var scan = new BusScan(buses, time);
        foreach (var sensor in configuration.Sensors)
        {
            var kind = SensorCatalog.Find(sensor.Kind) ?? throw new InvalidOperationException($"Unknown kind {sensor.Kind}.");
            slots.Add(new SensorSlot(
                slots.Count, () => kind.CreateDriver(sensor.ToSettings(), buses, time), kind.Describe(sensor.ToSettings()),
                () => scan.DescribeOther(sensor.Bus, sensor.Kind)));
        }

        return slots;
    }

    // The simulated clock jumps when its one loop waits, so a simulated station samples on one thread.
    private IEnumerable<(string Name, IReadOnlyList<SensorSlot> Slots)> SlotsByBus(StationConfiguration configuration) =>
        Simulation is not null
            ? [("sample all", Slots)]
            : Slots.GroupBy(slot => (configuration.Sensors[slot.SensorIndex].Bus.Type, configuration.Sensors[slot.SensorIndex].Bus.Bus))
                .Select(bus => ($"sample {bus.Key.Type} {bus.Key.Bus}".ToLowerInvariant(), (IReadOnlyList<SensorSlot>)[.. bus]));

    private void KeepAlarm(AlarmChange change)
    {
        Twin.ReportAlarms();
        Store.AppendAlarmChange(change);
    }

    private ControlResult Acknowledge(string id, string who) => Twin.AcknowledgeAlarm(id, who) is null
        ? ControlResult.NotFound($"There is no alarm {id} that waits for an acknowledgement.")
        : ControlResult.Done($"Alarm {id} is acknowledged.");

    // Rules from upstream pass the same checks as rules in the station file.
    private static IReadOnlyList<string> RuleErrors(StationConfiguration candidate)
    {
        var loaded = StationFile.Parse(StationFile.Write(candidate), "rules");
        return [.. loaded.Errors.Select(error => $"{error.Path}: {error.Message}")];
    }

    private bool HasActiveStructuralAlarm() => Alarms.Open.Any(alarm =>
        alarm.Class == AlarmClass.Structural && alarm.State is AlarmState.UnacknowledgedActive or AlarmState.AcknowledgedActive);

    private void Audit(string action, object details) => Store.AppendAudit(action, "local", JsonSerializer.SerializeToElement(details));
}
