using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Discovery;

/// <summary>
/// Starts the driver of a configured sensor, as the agent would, and puts the chip to rest again: the only proof for a chip without an
/// identity, and the driver's own words when it fails. On GPIO lines a sample has to come as well, since only that moves the data line.
/// </summary>
internal sealed class DriverTrial(IBusProvider buses, TimeProvider time)
{
    private const long SampleNsMax = 3_000_000_000;
    private const int AsksMax = 10_000;
    private const int BlockSamplesMin = 64;

    /// <summary>Why the sensor does not start; <see langword="null"/> when it does.</summary>
    public SensorException? Run(SensorKind kind, SensorSettings settings)
    {
        using var driver = kind.CreateDriver(settings, buses, time);
        try
        {
            driver.Start();
            var failure = settings.Location.Type == BusType.Gpio ? WaitForSample(driver, settings.Location) : null;
            driver.Stop();
            return failure;
        }
        catch (SensorException failure)
        {
            return failure; // Not stopped: that would write to a chip that may be another one.
        }
    }

    private SensorException? WaitForSample(ISensorDriver driver, BusLocation location)
    {
        var poll = driver.Description.PollInterval;
        var samples = Math.Max(BlockSamplesMin, (int)Math.Ceiling(driver.Description.SampleRateHz * SampleNsMax / 1e9));
        var pool = new SampleBlockPool(driver.Description.Channels.Count, samples, 1);
        var startNs = time.NowNs();
        for (var ask = 0; ask < AsksMax && time.NowNs() - startNs < SampleNsMax; ask++)
        {
            if (!pool.TryRent(out var block))
                break;
            using (block)
            {
                if (driver.Read(block) == ReadOutcome.Ok)
                    return null;
            }

            buses.Pause(poll);
        }

        return new SensorException(
            "wait for a sample", $"{driver.Description.Kind} on {location}", "the data line does not move",
            "Check the chip's supply, then the data and clock wires against the lines in the station file", isTransient: true);
    }
}
