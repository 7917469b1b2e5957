using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>
/// One span of the simulated bridge: what a sensor at any point of it would truly feel at any time.
///
/// Vertical motion is the sum of the first six bending modes of the span's finite-element beam, driven by passing vehicles and by wind and ground noise, stepped on a grid of 1 ms
/// (<see cref="ModalIntegrator"/>). Strain under a moving load converges slowly in modes, so the part that follows the load is taken from the exact influence line and only
/// the rest from the modes: the mode acceleration method (R. R. Craig, A. J. Kurdila, Fundamentals of Structural Dynamics, section 11.4). A vehicle is a row of moving forces with
/// a bouncing share; its mass does not change the frequencies. The stiffness falls with temperature so that frequencies fall by 0.2 % per degree, what is reported for
/// concrete bridges under asphalt (B. Peeters, G. De Roeck, Earthquake Eng. Struct. Dyn. 30 (2001) 149-171, Z24 bridge above freezing).
///
/// Threads: any thread may query, register points and set damage. Stepping happens inside a query that asks for more than is there, under one lock; everything else is read
/// without it. Times may come in any order within the last half minute; older ones get the oldest value there is. After a pause longer than that the time between is not
/// stepped: the modes restart from their steady state and traffic builds up for some decay times first.
/// </summary>
internal sealed class SimulatedSpan
{
    /// <summary>What an accelerometer at rest shows on its upward axis.</summary>
    public const double StandardGravityMps2 = 9.80665;

    /// <summary>Most a member can be weakened.</summary>
    public const double GreatestSeverity = 0.9;

    /// <summary>Share of stiffness per degree: twice that of the frequencies.</summary>
    public const double StiffnessPerDegree = -0.004;

    /// <summary>Microstrain per degree that a temperature-compensated gauge still shows: the restrained part and what compensation misses.</summary>
    public const double ThermalStrainPerDegree = 1.5;

    private const long StepNs = 1_000_000;
    private const double StepSeconds = 1e-3;

    /// <summary>Steps made at once, so that the lock is taken rarely; also how far damage and temperature may lag.</summary>
    private const int StepsAhead = 32;

    /// <summary>Steps between two looks at temperature and wind.</summary>
    private const int TuneEvery = 1024;
    private const double WarmUpDecays = 5;
    private const double ShortestWarmUpSeconds = 3;
    private const double LongestWarmUpSeconds = 20;

    private readonly Lock _gate = new();
    private readonly SpanConfiguration _span;
    private readonly BeamConfiguration _beam;
    private readonly double _referenceTemperatureC;
    private readonly SeededRandom _random;
    private readonly SimulatedTraffic _traffic;
    private readonly ModalIntegrator _integrator = new(StepSeconds);
    private readonly MotionHistory _history = new();
    private readonly float[] _trafficForce = new float[SpanModes.SlotCount];
    private readonly Lock _damageGate = new();
    private Dictionary<string, double> _damage = [];
    private SpanModes? _pendingModes;
    private SpanModes _modes;
    private SpanPoint[] _points = [];
    private ThermalTrend _thermal = new(0, 0, 0);
    private double _stiffnessFactor = 1;
    private long _nextTune;

    /// <param name="span">The span; it must have a beam.</param>
    /// <param name="simulation">Seed, weather and traffic.</param>
    /// <exception cref="ArgumentException">The span has no beam.</exception>
    public SimulatedSpan(SpanConfiguration span, SimulationConfiguration simulation)
    {
        _span = span;
        _beam = span.Beam
            ?? throw new ArgumentException($"The span '{span.Id}' has no beam; a simulated span needs mass, stiffness and damping.", nameof(span));
        var seed = SeedOf(simulation.Seed, span.Id);
        Weather = new SimulatedWeather(simulation, simulation.Seed);
        _random = new SeededRandom(seed);
        _referenceTemperatureC = simulation.MeanTemperatureC;
        _traffic = new SimulatedTraffic(_random, Weather, span.LengthM, simulation.VehiclesPerHour, StepSeconds);
        _modes = new SpanModes(span, _beam, _damage);
    }

    /// <summary>Temperatures, humidity, moisture and supply voltage.</summary>
    public SimulatedWeather Weather { get; }

    /// <summary>Severity by member.</summary>
    public IReadOnlyDictionary<string, double> Damage => Volatile.Read(ref _damage);

