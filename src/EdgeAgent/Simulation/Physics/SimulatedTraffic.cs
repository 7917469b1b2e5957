namespace EdgeTwin.EdgeAgent.Simulation.Physics;

/// <summary>Vehicles that enter the span as a Poisson stream and the loads of their axles at each step. Owned by the thread that steps the span.</summary>
internal sealed class SimulatedTraffic
{
    /// <summary>Axles on the span at one time; a vehicle that would exceed it does not enter.</summary>
    public const int MostAxlesOnSpan = 64;

    private readonly SeededRandom _random;
    private readonly SimulatedWeather _weather;
    private readonly double _spanM;
    private readonly double _highestRatePerSecond;
    private readonly double _stepSeconds;
    private readonly MovingAxle[] _axles = new MovingAxle[MostAxlesOnSpan];
    private readonly AxleLoad[] _loads = new AxleLoad[MostAxlesOnSpan];
    private int _axleCount;
    private int _loadCount;
    private double _nextEntrySeconds = double.PositiveInfinity;

    public SimulatedTraffic(SeededRandom random, SimulatedWeather weather, double spanM, double vehiclesPerHour, double stepSeconds)
    {
        _random = random;
        _weather = weather;
        _spanM = spanM;
        _highestRatePerSecond = vehiclesPerHour / 3600 * SimulatedWeather.HighestTrafficFactor;
        _stepSeconds = stepSeconds;
    }

    /// <summary>Axle loads of the step that <see cref="Advance"/> was called for.</summary>
    public ReadOnlySpan<AxleLoad> Loads => _loads.AsSpan(0, _loadCount);

    /// <summary>Vehicles that have entered since the start.</summary>
    public long Entered { get; private set; }

    /// <summary>Empties the road and draws the first entry after a time.</summary>
    public void Restart(double seconds)
    {
        _axleCount = 0;
        _loadCount = 0;
        _nextEntrySeconds = seconds;
        DrawNextEntry();
    }

    /// <summary>Moves everything to a time. Cheap while the span is empty.</summary>
    public void Advance(double seconds)
    {
        _loadCount = 0;
        while (seconds >= _nextEntrySeconds)
        {
            Enter(SimulatedVehicle.Draw(_random, _nextEntrySeconds));
            DrawNextEntry();
        }

        for (var index = 0; index < _axleCount; index++)
        {
            ref var axle = ref _axles[index];
            var travelledM = ((seconds - axle.EntrySeconds) * axle.SpeedMps) - axle.OffsetM;
            if (travelledM < 0)
                continue;
            if (travelledM > _spanM)
            {
                axle = _axles[--_axleCount];
                index--;
                continue;
            }

            var forceN = axle.WeightN * (1 + axle.Bounce.Next(_random));
            _loads[_loadCount++] = new AxleLoad(axle.IsLeftward ? _spanM - travelledM : travelledM, forceN);
        }
    }

    /// <summary>Poisson stream of changing rate by thinning (P. A. W. Lewis, G. S. Shedler, Naval Res. Logistics Q. 26 (1979) 403-413).</summary>
    private void DrawNextEntry()
    {
        if (!(_highestRatePerSecond > 0))
        {
            _nextEntrySeconds = double.PositiveInfinity;
            return;
        }

        double share;
        do
        {
            _nextEntrySeconds += _random.NextExponential() / _highestRatePerSecond;
            share = _weather.TrafficFactor((long)(_nextEntrySeconds * 1e9)) / SimulatedWeather.HighestTrafficFactor;
        }
        while (_random.NextUniform() > share);
    }

    private void Enter(in SimulatedVehicle vehicle)
    {
        Entered++;
        var axles = vehicle.Class.AxleOffsetsM.Count;
        if (_axleCount + axles > MostAxlesOnSpan)
            return;
        for (var axle = 0; axle < axles; axle++)
        {
            _axles[_axleCount++] = new MovingAxle
            {
                EntrySeconds = vehicle.EntrySeconds,
                SpeedMps = vehicle.SpeedMps,
                OffsetM = vehicle.Class.AxleOffsetsM[axle],
                WeightN = vehicle.WeightN * vehicle.Class.AxleShares[axle],
                IsLeftward = vehicle.IsLeftward,
                Bounce = AxleBounce.Draw(_random, _stepSeconds),
            };
        }
    }

    private struct MovingAxle
    {
        public double EntrySeconds;
        public double SpeedMps;
        public double OffsetM;
        public double WeightN;
        public bool IsLeftward;
        public AxleBounce Bounce;
    }
}

/// <summary>One axle on the span.</summary>
internal readonly record struct AxleLoad(double PositionM, double ForceN);
