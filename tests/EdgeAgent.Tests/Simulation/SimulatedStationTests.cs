using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.SensorDrivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Simulation;

/// <summary>The simulated reference station through the real drivers and the real signal path, as fast as the machine goes.</summary>
public sealed class SimulatedStationTests
{
    private const int Windows = 6;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Run_ReferenceStation_AccountsForEverySampleAndFindsTheModes()
    {
        var frames = RunUntil(ExampleStations.Demo(), Windows, out var slots);

        Assert.All(slots, slot => Assert.Equal(0, slot.Account.Unaccounted));
        Assert.All(slots, slot => Assert.Equal(0, slot.Account.Missing));
        Assert.All(frames, frame => Assert.Empty(frame.Faults));
        Assert.All(frames, frame => Assert.All(frame.Completeness, share => Assert.InRange(share, 0.99f, 1f)));
        var mode = Assert.Single(frames[0].Definitions, definition => definition.Id == "span-1/mode-1-frequency");
        Assert.All(frames, frame => Assert.InRange(frame.Values[mode.Index], 3.2, 3.8));
        var gravity = Assert.Single(frames[0].Definitions, definition => definition.Id == "acc-3.z/mean");
        Assert.All(frames, frame => Assert.InRange(frame.Values[gravity.Index], 9.7, 9.9));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.Equal(pair.First.EndUtcNs, pair.Second.StartUtcNs));
    }

    private static List<FeatureFrame> RunUntil(byte[] stationFile, int windows, out IReadOnlyList<SensorSlot> slots)
    {
        var configuration = StationFile.Parse(stationFile, "station").Configuration!;
        var table = ChannelTable.Build(configuration);
        var clock = new SimulatedClock(TimeProvider.System, Start, speed: 1e6);
        var simulation = new SimulatedStation(configuration, table, clock);
        var built = configuration.Sensors.Select((sensor, index) =>
        {
            var kind = SensorCatalog.Find(sensor.Kind)!;
            return new SensorSlot(index, () => kind.CreateDriver(sensor.ToSettings(), simulation.Buses, clock), kind.Describe(sensor.ToSettings()));
        }).ToList();
        var queue = new SampleQueue(waitWhenFull: true, block => built[block.SensorIndex].CountDropped(block));
        using var enough = new CancellationTokenSource();
        var judge = new Collector(windows, enough);
        var path = new SignalPath(
            new SignalPathParts
            {
                Table = table,
                Definitions = FeatureCatalog.Build(table, configuration.Features),
                Windows = configuration.Windows,
                Features = configuration.Features,
                Live = new LiveReadings(table.Channels.Count),
                SensorMessage = sensor => built[sensor].State.Message,
                SkipPartialFirstWindow = true,
            },
            judge);
        var processing = Task.Run(() => path.Run(queue.Reader));
        new SamplingLoop(built, clock, new StationClock(clock, () => new ClockQuality(ClockSource.Gnss, 0)), queue, NullLogger.Instance).Run(enough.Token);
        queue.Complete();
        processing.GetAwaiter().GetResult();
        slots = built;
        return judge.Frames;
    }

    private sealed class Collector(int windows, CancellationTokenSource enough) : IWindowJudge
    {
        public List<FeatureFrame> Frames { get; } = [];

        public void Judge(FeatureFrame frame)
        {
            Frames.Add(frame);
            if (Frames.Count == windows)
                enough.Cancel();
        }

        public void Pause()
        {
        }
    }
}
