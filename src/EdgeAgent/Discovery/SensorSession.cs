using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Discovery;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>The sensors of a station file read by a command, while no agent runs: real chips, or those of the simulation. One thread.</summary>
internal sealed class SensorSession : IDisposable
{
    /// <summary>Who measured and scanned.</summary>
    public const string Source = "command";

    /// <summary>As fast as the machine goes.</summary>
    public const double Unpaced = 1e6;

    private readonly StationConfiguration _configuration;
    private readonly IBusProvider _buses;
    private readonly ISamplingClock _clock;
    private readonly SensorMeters _meters;
    private readonly List<SensorSlot> _slots = [];

    /// <param name="configuration">A valid station file.</param>
    /// <param name="time">Real time.</param>
    /// <param name="speed">Simulated seconds per real second, where the station is simulated.</param>
    public SensorSession(StationConfiguration configuration, TimeProvider time, double speed = Unpaced)
    {
        _configuration = configuration;
        var table = ChannelTable.Build(configuration);
        _meters = new SensorMeters(configuration, table);
        if (configuration.Simulation is null)
        {
            (_clock, _buses) = (new RealSamplingClock(time), new LinuxBuses());
        }
        else
        {
            var clock = new SimulatedClock(time, time.GetUtcNow(), speed);
            (_clock, _buses) = (clock, new SimulatedStation(configuration, table, clock).Buses);
        }

        foreach (var sensor in configuration.Sensors)
        {
            var (kind, settings) = (SensorCatalog.Find(sensor.Kind)!, sensor.ToSettings());
            _slots.Add(new SensorSlot(_slots.Count, () => kind.CreateDriver(settings, _buses, _clock.Time), kind.Describe(settings)));
        }
    }

    /// <summary>Scans the buses.</summary>
    public ScanAnswer Scan(bool selfTest, Action<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            Sensors = [.. _configuration.Sensors.Select(sensor => sensor.ToSettings())],
            SelfTest = selfTest,
            Progress = progress,
        };
        return ScanAnswer.Of(Source, new BusScan(_buses, _clock.Time).Run(request, cancellationToken), _configuration);
    }

    /// <summary>Reads every sensor for some time; a sensor that fails is tried again.</summary>
    public void Measure(TimeSpan duration, CancellationToken cancellationToken)
    {
        var endNs = _clock.Time.GetTimestamp() + (long)duration.TotalNanoseconds;
        while (!cancellationToken.IsCancellationRequested)
        {
            var dueNs = _slots.Count == 0 ? endNs : _slots.Min(slot => slot.DueNs);
            _clock.WaitUntil(Math.Min(dueNs, endNs), cancellationToken);
            var nowNs = _clock.Time.GetTimestamp();
            if (nowNs >= endNs)
                return;
            foreach (var slot in _slots.Where(slot => slot.DueNs <= nowNs))
                Read(slot, nowNs);
        }
    }

    /// <summary>Every sensor over the last seconds.</summary>
    public SensorsReport Report(double seconds) => _meters.Report(Source, _slots, seconds);

    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.Stop();
            slot.Dispose();
        }
    }

    private void Read(SensorSlot slot, long nowNs)
    {
        slot.DueNs = nowNs + slot.PollNs;
        if (!slot.EnsureStarted(nowNs, beside: false, out _) || !slot.Pool.TryRent(out var block))
            return;
        using (block)
        {
            block.SensorIndex = slot.SensorIndex;
            if (slot.TryRead(block, nowNs, out _))
                _meters.Take(block);
        }
    }
}
