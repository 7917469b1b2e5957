using System.Text.Json;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tests;

/// <summary>One simulated chip, its real driver, and a clock that the test moves.</summary>
internal sealed class StationUnderTest : IDisposable
{
    private readonly SampleBlockPool _pool;

    public StationUnderTest(
        string kind, double sampleRateHz, BusLocation location, string options = "{}", Func<int, SimulatedSignal>? signals = null, int capacity = 64)
    {
        Buses = new SimulatedBuses(Time.Advance);
        Kind = SensorCatalog.Find(kind)!;
        Settings = new SensorSettings("s-1", kind, location, sampleRateHz, JsonDocument.Parse(options).RootElement);
        Assert.Empty(Kind.Validate(Settings));
        Description = Kind.Describe(Settings);
        var channels = Enumerable.Range(0, Description.Channels.Count);
        Chip = Kind.CreateSimulated(Settings, [.. channels.Select(signals ?? (_ => _ => 0))], Buses, Time, seed: 7);
        Driver = Kind.CreateDriver(Settings, Buses, Time);
        _pool = new SampleBlockPool(Description.Channels.Count, capacity, 2);
    }

    public ManualTimeProvider Time { get; } = new();

    public SimulatedBuses Buses { get; }

    public SensorKind Kind { get; }

    public SensorSettings Settings { get; }

    public SensorDescription Description { get; }

    public SimulatedChip Chip { get; }

    public ISensorDriver Driver { get; }

    /// <summary>Everything that was delivered, in the order of delivery.</summary>
    public Delivered Delivered { get; } = new();

    public ReadOutcome Read()
    {
        Assert.True(_pool.TryRent(out var block));
        using (block)
        {
            var outcome = Driver.Read(block);
            if (outcome == ReadOutcome.Ok)
                Delivered.Add(block);
            else
                Assert.Equal(0, block.SampleCount);
            return outcome;
        }
    }

    /// <summary>Reads at the poll interval for some time.</summary>
    public void Run(TimeSpan duration) => Run(duration, Description.PollInterval);

    public void Run(TimeSpan duration, TimeSpan pollInterval)
    {
        for (var elapsed = TimeSpan.Zero; elapsed < duration; elapsed += pollInterval)
        {
            Time.Advance(pollInterval);
            Read();
        }
    }

    public void Dispose() => Driver.Dispose();
}

/// <summary>What a driver delivered, and the checks that hold for every block of every driver.</summary>
internal sealed class Delivered
{
    private readonly List<List<float>> _samples = [];
    private double _lastNs = double.MinValue;

    public long NextSequence { get; private set; }

    public long Samples { get; private set; }

    public long Missing { get; private set; }

    public int Overruns { get; private set; }

    public double IntervalNs { get; private set; }

    public List<double> TimesNs { get; } = [];

    public List<ChannelStatus[]> Status { get; } = [];

    public IReadOnlyList<float> Channel(int channel) => _samples[channel];

    public void Add(SampleBlock block)
    {
        Assert.InRange(block.SampleCount, 1, block.Capacity);
        Assert.Equal(NextSequence + block.MissingBefore, block.FirstSequence);
        Assert.True(block.FirstSampleMonotonicNs >= _lastNs, $"Time went back by {_lastNs - block.FirstSampleMonotonicNs} ns.");
        NextSequence = block.FirstSequence + block.SampleCount;
        Samples += block.SampleCount;
        Missing += block.MissingBefore;
        Overruns += block.Overruns;
        IntervalNs = block.SampleIntervalNs;
        Status.Add(block.Status.ToArray());
        for (var i = 0; i < block.SampleCount; i++)
            TimesNs.Add(block.FirstSampleMonotonicNs + i * block.SampleIntervalNs);
        _lastNs = TimesNs[^1];
        for (var channel = 0; channel < block.ChannelCount; channel++)
        {
            if (_samples.Count <= channel)
                _samples.Add([]);
            _samples[channel].AddRange(block.Channel(channel));
        }
    }
}
