using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Discovery;

namespace EdgeTwin.EdgeAgent.Discovery;

/// <summary>
/// Sensors and buses of the running station. A scan runs on a thread of its own beside the sampling threads and never looks at a chip that a
/// driver reads; at the others it only reads. Transfers of different threads are kept apart by the kernel, or by the simulated buses.
/// </summary>
internal sealed class StationDiscovery(
    StationConfiguration configuration, IReadOnlyList<SensorSlot> slots, SensorMeters meters, IBusProvider buses, TimeProvider time) : ISensorService
{
    /// <summary>Who measured and scanned.</summary>
    public const string Source = "agent";

    private int _scanning;

    public SensorsReport Sensors(double seconds) => meters.Report(Source, slots, Math.Clamp(seconds, 1, SensorMeter.SecondsMax));

    public async Task<(ScanAnswer? Answer, string Refusal)> ScanAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _scanning, 1) != 0)
            return (null, "A scan is under way. Ask again when it is done, in a few seconds.");
        try
        {
            var request = new ScanRequest
            {
                Sensors = [.. configuration.Sensors.Select(sensor => sensor.ToSettings())],
                Agent = slots.ToDictionary(
                    slot => slot.Description.SensorId, slot => new SensorInUse(slot.State.Running, slot.Failure)),
            };
            var report = await Task.Run(() => new BusScan(buses, time).Run(request, cancellationToken), cancellationToken);
            return (ScanAnswer.Of(Source, report, configuration), "");
        }
        finally
        {
            Volatile.Write(ref _scanning, 0);
        }
    }
}
