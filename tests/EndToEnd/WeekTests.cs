using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.EdgeAgent.Simulation.Physics;
using EdgeTwin.SensorDrivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EndToEnd;

/// <summary>
/// Two weeks of the simulated bridge at feature level: one window of a minute in every quarter of an hour, taken from the physics with the chips'
/// noise but without the chips, through the real features, the real model (fitted and run by ONNX Runtime in its child process) and the real alarms.
/// The first week is learnt; in the second nothing is wrong with the bridge, and nothing may be said to be.
/// </summary>
public sealed class WeekTests
{
    private const int WindowsPerWeek = 7 * 24 * 4;
    private const long Second = 1_000_000_000;
    private const long SpacingNs = 900 * Second;
    private const double AccelerationRateHz = 125;
    private static readonly long StartUtcNs = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() * Second;

    [Fact]
    public async Task Week_WithoutDamage_RaisesNoStructuralAlarm()
    {
        var folder = RepositoryFiles.TemporaryFolder("week");
        var configuration = ReadReference();
        var (bridge, definitions) = (new Bridge(configuration), FeatureCatalog.Build(configuration));
        using var models = new ModelService(new ModelServiceParts
        {
            Model = configuration.Model,
            Windows = configuration.Windows,
            Definitions = definitions,
            StateDirectory = folder,
            SoftwareVersion = "test",
            Clock = TimeProvider.System,
            Logger = NullLogger.Instance,
            HostCommand = [AgentProcess.Program],
        });
        var alarms = new AlarmBook(new AlarmBookOptions { Rules = configuration.Rules, ModelPersistenceWindows = configuration.Model.PersistenceWindows });
        var raised = new List<Alarm>();

        for (var window = 0; window < 2 * WindowsPerWeek; window++)
        {
            if (window == WindowsPerWeek)
                await Eventually.TrueAsync(() => models.Status.State == ModelState.Active, TimeSpan.FromSeconds(60), $"the baseline is active: {models.Status.Message}");
            var frame = bridge.Window(StartUtcNs + (window * SpacingNs));
            var limits = alarms.EvaluateLimits(frame, models);
            var score = models.Score(frame);
            if (window == WindowsPerWeek)
                await Eventually.TrueAsync(() => (score ??= models.Score(frame)) is not null, TimeSpan.FromSeconds(30), "the model's host runs");
            Assert.True(window < WindowsPerWeek || score is not null, $"window {window} was not scored: {models.Status.Message}");
            raised.AddRange(limits.Concat(alarms.EvaluateModel(frame, score)).Where(change => change.Previous == AlarmState.Normal).Select(change => change.Alarm));
        }

        Assert.DoesNotContain(raised, alarm => alarm.Class == AlarmClass.Structural);
        Assert.DoesNotContain(raised, alarm => alarm.Class == AlarmClass.Sensor);
        Assert.DoesNotContain(raised, alarm => alarm.Class == AlarmClass.Attention);
    }

    private static StationConfiguration ReadReference()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "config", "reference-station.json"));
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
        var station = JsonNode.Parse(text, null, options)!.AsObject();
        foreach (var sensor in station["sensors"]!.AsArray().Where(sensor => (string)sensor!["kind"]! == "adxl355"))
            sensor!["sampleRateHz"] = AccelerationRateHz;
        station["features"]!["bands"] = new JsonArray();
        station["windows"]!["seconds"] = 60;
        station["model"]!["baselineWindows"] = WindowsPerWeek - 20;
        var loaded = StationFile.Parse(JsonSerializer.SerializeToUtf8Bytes(station), "reference");
        Assert.True(loaded.IsValid, string.Join('\n', loaded.Errors));
        return loaded.Configuration;
    }

    /// <summary>The bridge and the front of the signal path.</summary>
    private sealed class Bridge
    {
        private const double AccelerationNoiseMps2 = 1.7e-3;
        private const double OtherNoise = 0.02;

        // A second before and one behind the window, as in a stream that does not end: the time base needs its neighbours.
        private const int BlockSeconds = 62;
        private readonly ChannelTable _table;
        private readonly WindowAssembler _windows;
        private readonly FeatureExtractor _extractor;
        private readonly Func<long, double>[] _signals;
        private readonly SampleBlockPool[] _pools;
        private readonly string[] _messages;
        private readonly Random _noise = new(7);

        public Bridge(StationConfiguration configuration)
        {
            _table = ChannelTable.Build(configuration);
            _windows = new WindowAssembler(_table, configuration.Windows);
            _extractor = new FeatureExtractor(_table, configuration.Features, configuration.Windows, FeatureCatalog.Build(configuration));
            var span = configuration.Structure.Spans[0];
            var physics = new SimulatedSpan(span, configuration.Simulation!);
            _signals = [.. _table.Channels.Select(channel => (Func<long, double>)SimulatedSensorSignals.Create(channel, physics, span.Beam).Invoke)];
            _pools = [.. _table.Sensors.Select(sensor => new SampleBlockPool(sensor.Channels.Count, Math.Max(1, (int)Math.Round(sensor.SampleRateHz * BlockSeconds)), 1))];
            _messages = [.. _table.Sensors.Select(_ => "")];
        }

        public FeatureFrame Window(long startUtcNs)
        {
            _windows.JumpTo(startUtcNs);
            var blocks = Enumerable.Range(0, _table.Sensors.Count).Select(sensor => Empty(sensor, startUtcNs)).ToList();
            for (var second = 0; second < BlockSeconds; second++)
            {
                foreach (var block in blocks)
                    Measure(block, second);
            }

            foreach (var block in blocks)
            {
                _windows.Add(block);
                block.Dispose();
            }

            _windows.Tick(startUtcNs + (70 * Second), startUtcNs - StartUtcNs + (71 * Second), new ClockQuality(ClockSource.Gnss, 0));
            var frame = _extractor.Extract(_windows, _messages);
            _windows.MoveOn();
            _windows.MoveOn();
            return frame;
        }

        private SampleBlock Empty(int sensor, long startUtcNs)
        {
            Assert.True(_pools[sensor].TryRent(out var block));
            block.SensorIndex = sensor;
            block.FirstSampleUtcNs = startUtcNs - Second;
            block.FirstSampleMonotonicNs = startUtcNs - StartUtcNs;
            block.SampleIntervalNs = Second / _table.Sensors[sensor].SampleRateHz;
            return block;
        }

        // Second by second, since the physics remembers its last two seconds only.
        private void Measure(SampleBlock block, int second)
        {
            var last = (int)Math.Min(block.Capacity, Math.Ceiling((second + 1) * (Second / block.SampleIntervalNs)));
            for (var i = block.SampleCount; i < last; i++)
            {
                var ns = block.FirstSampleMonotonicNs + (long)(i * block.SampleIntervalNs);
                foreach (var channel in _table.OfSensor(block.SensorIndex))
                    block.Row(channel.Row)[i] = (float)(_signals[channel.Index](ns) + Noise(channel.Quantity));
            }

            block.SetSampleCount(Math.Max(block.SampleCount, last));
        }

        private double Noise(string quantity) =>
            (quantity == "acceleration" ? AccelerationNoiseMps2 : OtherNoise) * (_noise.NextDouble() + _noise.NextDouble() + _noise.NextDouble() - 1.5) * 2;
    }
}