    /// <summary>Vehicles that entered since the start.</summary>
    public long VehiclesEntered => _traffic.Entered;

    /// <summary>Temperature of the structure.</summary>
    public double TemperatureC(long monotonicNs) => Weather.StructureTemperatureC(monotonicNs);

    /// <summary>True frequency in Hz of a vertical mode (0 is the first) at a time, for the damage set last.</summary>
    public double FrequencyHz(int mode, long monotonicNs)
    {
        var modes = Volatile.Read(ref _pendingModes) ?? Volatile.Read(ref _modes);
        return modes.AngularFrequencies[mode] / (2 * Math.PI) * Math.Sqrt(StiffnessFactor(monotonicNs));
    }

    /// <summary>Makes a place of the span known; queries by the returned index are the fast ones. The same place gets the same index.</summary>
    /// <param name="positionM">Metres from the left support, within the span.</param>
    public int RegisterPoint(double positionM)
    {
        if (!(positionM >= 0 && positionM <= _span.LengthM))
            throw new ArgumentOutOfRangeException(nameof(positionM), positionM, $"The span '{_span.Id}' reaches from 0 m to {_span.LengthM} m.");
        lock (_gate)
        {
            var known = Array.FindIndex(_points, point => point.PositionM == positionM);
            if (known >= 0)
                return known;
            Volatile.Write(ref _points, [.. _points, new SpanPoint(positionM, _modes.At(positionM))]);
            return _points.Length - 1;
        }
    }

    /// <summary>Upward acceleration in m/s2, gravity included.</summary>
    public double VerticalAcceleration(int point, long monotonicNs)
    {
        var (step, share) = Locate(monotonicNs);
        return StandardGravityMps2 - _history.VerticalAcceleration(step, share, Volatile.Read(ref _points)[point].Modes.Acceleration);
    }

    /// <summary>Sideways acceleration in m/s2.</summary>
    public double TransverseAcceleration(int point, long monotonicNs)
    {
        var (step, share) = Locate(monotonicNs);
        return _history.SidewaysAcceleration(step, share, Volatile.Read(ref _points)[point].Modes.Acceleration, SpanModes.TransverseSlot);
    }

    /// <summary>Acceleration along the span in m/s2.</summary>
    public double LongitudinalAcceleration(int point, long monotonicNs)
    {
        var (step, share) = Locate(monotonicNs);
        return _history.SidewaysAcceleration(step, share, Volatile.Read(ref _points)[point].Modes.Acceleration, SpanModes.LongitudinalSlot);
    }

    /// <summary>Strain in microstrain at a gauge below the neutral axis: traffic, vibration and temperature; tension is positive.</summary>
    public double StrainMicro(int point, long monotonicNs, double neutralAxisToGaugeM)
    {
        var (step, share) = Locate(monotonicNs);
        var place = Volatile.Read(ref _points)[point];
        var curvature = _history.DynamicCurvature(step, share, place.Modes.Curvature) + place.StaticCurvature(step, share);
        return (curvature * neutralAxisToGaugeM * 1e6) + Volatile.Read(ref _thermal).At(monotonicNs);
    }

    /// <summary>As <see cref="VerticalAcceleration"/>, for a place that is registered when first asked for.</summary>
    public double Acceleration(long monotonicNs, double positionM) => VerticalAcceleration(RegisterPoint(positionM), monotonicNs);

    /// <summary>As the query by index, for a place that is registered when first asked for.</summary>
    public double StrainMicro(long monotonicNs, double positionM, double neutralAxisToGaugeM) =>
        StrainMicro(RegisterPoint(positionM), monotonicNs, neutralAxisToGaugeM);

    /// <summary>Takes bending stiffness from a member; in force within a few steps. Setting a member again replaces its severity.</summary>
    /// <param name="member">Identifier of a member of this span.</param>
    /// <param name="severity">Share of the stiffness that is lost, 0 to <see cref="GreatestSeverity"/>.</param>
    public void SetDamage(string member, double severity)
    {
        if (_span.Members.All(known => known.Id != member))
            throw new ArgumentException($"The span '{_span.Id}' has no member '{member}'; it has {string.Join(", ", _span.Members.Select(known => known.Id))}.", nameof(member));
        if (!(severity >= 0 && severity <= GreatestSeverity))
            throw new ArgumentOutOfRangeException(nameof(severity), severity, $"A severity lies between 0 and {GreatestSeverity}.");
        lock (_damageGate)
        {
            var damage = new Dictionary<string, double>(_damage) { [member] = severity };
            if (severity == 0)
                damage.Remove(member);
            Apply(damage);
        }
    }

