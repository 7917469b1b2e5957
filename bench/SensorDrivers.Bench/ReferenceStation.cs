using System.Text.Json;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Bench;

/// <summary>The sensors of the reference station on simulated buses, polled as the sampling loop polls them. The true signals cost nothing.</summary>
internal sealed class ReferenceStation : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly List<PolledSensor> _sensors = [];

    public ReferenceStation(bool withSlowSensors)
    {
        var buses = new SimulatedBuses();
        for (var i = 0; i < 5; i++)
            Add(buses, "adxl355", 1000, new BusLocation(BusType.Spi, 0, i));
        if (withSlowSensors)
        {
            for (var i = 0; i < 4; i++)
                Add(buses, "ads1220", 90, new BusLocation(BusType.Spi, 1, i));
            Add(buses, "sht4x", 0.1, new BusLocation(BusType.I2c, 1, 0x44));
            Add(buses, "sht4x", 0.1, new BusLocation(BusType.I2c, 1, 0x45));
            Add(buses, "ads1115", 0.1, new BusLocation(BusType.I2c, 1, 0x48));
            Add(buses, "tmp117", 0.1, new BusLocation(BusType.I2c, 1, 0x49));
            Add(buses, "tmp117", 0.1, new BusLocation(BusType.I2c, 1, 0x4A));
            Add(buses, "ina226", 0.1, new BusLocation(BusType.I2c, 1, 0x40));
        }

        Step = _sensors.Min(sensor => sensor.Driver.Description.PollInterval);
        foreach (var sensor in _sensors)
            sensor.Driver.Start();
    }

    /// <summary>Time between two calls of <see cref="Poll"/>.</summary>
    public TimeSpan Step { get; }

    public long AxisSamples { get; private set; }

    /// <summary>Moves the clock by one step and reads every sensor whose poll is due.</summary>
    public void Poll()
    {
        _time.Advance(Step);
        var nowNs = _time.GetTimestamp();
        foreach (var sensor in _sensors)
        {
            if (nowNs < sensor.NextPollNs)
                continue;
            sensor.NextPollNs = nowNs + sensor.PollNs;
            sensor.Pool.TryRent(out var block);
            using (block)
            {
                if (sensor.Driver.Read(block!) == ReadOutcome.Ok)
                    AxisSamples += block!.SampleCount * block.ChannelCount;
            }
        }
    }

    public void Dispose()
    {
        foreach (var sensor in _sensors)
            sensor.Driver.Dispose();
    }

    private void Add(SimulatedBuses buses, string kindName, double sampleRateHz, BusLocation location)
    {
        var kind = SensorCatalog.Find(kindName)!;
        var settings = new SensorSettings($"{kindName}-{location.Address}", kindName, location, sampleRateHz, default(JsonElement));
        var description = kind.Describe(settings);
        SimulatedSignal nothing = static _ => 0;
        kind.CreateSimulated(settings, [.. description.Channels.Select(_ => nothing)], buses, _time, location.Address);
        _sensors.Add(new PolledSensor(kind.CreateDriver(settings, buses, _time), new SampleBlockPool(description.Channels.Count, 64, 1)));
    }

    private sealed class PolledSensor(ISensorDriver driver, SampleBlockPool pool)
    {
        public ISensorDriver Driver { get; } = driver;

        public SampleBlockPool Pool { get; } = pool;

        public long PollNs { get; } = (long)driver.Description.PollInterval.TotalNanoseconds;

        public long NextPollNs { get; set; }
    }
}
