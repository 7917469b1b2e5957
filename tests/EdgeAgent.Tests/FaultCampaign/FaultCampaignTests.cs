using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Simulation;
using EdgeTwin.SensorDrivers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.FaultCampaign;

/// <summary>
/// Ten thousand scripted faults from one seed over the reference station, through the real drivers, the real sampling loop and the
/// real queue: nothing that was delivered is wrong, and nothing is unaccounted for.
/// </summary>
public sealed class FaultCampaignTests(ITestOutputHelper output)
{
    private const int Faults = 10_000;
    private const int FaultsOfSlowChip = 150;
    private const int Seed = 20_261_124;
    private const double SlowRateHz = 1;
    private const double FastRateHz = 10;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1500);
    private static readonly TimeSpan FirstFault = TimeSpan.FromSeconds(5);

    // A sensor that failed again and again waits up to half a minute before it is tried again.
    private static readonly TimeSpan LastFault = Duration - TimeSpan.FromSeconds(35);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Seed)]
    public void Run_TenThousandFaults_EverySampleIsTrueOrCountedAsMissing(int seed)
    {
        var configuration = Station();
        var clock = new SimulatedClock(TimeProvider.System, Start, speed: 1e9);
        var simulation = new SimulatedStation(configuration, ChannelTable.Build(configuration), clock);
        var verdicts = new List<SensorVerdict>();
        var slots = new List<SensorSlot>();
        var scripted = 0;
        var random = new Random(seed);
        var fastSensors = configuration.Sensors.Count(sensor => sensor.SampleRateHz >= FastRateHz);
        var (faultsOfFastChip, faultsLeft) = Math.DivRem(Faults - (FaultsOfSlowChip * (configuration.Sensors.Count - fastSensors)), fastSensors);
        foreach (var sensor in configuration.Sensors)
        {
            var kind = SensorCatalog.Find(sensor.Kind)!;
            var settings = sensor.ToSettings();
            var description = kind.Describe(settings);
            var verdict = new SensorVerdict(sensor.Id, description, 1e9 / sensor.SampleRateHz / TrueRate(sensor));
            var chip = simulation.Chip(sensor.Id);
            chip.Made = verdict.Made;
            chip.Script = CampaignScript.Create(
                sensor.Kind, sensor.SampleRateHz < FastRateHz ? FaultsOfSlowChip : faultsOfFastChip + (verdicts.Count == 0 ? faultsLeft : 0),
                (long)FirstFault.TotalNanoseconds, (long)LastFault.TotalNanoseconds, sensor.SampleRateHz, random);
            scripted += chip.Script.Faults.Count;
            verdicts.Add(verdict);
            slots.Add(new SensorSlot(slots.Count, () => kind.CreateDriver(settings, simulation.Buses, clock), description));
        }

        Sample(clock, slots, verdicts);

        Report(seed, scripted, verdicts, slots);
        Assert.Equal(Faults, scripted);
        Assert.Empty(verdicts.SelectMany(verdict => verdict.Complaints));
        Assert.All(slots, slot => Assert.Equal(0, slot.Account.Unaccounted));
        Assert.All(slots, slot => Assert.Equal(0, slot.Account.Dropped));
        Assert.All(verdicts, verdict => Assert.True(verdict.LastSampleNs > LastFault.TotalNanoseconds, $"{verdict.SensorId} does not deliver after its last fault."));
        Assert.All(verdicts.Zip(slots), pair => Assert.Equal(pair.First.Missing, pair.Second.Account.Missing));
        Assert.All(verdicts, verdict => Assert.True(verdict.Delivered > 0.2 * verdict.Converted));
    }

    /// <summary>The check itself: a wrong value, a sample that came twice, and a loss that nobody counted are each noticed.</summary>
    [Theory]
    [InlineData("value", "delivered")]
    [InlineData("twice", "conversion")]
    [InlineData("lost", "not delivered")]
    [InlineData("count", "intervals went by")]
    public void Take_SomethingIsWrong_Complains(string wrong, string expected)
    {
        var description = new SensorDescription("s", "k", 100, TimeSpan.FromSeconds(1), [new ChannelDescription("a", "strain", "ue", -1000, 1000)])
        {
            IsChipClocked = true,
        };
        var verdict = new SensorVerdict("s", description, 1e7);
        var pool = new SampleBlockPool(1, 64, 1);
        for (var sample = 0; sample < 60; sample++)
            verdict.Made(sample * 10_000_000L, 0, sample);

        Deliver(first: 0, missing: 0);
        Deliver(
            first: 20 + (wrong == "lost" ? 5 : 0) - (wrong == "twice" ? 10 : 0),
            missing: wrong == "count" ? 7 : 0, offset: wrong == "value" ? 0.5f : 0);

        Assert.Contains(verdict.Complaints, complaint => complaint.Contains(expected, StringComparison.Ordinal));

        void Deliver(int first, long missing, float offset = 0)
        {
            Assert.True(pool.TryRent(out var block));
            block.SetSampleCount(20);
            for (var i = 0; i < 20; i++)
                block.Row(0)[i] = first + i + offset;
            block.FirstSequence = first == 0 ? 0 : 20 + missing;
            block.MissingBefore = missing;
            block.SampleIntervalNs = 1e7;
            block.FirstSampleMonotonicNs = first * 10_000_000L;
            verdict.Take(block);
            block.Dispose();
        }
    }

    // The reference station, its slow chips fast enough to be hit, and its chips' clocks as wrong as the data sheets allow.
    private static StationConfiguration Station()
    {
        var station = JsonNode.Parse(ExampleStations.Reference(), null, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        foreach (var (index, sensor) in station["sensors"]!.AsArray().Index())
        {
            if ((double)sensor!["sampleRateHz"]! < FastRateHz)
                sensor["sampleRateHz"] = SlowRateHz;
            sensor["options"] ??= new JsonObject();
            sensor["options"]!["simulation"] = new JsonObject { ["clockErrorPpm"] = ClockErrorPpm((string)sensor["kind"]!, index), ["clockDriftPpmPerMinute"] = 5 * (index % 3) };
        }

        var loaded = StationFile.Parse(System.Text.Encoding.UTF8.GetBytes(station.ToJsonString()), "station");
        Assert.Empty(loaded.Errors);
        return loaded.Configuration!;
    }

    private static double ClockErrorPpm(string kind, int index) => kind == "adxl355" ? -5000 + (2500 * (index % 5)) : 0;

    // Chips that the host starts run on the host's clock.
    private static double TrueRate(SensorConfiguration sensor) => sensor.Kind == "adxl355"
        ? 1 + (sensor.Options.GetProperty("simulation").GetProperty("clockErrorPpm").GetDouble() * 1e-6)
        : 1;

    private static void Sample(SimulatedClock clock, List<SensorSlot> slots, List<SensorVerdict> verdicts)
    {
        var queue = new SampleQueue(waitWhenFull: true, block => slots[block.SensorIndex].CountDropped(block));
        using var enough = new CancellationTokenSource();
        var consumer = Task.Run(async () =>
        {
            await foreach (var item in queue.Reader.ReadAllAsync())
            {
                if (item.MonotonicNs >= Duration.TotalNanoseconds)
                    await enough.CancelAsync();
                if (item.Block is not { } block)
                    continue;
                verdicts[block.SensorIndex].Take(block);
                block.Dispose();
            }
        });
        new SamplingLoop(slots, clock, new StationClock(clock, () => new ClockQuality(ClockSource.Gnss, 0)), queue, NullLogger.Instance).Run(enough.Token);
        queue.Complete();
        consumer.GetAwaiter().GetResult();
    }

    private void Report(int seed, int scripted, List<SensorVerdict> verdicts, List<SensorSlot> slots)
    {
        output.WriteLine(
            $"seed {seed}: {scripted} faults, {verdicts.Sum(verdict => verdict.Converted)} sample sets converted, {verdicts.Sum(verdict => verdict.Delivered)} delivered, "
            + $"{verdicts.Sum(verdict => verdict.Missing)} counted as missing, {verdicts.Sum(verdict => verdict.Complaints.Count)} wrong, "
            + $"{slots.Sum(slot => Math.Abs(slot.Account.Unaccounted))} unaccounted");
        foreach (var (verdict, slot) in verdicts.Zip(slots))
        {
            output.WriteLine(
                $"{verdict.SensorId,-12} {slot.Description.Kind,-8} converted {verdict.Converted,8} delivered {verdict.Delivered,8} missing {verdict.Missing,8} "
                + $"gaps {verdict.Gaps,5} overruns {slot.Account.Overruns,5} starts {slot.State.Restarts,5}");
        }

        foreach (var complaint in verdicts.SelectMany(verdict => verdict.Complaints))
            output.WriteLine(complaint);
    }
}
