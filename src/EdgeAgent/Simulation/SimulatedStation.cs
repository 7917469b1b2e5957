using EdgeTwin.EdgeAgent.Configuration;
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
        // Only the one sampling thread pauses, so it is the one that may move the clock.
        var simulated = new SimulatedBuses(duration => clock.WaitUntil(clock.GetTimestamp() + (duration.Ticks * TimeSpan.NanosecondsPerTick), CancellationToken.None));
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
                    [.. _chips.Where(pair => pair.Value.Fault != SimulatedFault.None).Select(pair => new SensorFault(pair.Key, pair.Value.Fault))]);
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

    public bool SetFault(string sensorId, SimulatedFault fault)
    {
        if (!_chips.TryGetValue(sensorId, out var chip))
            return false;
        chip.Fault = fault;
        return true;
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
