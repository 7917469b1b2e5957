using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.EdgeAgent.Simulation.Physics;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Simulation;

/// <summary>
/// The simulated bridge with a register-accurate chip for every sensor of the station file. The chips sample the physics at their mounting
/// places; the drivers read the chips as on hardware. Damage and faults may be switched from any thread.
/// </summary>
internal sealed class SimulatedStation
{
    private readonly Dictionary<string, SimulatedSpan> _spanOfMember = [];
    private readonly List<SimulatedSpan> _spans = [];
    private readonly Dictionary<string, BeamConfiguration?> _beams = [];
    private readonly Dictionary<string, SimulatedChip> _chips = [];
    private readonly Dictionary<string, double> _damage = [];

    public SimulatedStation(StationConfiguration configuration, ChannelTable table, SimulatedClock clock)
    {
        var simulation = configuration.Simulation ?? throw new ArgumentException("The station file has no simulation.", nameof(configuration));
        Clock = clock;
        var simulated = new SimulatedBuses(clock.Pass);
        Buses = new MeteredBuses(simulated);
        foreach (var span in configuration.Structure.Spans)
            AddSpan(span, simulation);
        foreach (var (index, sensor) in configuration.Sensors.Index())
        {
            var kind = SensorCatalog.Find(sensor.Kind) ?? throw new InvalidOperationException($"Unknown kind {sensor.Kind}.");
            var signals = new List<SimulatedSignal>();
            foreach (var channel in table.OfSensor(index))
                signals.Add(SimulatedSensorSignals.Create(channel, _spanOfMember[channel.Member], _beams[channel.Span]));
            _chips[sensor.Id] = kind.CreateSimulated(sensor.ToSettings(), signals, simulated, clock, simulation.Seed + (1000 * (index + 1)));
        }

        foreach (var stranger in simulation.Strangers)
            Place(stranger, simulated, clock);
        foreach (var fault in simulation.Faults)
            SetFault(fault.Sensor, fault.Fault, fault.Amount);
    }

    public SimulatedClock Clock { get; }

    public MeteredBuses Buses { get; }

    public IReadOnlyCollection<string> Members => _spanOfMember.Keys;

    public IReadOnlyCollection<string> Sensors => _chips.Keys;

    public SimulationStatus Status
    {
        get
        {
            lock (_damage)
            {
                return new SimulationStatus(
                    [.. _damage.Select(pair => new MemberDamage(pair.Key, pair.Value))],
                    [.. _chips.Select(pair => new SensorFault(pair.Key, SimulatedFaults.Of(pair.Value))).Where(broken => broken.Fault != SimulatedFault.None)]);
            }
        }
    }

    /// <summary>The simulated chip of a sensor, for tests.</summary>
    public SimulatedChip Chip(string sensorId) => _chips[sensorId];

    public bool SetDamage(string member, double severity)
    {
        if (!_spanOfMember.TryGetValue(member, out var span))
            return false;
        lock (_damage)
        {
            span.SetDamage(member, severity);
            _damage[member] = severity;
        }

        return true;
    }

    public void ClearDamage()
    {
        lock (_damage)
        {
            foreach (var span in _spans)
                span.ClearDamage();
            _damage.Clear();
        }
    }

    /// <summary>Breaks a chip; an amount that is not given is a usual one. <see cref="SimulatedFault.None"/> repairs it.</summary>
    public bool SetFault(string sensorId, SimulatedFault fault, double? amount = null)
    {
        if (!_chips.TryGetValue(sensorId, out var chip))
            return false;
        SimulatedFaults.Put(chip, fault, amount, Clock.GetTimestamp());
        return true;
    }

    private static void Place(StrangerConfiguration stranger, SimulatedBuses simulated, SimulatedClock clock)
    {
        if (SensorCatalog.Find(stranger.Kind) is not { } kind)
        {
            simulated.PlaceStranger(stranger.Bus, clock);
            return;
        }

        var settings = SensorSuggestion.SettingsFor(kind, stranger.Bus, []);
        SimulatedSignal still = _ => 0;
        var signals = kind.Describe(settings).Channels.Select(_ => still).ToList();
        kind.CreateSimulated(settings, signals, simulated, clock, stranger.Bus.Address);
    }

    private void AddSpan(SpanConfiguration span, SimulationConfiguration simulation)
    {
        var physics = new SimulatedSpan(span, simulation);
        _beams[span.Id] = span.Beam;
        _spans.Add(physics);
        foreach (var member in span.Members)
            _spanOfMember[member.Id] = physics;
    }
}
