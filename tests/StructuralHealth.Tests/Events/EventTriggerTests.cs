using EdgeTwin.StructuralHealth.Events;
using EdgeTwin.StructuralHealth.Filters;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.Events;

public sealed class EventTriggerTests
{
    private const int RateHz = 100;
    private const int Seconds = 120;

    /// <summary>Noise of amplitude 1 in three channels, and bursts of 20 in the channels and seconds that are named.</summary>
    private static double[] Stream(params (int Channel, double From, double To)[] bursts)
    {
        var block = new double[3 * Seconds * RateHz];
        for (var channel = 0; channel < 3; channel++)
        {
            var noise = Signals.Noise(Seconds * RateHz, 1, seed: channel);
            for (var index = 0; index < noise.Length; index++)
            {
                var isBurst = bursts.Any(burst => burst.Channel == channel && index >= burst.From * RateHz && index < burst.To * RateHz);
                block[(channel * noise.Length) + index] = noise[index] * (isBurst ? 20 : 1);
            }
        }

        return block;
    }

    private static List<EventSpan> Detect(double[] stream, EventTriggerOptions options, params int[] cuts)
    {
        var trigger = new EventTrigger(3, RateHz, options);
        var events = new List<EventSpan>();
        var length = stream.Length / 3;
        var start = 0;
        foreach (var cut in cuts.Append(length))
        {
            var count = Math.Min(cut, length - start);
            trigger.Process([.. Enumerable.Range(0, 3).SelectMany(channel => stream.Skip((channel * length) + start).Take(count))], events);
            start += count;
        }

        trigger.Complete(events);
        return events;
    }

    [Fact]
    public void Process_BurstInTwoChannels_IsOneEventWithTheDataBeforeAndBehindIt()
    {
        var events = Detect(Stream((0, 40, 50), (1, 40.2, 50)), new EventTriggerOptions { MinimumChannels = 2, OnRatio = 10 });

        var found = Assert.Single(events);
        Assert.InRange(found.Trigger, 4020, 4060);
        Assert.Equal(found.Trigger - 500, found.Start);
        Assert.InRange(found.Detrigger, 5000, 5600);
        Assert.Equal(found.Detrigger + 500, found.End);
        Assert.Equal(2, found.Channels);
    }

    [Fact]
    public void Process_BurstInFewerChannelsThanAskedFor_IsNoEvent() =>
        Assert.Empty(Detect(Stream((0, 40, 50), (1, 70, 80)), new EventTriggerOptions { MinimumChannels = 2, OnRatio = 10 }));

    [Fact]
    public void Process_BurstWhileTheLongMeanIsNotFull_DoesNotTriggerByRatio() =>
        Assert.Empty(Detect(Stream((0, 3, 5)), new EventTriggerOptions { OnRatio = 10 }));

    [Fact]
    public void Process_SecondBurstWithinThePreEventTime_BelongsToTheSameEvent()
    {
        var options = new EventTriggerOptions { Level = 15 };

        var near = Assert.Single(Detect(Stream((0, 40, 42), (0, 50, 52)), options));
        var far = Detect(Stream((0, 40, 42), (0, 60, 62)), options);

        Assert.InRange(near.End, 5850, 5950);
        Assert.Equal(2, far.Count);
        Assert.True(far[1].Start >= far[0].End);
    }

    [Fact]
    public void Process_Level_TriggersAtItsFirstExceedance()
    {
        var stream = new double[3 * 1000];
        stream[300] = 0.9;
        stream[400] = -1;
        var found = Assert.Single(Detect(stream, new EventTriggerOptions { Level = 1, PreEventSeconds = 10, Band = null }));
        Assert.Equal(400, found.Trigger);
        Assert.Equal(0, found.Start);
        Assert.Equal(600, found.Detrigger);
        Assert.Equal(1000, found.End);
    }

    [Fact]
    public void Process_QuietChannelBelowTheLeastLevel_IsNoEvent()
    {
        double[] stream = [.. Stream((0, 40, 50)).Select(sample => sample * 1e-6)];
        Assert.Empty(Detect(stream, new EventTriggerOptions { OnRatio = 10, LeastRms = 1e-4 }));
    }

    [Fact]
    public void Process_SlowDriftOutsideTheBand_IsNoEventWithinIt()
    {
        var stream = Stream();
        for (var index = 0; index < stream.Length; index++)
            stream[index] += 500 * Math.Exp(-Math.Pow(((index % (Seconds * RateHz)) - 6000) / 1000.0, 2));
        var options = new EventTriggerOptions { MinimumChannels = 3, Band = null };
        Assert.NotEmpty(Detect(stream, options));
        Assert.Empty(Detect(stream, options with { Band = PassBand.Between(1, 20) }));
    }

    [Fact]
    public void Process_HoweverTheStreamIsCut_FindsTheSameEvents()
    {
        var stream = Stream((0, 30, 33), (1, 31, 35), (2, 60, 61), (0, 62, 63), (1, 90, 119.5));
        stream[2000] = double.NaN;
        var options = new EventTriggerOptions { OnRatio = 10, Band = PassBand.Above(2) };
        var expected = Detect(stream, options);
        Assert.True(expected.Count >= 3);
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 900).ArrayOf().ToArbitrary(), cuts => Assert.Equal(expected, Detect(stream, options, cuts))));
    }

    [Fact]
    public void Process_WithoutAnEvent_AllocatesNothing()
    {
        var stream = Stream();
        var trigger = new EventTrigger(3, RateHz, new EventTriggerOptions { OnRatio = 50, Band = PassBand.Between(1, 20) });
        var events = new List<EventSpan>();
        Expect.AllocatesNothing(() => trigger.Process(stream, events));
        Assert.Empty(events);
    }

    public static TheoryData<EventTriggerOptions> Impossible =>
    [
        new() { ShortSeconds = 0 },
        new() { LongSeconds = 0.5 },
        new() { OffRatio = 4 },
        new() { Level = 0 },
        new() { LeastRms = -1 },
        new() { MinimumChannels = 4 },
        new() { MinimumChannels = 0 },
        new() { PreEventSeconds = -1 },
        new() { HoldSeconds = double.NaN },
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Constructor_ImpossibleOptions_Throws(EventTriggerOptions options) =>
        Assert.Throws<ArgumentException>(() => new EventTrigger(3, RateHz, options));

    /// <summary>Two channels a quarter period apart, as the two directions of a circling mast, are never at their peak together.</summary>
    [Fact]
    public void Process_LevelInTwoChannelsAQuarterPeriodApart_IsAnEventOfBoth()
    {
        var stream = new double[3 * 2000];
        for (var index = 500; index < 1000; index++)
        {
            stream[index] = 1.1 * Math.Sin(2 * Math.PI * index / RateHz);
            stream[2000 + index] = 1.1 * Math.Cos(2 * Math.PI * index / RateHz);
        }

        Assert.Equal(2, Assert.Single(Detect(stream, new EventTriggerOptions { Level = 1, MinimumChannels = 2, Band = null })).Channels);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(15.0)]
    public void Process_ChannelThatDiesDuringAnEvent_DoesNotKeepItGoing(double? level)
    {
        var stream = Stream((0, 40, 50));
        stream.AsSpan(45 * RateHz, 60 * RateHz).Fill(double.NaN);

        var found = Assert.Single(Detect(stream, new EventTriggerOptions { OnRatio = 10, Level = level }));

        Assert.InRange(found.Detrigger, 45 * RateHz, 50 * RateHz);
    }
}
