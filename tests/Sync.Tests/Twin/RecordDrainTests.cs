using System.Text;
using System.Text.Json;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.Sync.Tests.Twin;

/// <summary>Records against a real broker: nothing missing, nothing doubled after de-duplication, live before backlog.</summary>
public sealed class RecordDrainTests
{
    private const string Summary = "edgetwin/v1/owner/gw1/summary";
    private const string Ack = "edgetwin/v1/owner/gw1/ack";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TwinLaneOptions ByBroker = new() { Acknowledge = AcknowledgePolicy.Broker };

    [Fact]
    public async Task Record_OnTheWire_IsACloudEvent()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        station.Outbox.Add(RecordType.Alarm, """{"id":"A-1"}""", 1_767_225_600_500_000_000);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));

        var message = await consumer.WaitForAsync(_ => true, "the batch");

        Assert.Equal("application/cloudevents-batch+json", message.ContentType);
        Assert.Equal(
            """[{"specversion":"1.0","id":"gw1/7/1","source":"/edgetwin/owner/gw1","type":"edgetwin.alarm.v1","time":"2026-01-01T00:00:00.5Z","datacontenttype":"application/json","epoch":"7","sequence":"0000000000000000001","data":{"id":"A-1"}}]""",
            Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task BrokerPolicy_PubAck_AdvancesThePosition()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var station = new SyncStation();
        Fill(station.Outbox, 500);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker with { BatchRecordsMax = 50 }));

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 500, Patience, "all are acknowledged by the broker");
        await Eventually.TrueAsync(() => station.Status is { Backlog: 0, Message: "In step.", Connected: true }, Patience, "in step");
    }

    [Fact]
    public async Task ConsumerPolicy_Watermark_AloneAdvancesThePosition()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 100);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: new TwinLaneOptions()));
        await Eventually.TrueAsync(() => Events.Sequences(consumer.Received).Distinct().Count() == 100, Patience, "all arrive");
        Assert.Equal(0, station.Outbox.Position("twin"));

        await consumer.PublishAsync(Ack, """{"epoch":7,"upTo":40}""");
        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 40, Patience, "the watermark counts");
        foreach (var wrong in new[] { """{"epoch":6,"upTo":90}""", """{"epoch":7,"upTo":101}""", """{"epoch":7,"upTo":-1}""", """{"upTo":90}""", "x", """{"epoch":7,"upTo":20}""" })
            await consumer.PublishAsync(Ack, wrong);
        await consumer.PublishAsync(Ack, """{"epoch":"7","upTo":"41"}""");

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") > 40, Patience, "the next valid one counts");
        Assert.Equal(41, station.Outbox.Position("twin"));
    }

    [Fact]
    public async Task LiveBeforeBacklog_NewRecordDuringDrain_OvertakesIt()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 2000);
        await station.StartAsync(SyncStation.Options(
            broker.Port, twin: ByBroker with { BacklogBytesPerSecond = 20_000, BatchRecordsMax = 50, CompressFromBytes = int.MaxValue, LiveRecordsMax = 10 }));
        await consumer.WaitForAsync(message => Events.Of(message).Any(record => Events.Sequence(record) < 1000), "the backlog has begun");

        station.Outbox.Add(RecordType.Alarm, """{"id":"A-1"}""");
        await consumer.WaitForAsync(message => Events.Of(message).Any(record => Events.Sequence(record) == 2001), "the alarm", seconds: 3);

        var order = Events.Sequences(consumer.Received);
        Assert.Equal(Enumerable.Range(1991, 10).Select(number => (long)number), order.Take(10));
        Assert.True(order.Count < 1500, "the backlog was still waiting when the alarm went out");
        Assert.True(station.Outbox.Position("twin") < 1500);
    }

    [Fact]
    public async Task Backlog_LargeBatch_IsGzipAndComesOldestFirst()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 300);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker with { LiveRecordsMax = 1 }));
        await Eventually.TrueAsync(() => Events.Sequences(consumer.Received).Count >= 300, Patience, "all arrive");

        var backlog = consumer.Received.Where(message => Events.Sequence(Events.Of(message)[0]) < 300).ToList();
        Assert.All(backlog, message => Assert.True(Events.IsCompressed(message)));
        Assert.Equal(Enumerable.Range(1, 299).Select(number => (long)number), Events.Sequences(backlog));
    }

    [Fact]
    public async Task BrokerKilledRepeatedly_EveryRecordArrivesOnceAfterDeduplication()
    {
        const int Count = 3000;
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var station = new SyncStation();
        var consumer = new AcknowledgingConsumer(7);
        await consumer.ConnectAsync(broker.Port);
        await station.StartAsync(SyncStation.Options(
            relay.Port, twin: new TwinLaneOptions { BatchRecordsMax = 20, LiveRecordsMax = 20, AcknowledgeTimeout = TimeSpan.FromMilliseconds(300), AcknowledgeTimeoutMax = TimeSpan.FromSeconds(2) }));
        for (var number = 0; number < Count; number++)
        {
            station.Outbox.Add(RecordType.Features, $$"""{"number":{{number + 1}}}""");
            if (number % 1000 == 400)
            {
                await broker.KillAsync();
                await broker.StartAsync();
                await consumer.ConnectAsync(broker.Port);
            }

            if (number % 1000 == 800)
                relay.Cut();
            if (number % 10 == 0)
                await Task.Yield();
        }

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == Count, TimeSpan.FromSeconds(60), "the consumer has acknowledged all");
        await consumer.DisposeAsync();
        Assert.Equal(Count, consumer.Watermark);
        Assert.Equal(Enumerable.Range(1, Count), consumer.Kept.OrderBy(kept => kept.Key).Select(kept => kept.Value));
    }

    [Fact]
    public async Task ConsumerThatLostRecords_UnacknowledgedAreSentAgain()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var station = new SyncStation();
        Fill(station.Outbox, 200);
        await station.StartAsync(SyncStation.Options(
            broker.Port, twin: new TwinLaneOptions { BatchRecordsMax = 20, AcknowledgeTimeout = TimeSpan.FromMilliseconds(200), AcknowledgeTimeoutMax = TimeSpan.FromSeconds(1) }));
        await Eventually.TrueAsync(() => station.Status is { Connected: true, BytesSent: > 1000 }, Patience, "sent into the void");

        var consumer = new AcknowledgingConsumer(7);
        await consumer.ConnectAsync(broker.Port);

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 200, Patience, "all came again and were acknowledged");
        await consumer.DisposeAsync();
        Assert.Equal(200, consumer.Kept.Count);
    }

    [Fact]
    public async Task ShedRecords_AreStrodeOver()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var station = new SyncStation();
        Fill(station.Outbox, 300);
        station.Outbox.Shed(1, 50);
        station.Outbox.Shed(120, 180);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker with { LiveRecordsMax = 10, BatchRecordsMax = 30 }));

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 300, Patience, "the holes do not stop the position");
    }

    [Theory]
    [InlineData("message_size_limit 3000")]
    [InlineData("max_packet_size 3000")]
    public async Task RefusedRecord_IsQuarantinedAndAnnouncedAndTheRestArrives(string limit)
    {
        await using var broker = await MosquittoBroker.StartNewAsync(limit);
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 20);
        station.Outbox.Add(RecordType.Features, $$"""{"large":"{{new string('x', 5000)}}"}""");
        station.Outbox.Add(RecordType.Features, "not json");
        Fill(station.Outbox, 20);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker with { LiveRecordsMax = 5, CompressFromBytes = int.MaxValue }));

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 42, Patience, "the position goes on");
        await Eventually.TrueAsync(() => Events.Sequences(consumer.Received).Distinct().Count() == 42, Patience, "no hole in the sequence");

        Assert.Equal([21L, 22L], station.Outbox.Quarantined.Select(put => put.Entry.Sequence));
        Assert.Equal(2, station.Status.Quarantined);
        var notice = consumer.Received.SelectMany(Events.Of).First(record => Events.Sequence(record) == 21);
        Assert.Equal("edgetwin.quarantined.v1", notice.GetProperty("type").GetString());
        Assert.Equal("packet too large", notice.GetProperty("data").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task BrokerThatClosesOnALargeRecord_RecordIsFoundAndPutAside()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port) { CutAboveBytes = 9000 };
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 10);
        station.Outbox.Add(RecordType.Features, $$"""{"large":"{{new string('x', 14_000)}}"}""");
        Fill(station.Outbox, 10);
        await station.StartAsync(SyncStation.Options(relay.Port, twin: ByBroker with { CompressFromBytes = int.MaxValue }));

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 21, Patience, "the position goes on");

        Assert.Equal([11L], station.Outbox.Quarantined.Select(put => put.Entry.Sequence));
        await Eventually.TrueAsync(() => Events.Sequences(consumer.Received).Distinct().Count() == 21, Patience, "no hole in the sequence");
    }

    [Fact]
    public async Task StoreUnreadableForAWhile_NothingIsTakenForShed()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 100);
        station.Outbox.Unreadable = true;
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Status.Connected, Patience, "connected");
        station.Outbox.Add(RecordType.Features, "{}");

        station.Outbox.Unreadable = false;
        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 101, Patience, "all acknowledged");

        await Eventually.TrueAsync(() => Events.Sequences(consumer.Received).Distinct().Count() == 101, Patience, "no hole in the sequence");
    }

    [Fact]
    public async Task StoreStartsNewEpoch_LaneFollowsFromItsFirstRecord()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Summary);
        await using var station = new SyncStation();
        Fill(station.Outbox, 50);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 50, Patience, "first epoch");

        station.Outbox.StartNewEpoch();
        Fill(station.Outbox, 3);
        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 3, Patience, "second epoch");

        await Eventually.TrueAsync(() => SequencesOf(8).SequenceEqual([1L, 2L, 3L]), Patience, "the second epoch, whole");

        IEnumerable<long> SequencesOf(long epoch) =>
            consumer.Received.SelectMany(Events.Of).Where(record => Events.Epoch(record) == epoch).Select(Events.Sequence).Distinct().Order();
    }

    [Fact]
    public async Task OldBroker_FallsBackTo311_AndRecordsArrive()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port) { RefuseMqtt5 = true };
        await using var station = new SyncStation();
        Fill(station.Outbox, 100);
        await station.StartAsync(SyncStation.Options(relay.Port, twin: ByBroker));

        await Eventually.TrueAsync(() => station.Outbox.Position("twin") == 100, Patience, "all are acknowledged");
    }

    [Fact]
    public async Task NobodyListens_StatusSaysSinceWhenAndThatRecordsAreKept()
    {
        var broker = await MosquittoBroker.StartNewAsync();
        await broker.DisposeAsync();
        await using var station = new SyncStation();
        Fill(station.Outbox, 3);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));

        await Eventually.TrueAsync(() => station.Status.Message.StartsWith("Offline since 2", StringComparison.Ordinal), Patience, "offline");

        Assert.EndsWith("Records are kept.", station.Status.Message);
        Assert.Contains($"127.0.0.1:{broker.Port}", station.Status.Message);
        Assert.Equal((false, 3L), (station.Status.Connected, station.Status.Backlog));
    }

    private static void Fill(InMemoryOutbox outbox, int count)
    {
        for (var number = 0; number < count; number++)
            outbox.Add(RecordType.Features, JsonSerializer.Serialize(new { windowSeconds = 60, number, values = new Dictionary<string, double> { ["acc-1.z/rms"] = 0.0123 } }));
    }
}
