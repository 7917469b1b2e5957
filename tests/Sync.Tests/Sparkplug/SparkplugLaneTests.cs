using System.Globalization;
using EdgeTwin.Sync.Sparkplug;

namespace EdgeTwin.Sync.Tests.Sparkplug;

/// <summary>The edge node against a real broker, watched by a host.</summary>
public sealed class SparkplugLaneTests
{
    private const long NowNs = 1_767_225_600_000_000_000;
    private const long SecondNs = 1_000_000_000;
    private const string Rms = "acc-1.z/rms";
    private static readonly SparkplugLaneOptions Lane = new() { ConfirmInterval = TimeSpan.FromMilliseconds(200), RebirthInterval = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task Births_NodeThenDevices_CarryEveryMetricWithTypeUnitAndQuality()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));

        var messages = await watcher.WaitForAsync(seen => seen.Count >= 3, "three births");

        Assert.Equal([("NBIRTH", "", 0UL), ("DBIRTH", "span-1", 1UL), ("DBIRTH", "span-2", 2UL)], messages.Select(message => (message.Type, message.Device, message.Payload.Seq)));
        var node = messages[0];
        Assert.Equal((0, 4u), (node.BirthDeathSequence, node.Metric("bdSeq").Datatype));
        var rebirth = node.Metric("Node Control/Rebirth");
        Assert.Equal((11u, true, false, false), (rebirth.Datatype, rebirth.HasBooleanValue, rebirth.BooleanValue, rebirth.HasAlias));
        Assert.Equal(12UL, node.Metric("Health/Backlog").LongValue);
        var rms = messages[1].Metric(Rms);
        Assert.Equal((10u, 0.5), (rms.Datatype, rms.DoubleValue));
        Assert.Equal(["Quality", "engUnit"], rms.Properties.Keys);
        Assert.Equal((3u, 192u, "m/s2"), (rms.Properties.Values[0].Type, rms.Properties.Values[0].IntValue, rms.Properties.Values[1].StringValue));
        var absent = messages[1].Metric("acc-1.z/peak");
        Assert.Equal((true, 10u, 0u), (absent.IsNull, absent.Datatype, absent.Properties.Values[0].IntValue));
        Assert.All(messages, message => Assert.True(message.Payload.HasTimestamp && message.Payload.Metrics.All(metric => metric.HasTimestamp)));
        Assert.All(messages, message => Assert.Equal(message.Payload.Metrics.Select(metric => metric.Timestamp).Order(), message.Payload.Metrics.Select(metric => metric.Timestamp)));
    }

    [Fact]
    public async Task Data_ByException_SequenceIsSharedAndWraps()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        for (var number = 1; number <= 300; number++)
        {
            station.Outbox.Add(RecordType.Features, Features(number, number, 7), NowNs + (number * SecondNs));
            var expected = number;
            await watcher.WaitForAsync(_ => watcher.Consumer.Received.Count >= 3 + expected, $"record {number}");
        }

        var data = watcher.Messages.Skip(3).ToList();
        Assert.All(data, message => Assert.Equal(("DDATA", "span-1"), (message.Type, message.Device)));
        Assert.Equal(Enumerable.Range(3, 300).Select(number => (ulong)(number % 256)), data.Select(message => message.Payload.Seq));
        Assert.Equal(Enumerable.Range(1, 300).Select(number => (double)number), data.Select(message => message.Metric(Rms).DoubleValue));
        Assert.Single(data, message => message.Payload.Metrics.Any(metric => metric.Name == "acc-1.z/peak"));
        await Eventually.TrueAsync(() => station.Outbox.Position("sparkplug") == 300, TimeSpan.FromSeconds(10), "the broker has them all");
    }

    [Fact]
    public async Task Data_ValueNotMeasured_IsNullWithBadQualityAndComesBackGood()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        station.Outbox.Add(RecordType.Features, Features(1, null, null));
        await watcher.WaitForAsync(seen => seen.Count >= 4, "null");
        station.Outbox.Add(RecordType.Features, Features(2, 0.25, null));
        var messages = await watcher.WaitForAsync(seen => seen.Count >= 5, "value");

        var gone = messages[3].Metric(Rms);
        Assert.Equal((true, 0u), (gone.IsNull, gone.Properties.Values[0].IntValue));
        var back = messages[4].Metric(Rms);
        Assert.Equal((0.25, 192u), (back.DoubleValue, back.Properties.Values[0].IntValue));
    }

    [Fact]
    public async Task Rebirth_Asked_RepeatsBirthsWithSameDeathNumberAndNothingBetween()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");
        var feeding = Task.Run(() =>
        {
            for (var number = 1; number <= 200; number++)
                station.Outbox.Add(RecordType.Features, Features(number, number, 7));
        });

        await watcher.Consumer.PublishAsync("spBv1.0/owner/NCMD/gw1", "this is no protobuf");
        await watcher.AskForRebirthAsync();
        await feeding;
        var messages = await watcher.WaitForAsync(seen => seen.Count(message => message.Type == "DBIRTH") >= 4, "second births");

        var second = messages.ToList().FindLastIndex(message => message.Type == "NBIRTH");
        Assert.Equal(0, messages[second].BirthDeathSequence);
        Assert.Equal(
            [("NBIRTH", 0UL), ("DBIRTH", 1UL), ("DBIRTH", 2UL)],
            messages.Skip(second).Take(3).Select(message => (message.Type, message.Payload.Seq)));
        Assert.DoesNotContain(messages, message => message.Type == "NDEATH");
    }

    [Fact]
    public async Task BrokenLink_WillTellsTheDeathOfThatBirth_NextBirthHasNextNumber()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(relay.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        relay.Cut();
        var messages = await watcher.WaitForAsync(seen => seen.Count >= 7, "death and births");

        var death = messages[3];
        Assert.Equal(("NDEATH", 0, false, 1), (death.Type, death.BirthDeathSequence, death.Payload.HasSeq, death.Payload.Metrics.Count));
        Assert.Equal(("NBIRTH", 1), (messages[4].Type, messages[4].BirthDeathSequence));
        Assert.Equal(1, station.BirthDeathSequence);
    }

    [Fact]
    public async Task CleanStop_DeathIsPublishedAndWrapsAfter255()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        station.BirthDeathSequence = 254;
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");
        await station.StopAsync(graceful: true);
        await watcher.WaitForAsync(seen => seen.Any(message => message.Type == "NDEATH"), "death");
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));

        var messages = await watcher.WaitForAsync(seen => seen.Count(message => message.Type == "NBIRTH") == 2, "second birth");

        Assert.Equal([255, 0], messages.Where(message => message.Type == "NBIRTH").Select(message => message.BirthDeathSequence));
        Assert.All(messages.Where(message => message.Type == "NDEATH"), death => Assert.Equal(255, death.BirthDeathSequence));
    }

    [Fact]
    public async Task Backlog_OfTheAbsence_IsSentAsHistoryAfterBirths()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        for (var number = 1; number <= 100; number++)
            station.Outbox.Add(RecordType.Features, Features(number, number, 7));
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));

        await watcher.WaitForAsync(seen => Values(seen).Count == 100, "history");
        station.Outbox.Add(RecordType.Features, Features(101, 101, 7));
        var messages = await watcher.WaitForAsync(seen => Values(seen).Count == 101, "live");

        Assert.Equal(["NBIRTH", "DBIRTH", "DBIRTH"], messages.Take(3).Select(message => message.Type));
        Assert.Equal(Enumerable.Range(1, 101).Select(number => (double)number), Values(messages).Select(value => value.Value));
        Assert.All(Values(messages).Take(100), value => Assert.True(value.Historical));
        Assert.False(Values(messages)[100].Historical);
        await Eventually.TrueAsync(() => station.Outbox.Position("sparkplug") == 101, TimeSpan.FromSeconds(10), "the broker has them all");
    }

    [Fact]
    public async Task LinkFrozenThenCut_RecordsOfTheHalfOpenTimeComeAsHistory()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(relay.Port, Lane with { ConfirmInterval = TimeSpan.FromSeconds(3) }));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        relay.Freeze();
        station.Outbox.Add(RecordType.Features, Features(1, 41, 7));
        await Eventually.TrueAsync(() => station.Status.BytesSent > 0, TimeSpan.FromSeconds(5), "written to the socket");
        relay.Thaw();
        relay.Cut();
        var messages = await watcher.WaitForAsync(seen => Values(seen).Any(value => value.Value == 41), "history");

        Assert.True(Values(messages).Single(value => value.Value == 41).Historical);
    }

    [Fact]
    public async Task Alarm_NotAnnounced_IsBornOnTheDeviceOfItsSubjectAndThenReported()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        station.Outbox.Add(RecordType.Alarm, Alarm("unacknowledgedActive"));
        await watcher.WaitForAsync(seen => seen.Count(message => message.Type == "DBIRTH") >= 4, "births with the alarm");
        station.Outbox.Add(RecordType.Alarm, Alarm("unacknowledgedReturned"));
        var messages = await watcher.WaitForAsync(seen => seen.Any(message => message.Type == "DDATA" && message.Payload.Metrics.Any(metric => !metric.IsHistorical)), "return");

        var birth = messages.Last(message => message is { Type: "DBIRTH", Device: "span-1" });
        Assert.Equal("unacknowledgedActive", birth.Metric("Alarms/rule-1/State").StringValue);
        Assert.True(birth.Metric("Alarms/rule-1/Active").BooleanValue);
        Assert.Equal("critical", birth.Metric("Alarms/rule-1/Severity").StringValue);
        var data = messages.Last(message => message.Type == "DDATA");
        Assert.False(data.Metric("Alarms/rule-1/Active").BooleanValue);
        Assert.Equal("unacknowledgedReturned", data.Metric("Alarms/rule-1/State").StringValue);
    }

    [Fact]
    public async Task MetricsOfAnotherConfiguration_OldDeviceDiesAndBirthsFollow()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await station.StartAsync(SyncStation.Options(broker.Port, Lane));
        await watcher.WaitForAsync(seen => seen.Count >= 3, "births");

        station.Host.SetMetrics(new TwinMetric("span-1", Rms, 0.75, typeof(double), "m/s2", NowNs, true));
        station.Host.RaiseStateChanged("sensors");
        var messages = await watcher.WaitForAsync(seen => seen.Count >= 6, "new births");

        Assert.Equal([("DDEATH", "span-2", 3UL), ("NBIRTH", "", 0UL), ("DBIRTH", "span-1", 1UL)], messages.Skip(3).Select(message => (message.Type, message.Device, message.Payload.Seq)));
    }

    [Fact]
    public async Task PrimaryHost_DecidesWhenTheNodeIsBornAndDies()
    {
        const string State = "spBv1.0/STATE/scada";
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await SparkplugWatcher.StartAsync(broker.Port);
        await using var station = Station();
        await watcher.Consumer.PublishAsync(State, """{"online":false,"timestamp":1000}""", retain: true);
        await station.StartAsync(SyncStation.Options(broker.Port, Lane with { PrimaryHost = "scada" }));
        await Eventually.TrueAsync(() => station.Status.Message.StartsWith("Waiting for the primary host", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "waiting");
        await watcher.Consumer.PublishAsync(State, """{"online":true,"timestamp":999}""");
        await watcher.Consumer.PublishAsync(State, "ONLINE");
        Assert.Empty(watcher.Messages);

        await watcher.Consumer.PublishAsync(State, """{"online":true,"timestamp":2000}""", retain: true);
        await watcher.WaitForAsync(seen => seen.Count == 3, "births");
        await watcher.Consumer.PublishAsync(State, """{"online":false,"timestamp":1999}""");
        await watcher.AskForRebirthAsync();
        await watcher.WaitForAsync(seen => seen.Count == 6, "the older offline was ignored, the rebirth after it was not");
        await watcher.Consumer.PublishAsync(State, """{"online":false,"timestamp":2001}""", retain: true);
        var messages = await watcher.WaitForAsync(seen => seen.Any(message => message.Type == "NDEATH"), "death");

        Assert.Equal(0, messages.First(message => message.Type == "NDEATH").BirthDeathSequence);
        await watcher.Consumer.PublishAsync(State, """{"online":true,"timestamp":3000}""", retain: true);
        messages = await watcher.WaitForAsync(seen => seen.Count(message => message.Type == "NBIRTH") == 3, "born again");
        Assert.True(messages.Last(message => message.Type == "NBIRTH").BirthDeathSequence > 0);
    }

    private static SyncStation Station()
    {
        var station = new SyncStation();
        station.Host.SetMetrics(
            new TwinMetric("", "Health/Backlog", 12L, typeof(long), "records", NowNs, true),
            new TwinMetric("span-1", Rms, 0.5, typeof(double), "m/s2", NowNs, true),
            new TwinMetric("span-1", "acc-1.z/peak", null, typeof(double), "m/s2", NowNs - SecondNs, false),
            new TwinMetric("span-2", "acc-2.z/rms", 0.5, typeof(double), "m/s2", NowNs, true));
        return station;
    }

    private static string Features(int second, double? rms, double? peak)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(NowNs / 1_000_000).AddSeconds(second).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
        return $$"""{"end":"{{end}}","windowSeconds":1,"values":{"acc-1.z/rms":{{Number(rms)}},"acc-1.z/peak":{{Number(peak)}} } }""";
    }

    private static string Alarm(string state) =>
        $$"""{"id":"A-1","key":"rule-1","class":"structural","severity":"critical","state":"{{state}}","message":"Range too large","subject":"acc-1.z"}""";

    private static IReadOnlyList<(double Value, bool Historical)> Values(IReadOnlyList<SparkplugMessage> messages) =>
        [.. messages.Where(message => message.Type == "DDATA").SelectMany(message => message.Payload.Metrics)
            .Where(metric => metric.Name == Rms).Select(metric => (metric.DoubleValue, metric.IsHistorical))];
}
