using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;
using EdgeTwin.SensorDrivers;
using NSubstitute;

namespace EdgeTwin.EdgeAgent.Tests.Features;

/// <summary>A gauge of ±1000 ue through the whole signal path, with a limit of 900 ue: overload against broken wire.</summary>
public sealed class ClippedChannelTests
{
    private const long Second = 1_000_000_000;
    private const double RateHz = 100;
    private const int WindowSamples = 1000;
    private const long Midnight = 1_767_225_600L * Second;

    private static readonly SensorDescription Gauge =
        new("recording", "recording", RateHz, TimeSpan.FromSeconds(1), [new ChannelDescription("strain", "strain", "ue", -1000, 1000)]);

    private readonly AlarmBook _book = new(new AlarmBookOptions
    {
        Rules = [new RuleConfiguration { Id = "strain-high", Feature = "strain/max", Above = 900, PersistenceWindows = 1, Severity = AlarmSeverity.Critical }],
    });

    private readonly List<AlarmChange> _changes = [];
    private readonly List<FeatureFrame> _frames = [];

    [Fact]
    public void Overload_BeyondTheRange_IsAStructuralAlarmThatSaysSo()
    {
        Run(Quiet(), Truck(), Quiet());

        var alarm = Assert.Single(_changes, change => change.Alarm.Class is AlarmClass.Structural && change.Previous is AlarmState.Normal).Alarm;
        Assert.StartsWith("Maximum of strain (strain) is at least 1000 ue, above the limit of 900 ue: the channel clipped", alarm.Message, StringComparison.Ordinal);
        Assert.True(alarm.Explanation.GetProperty("clipped").GetBoolean());
        Assert.Contains("Clipped:", AlarmExplainer.Explain(alarm, []), StringComparison.Ordinal);
        Assert.Equal("clipped", Assert.Single(_frames[1].Faults).Reason);
    }

    [Fact]
    public void BrokenWire_AtTheEndOfTheRange_IsASensorAlarmOnly()
    {
        Run(Quiet(), Broken(from: 300), Broken(from: 0), Broken(from: 0));

        Assert.DoesNotContain(_changes, change => change.Alarm.Class is AlarmClass.Structural);
        Assert.Contains(_changes, change => change.Alarm.Class is AlarmClass.Sensor);
    }

    [Fact]
    public void Clipped_AfterTheAlarm_DoesNotReturnIt()
    {
        Run(Quiet(), Truck(), Broken(from: 300), Broken(from: 0));

        Assert.Equal(AlarmState.UnacknowledgedActive, _changes.Last(change => change.Alarm.Class is AlarmClass.Structural).Alarm.State);
    }

    private static float[] Quiet() => [.. Enumerable.Range(0, WindowSamples).Select(n => 5 + (float)Math.Sin(n * 0.7) + (n % 7 * 0.1f))];

    private static float[] Truck()
    {
        var window = Quiet();
        for (var n = 0; n < 120; n++)
            window[400 + n] = Math.Min(1000, window[400 + n] + (1500 * (float)Math.Sin(Math.PI * n / 120)));
        return window;
    }

    private static float[] Broken(int from)
    {
        var window = Quiet();
        Array.Fill(window, 1000f, from, WindowSamples - from);
        return window;
    }

    private void Run(params float[][] windows)
    {
        var table = ChannelTable.ForRecording(Gauge);
        var path = new SignalPath(
            new SignalPathParts
            {
                Table = table,
                Definitions = FeatureCatalog.Build(table, new FeatureConfiguration()),
                Windows = new WindowConfiguration { Seconds = 10 },
                Features = new FeatureConfiguration(),
                Live = new LiveReadings(1),
            },
            new Judge(this));
        var pool = new SampleBlockPool(1, WindowSamples, 2);
        for (var w = 0; w < windows.Length; w++)
        {
            Assert.True(pool.TryRent(out var block));
            windows[w].CopyTo(block.Row(0));
            block.SetSampleCount(WindowSamples);
            block.FirstSequence = w * WindowSamples;
            block.SampleIntervalNs = Second / RateHz;
            block.FirstSampleUtcNs = Midnight + (w * 10 * Second);
            block.FirstSampleMonotonicNs = w * 10 * Second;
            path.Take(new PathItem(block, block.FirstSampleUtcNs, block.FirstSampleMonotonicNs, ClockQuality.Unknown));
        }

        path.Finish();
        Assert.Equal(windows.Length, _frames.Count);
    }

    private sealed class Judge(ClippedChannelTests test) : IWindowJudge
    {
        void IWindowJudge.Judge(FeatureFrame frame)
        {
            test._frames.Add(frame);
            test._changes.AddRange(test._book.Evaluate(frame, null, Substitute.For<IBaselineExpectation>()));
        }

        public void Pause()
        {
        }
    }
}