    /// <summary>Makes every member whole again.</summary>
    public void ClearDamage()
    {
        lock (_damageGate)
            Apply([]);
    }

    private void Apply(Dictionary<string, double> damage)
    {
        // The eigenproblem is solved here, on the caller's thread; stepping only swaps tables.
        Volatile.Write(ref _pendingModes, new SpanModes(_span, _beam, damage));
        Volatile.Write(ref _damage, damage);
    }

    private (long Step, float Share) Locate(long monotonicNs)
    {
        var step = monotonicNs / StepNs;
        var share = (float)((monotonicNs - (step * StepNs)) * (1.0 / StepNs));
        var last = _history.Last;
        if (step >= last)
        {
            StepTo(step + 1);
            last = _history.Last;
        }

        var oldest = _history.Oldest(last);
        return step >= oldest ? (step, share) : (oldest, 0);
    }

    private void StepTo(long step)
    {
        lock (_gate)
        {
            var last = _history.Last;
            if (step <= last)
                return;
            if (last < 0 || step - last > MotionHistory.Steps)
                last = Restart(step);
            var end = step + StepsAhead;
            for (var next = last + 1; next <= end; next++)
                MakeStep(next);
        }
    }

    /// <summary>Leaves out the time since the last step; returns the step before the first one to make.</summary>
    private long Restart(long step)
    {
        var decaySeconds = 1 / (_modes.DampingRatio * _modes.AngularFrequencies[0]);
        var warmUpSeconds = Math.Clamp(WarmUpDecays * decaySeconds, ShortestWarmUpSeconds, LongestWarmUpSeconds);
        var first = step - (long)(warmUpSeconds / StepSeconds);
        Tune(first);
        _integrator.Restart(_random);
        _traffic.Restart(first * StepSeconds);
        _history.Restart(first);
        return first - 1;
    }

    private void MakeStep(long step)
    {
        if (step >= _nextTune || _pendingModes is not null)
            Tune(step);
        _traffic.Advance(step * StepSeconds);
        var loads = _traffic.Loads;
        _trafficForce.AsSpan().Clear();
        foreach (ref readonly var load in loads)
            _modes.AddLoad(load, _trafficForce);
        _integrator.Step(_trafficForce, _random, _history.Accelerations(step), _history.Dynamics(step));
        foreach (var point in _points)
            point.Write(step, loads, _stiffnessFactor);
        _history.Publish(step);
    }

    private void Tune(long step)
    {
        if (Interlocked.Exchange(ref _pendingModes, null) is { } modes)
        {
            modes.Project(_modes, _integrator.Displacements);
            modes.Project(_modes, _integrator.Velocities);
            Volatile.Write(ref _modes, modes);
            foreach (var point in _points)
                point.Modes = modes.At(point.PositionM);
        }

        var ns = step * StepNs;
        _stiffnessFactor = StiffnessFactor(ns);
        _integrator.Tune(_modes, _stiffnessFactor, Weather.AmbientFactor(ns));
        _nextTune = step + TuneEvery;
        var strain = ThermalStrain(ns);
        Volatile.Write(ref _thermal, new ThermalTrend(ns, strain, (ThermalStrain(_nextTune * StepNs) - strain) / (TuneEvery * StepNs)));
    }

    private double ThermalStrain(long ns) => ThermalStrainPerDegree * (Weather.StructureTemperatureC(ns) - _referenceTemperatureC);

    private double StiffnessFactor(long ns) =>
        Math.Max(0.2, 1 + (StiffnessPerDegree * (Weather.StructureTemperatureC(ns) - _referenceTemperatureC)));

    /// <summary>FNV-1a over the span's name, so that the spans of one bridge differ and stay the same from run to run.</summary>
    private static long SeedOf(int seed, string span)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var letter in span)
            hash = (hash ^ letter) * 0x100000001B3;
        return (long)hash ^ ((long)seed << 17);
    }

    /// <summary>Thermal strain in microstrain as a straight line over about a second.</summary>
    private sealed record ThermalTrend(long SinceNs, double Micro, double MicroPerNs)
    {
        public double At(long ns) => Micro + (MicroPerNs * (ns - SinceNs));
    }
}
