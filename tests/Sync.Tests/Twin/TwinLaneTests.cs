using System.Text;
using System.Text.Json;
using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.Sync.Tests.Twin;

public sealed class TwinLaneTests
{
    private const string Root = "edgetwin/v1/owner/gw1/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TwinLaneOptions ByBroker = new() { Acknowledge = AcknowledgePolicy.Broker };

    [Fact]
    public async Task Connect_StateAndAvailability_AreRetainedAlarmsFirst()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Root + "#");
        await using var station = new SyncStation();
        station.Host.SetState("structure", """{"spans":1}""");
        station.Host.SetState("alarms", """{"open":[]}""");
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));

        var state = await consumer.WaitForAsync(message => message.Topic == Root + "state/structure", "state");
        station.Host.SetState("alarms", """{"open":["A-1"]}""");
        await consumer.WaitForAsync(message => Encoding.UTF8.GetString(message.Payload.Span).Contains("A-1"), "changed alarms");

        Assert.Equal("""{"version":1,"reported":{"spans":1}}""", Encoding.UTF8.GetString(state.Payload.Span));
        Assert.Equal(["avail", "state/alarms", "state/structure"], consumer.Received.Take(3).Select(message => message.Topic[Root.Length..]));
        await using var later = await TestConsumer.StartAsync(broker.Port, Root + "#");
        await Eventually.TrueAsync(() => later.Received.Count(message => message.Retained) == 3, Patience, "all three are retained");
        Assert.Contains("\"state\":\"online\"", Text(later, "avail"));
    }

    [Fact]
    public async Task Availability_CleanStopAndBrokenLink_BothSayOffline()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Root + "avail");
        await using var station = new SyncStation();
        await station.StartAsync(SyncStation.Options(relay.Port, twin: ByBroker));
        await consumer.WaitForAsync(message => Encoding.UTF8.GetString(message.Payload.Span).Contains("online"), "online");

        relay.Cut();
        await Eventually.TrueAsync(() => consumer.Received.Count >= 3, Patience, "will, then online again");
        await station.StopAsync(graceful: true);
        await Eventually.TrueAsync(() => consumer.Received.Count >= 4, Patience, "offline by itself");

        Assert.Equal(
            ["online", "offline", "online", "offline"],
            consumer.Received.Select(message => JsonDocument.Parse(message.Payload).RootElement.GetProperty("state").GetString()));
        Assert.Equal("""{"state":"offline"}""", Encoding.UTF8.GetString(consumer.Received[1].Payload.Span));
    }

    [Fact]
    public async Task Desired_AppliedAndRejected_AnswersStandInState()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Root + "state/+");
        await using var station = new SyncStation();
        station.Host.SetState("rules", """{"rules":[]}""");
        await consumer.PublishAsync(Root + "desired/rules", """{"version":3,"values":{"rules":[1]}}""", retain: true);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));

        await consumer.WaitForAsync(message => Contains(message, "\"desired\":{\"version\":3,\"result\":\"applied\",\"reasons\":[]}"), "applied");
        await consumer.PublishAsync(Root + "desired/rules", """{"version":4,"values":{"rules":"bad"}}""", retain: true);
        await consumer.WaitForAsync(message => Contains(message, "\"desired\":{\"version\":4,\"result\":\"rejected\",\"reasons\":[\"rules[0].above: bad\"]}"), "rejected");

        Assert.Equal([("rules", 3L, """{"rules":[1]}"""), ("rules", 4L, """{"rules":"bad"}""")], station.Host.Applied);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("""{"version":0,"values":{}}""", "version: must be")]
    [InlineData("""{"version":9,"values":[]}""", "values: must be an object")]
    [InlineData("""{"version":9,"values":{},"more":1}""", "more: unknown")]
    [InlineData("""{"version":9,"values":{"a":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}}""", "not valid JSON")]
    public async Task Desired_Malformed_IsRejectedInStateAndNeverApplied(string payload, string reason)
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Root + "state/+");
        await using var station = new SyncStation();
        station.Host.SetState("rules", "{}");
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Status.Message == "In step.", Patience, "connected");

        await consumer.PublishAsync(Root + "desired/rules", payload);

        await consumer.WaitForAsync(message => Contains(message, "rejected") && Contains(message, reason), "rejected with the reason");
        Assert.Empty(station.Host.Applied);
        Assert.True(station.Status.Connected);
    }

    [Fact]
    public async Task Desired_SameVersionAfterReconnect_IsNotAppliedTwice()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var consumer = await TestConsumer.StartAsync(broker.Port, Root + "avail");
        await consumer.PublishAsync(Root + "desired/rules", """{"version":3,"values":{}}""", retain: true);
        await using var station = new SyncStation();
        await station.StartAsync(SyncStation.Options(relay.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Host.Applied.Count == 1, Patience, "applied");

        relay.Cut();
        await Eventually.TrueAsync(() => consumer.Received.Count(message => Contains(message, "online")) == 2, Patience, "back");
        await consumer.PublishAsync(Root + "desired/other", """{"version":1,"values":{}}""");
        await Eventually.TrueAsync(() => station.Host.Applied.Any(applied => applied.Section == "other"), Patience, "the inbox has been read");

        Assert.Single(station.Host.Applied, applied => applied.Section == "rules");
    }

    [Fact]
    public async Task Command_WithResponseTopic_IsAnsweredWithCorrelationOnce()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, "answers/me");
        await using var station = new SyncStation();
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Status.Message == "In step.", Patience, "connected");
        var request = new MqttPublication
        {
            Topic = Root + "cmd/identify", Payload = """{"seconds":5}"""u8.ToArray(), ResponseTopic = "answers/me", CorrelationData = new byte[] { 1, 2 }, MessageExpirySeconds = 30,
        };

        await consumer.PublishAsync(request);
        await consumer.PublishAsync(request);
        await Eventually.TrueAsync(() => consumer.Received.Count == 2, Patience, "both are answered");

        Assert.Equal([("identify", """{"seconds":5}""")], station.Host.Commands);
        Assert.All(consumer.Received, answer =>
        {
            Assert.Equal(new byte[] { 1, 2 }, answer.CorrelationData.ToArray());
            Assert.Equal("""{"name":"identify","succeeded":true,"result":{"did":"identify"}}""", Encoding.UTF8.GetString(answer.Payload.Span));
        });
    }

    [Theory]
    [InlineData("[1]", false, "must be a JSON object")]
    [InlineData("{}", true, "must not be retained")]
    public async Task Command_Unusable_IsRefusedWithAnAnswer(string payload, bool retained, string reason)
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, "answers/me");
        await using var station = new SyncStation();
        var request = new MqttPublication { Topic = Root + "cmd/identify", Payload = Encoding.UTF8.GetBytes(payload), ResponseTopic = "answers/me", Retain = retained };
        if (retained)
            await consumer.PublishAsync(request);
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Status.Message == "In step.", Patience, "connected");
        if (!retained)
            await consumer.PublishAsync(request);

        await consumer.WaitForAsync(message => Contains(message, reason) && Contains(message, "\"succeeded\":false"), "refusal");
        Assert.Empty(station.Host.Commands);
    }

    [Fact]
    public async Task Command_ExpiredWhileAnotherRuns_IsRefused()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var consumer = await TestConsumer.StartAsync(broker.Port, "answers/me");
        await using var station = new SyncStation();
        var first = new TaskCompletionSource<CommandAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        station.Host.OnCommand = (_, _) => first.Task;
        await station.StartAsync(SyncStation.Options(broker.Port, twin: ByBroker));
        await Eventually.TrueAsync(() => station.Status.Message == "In step.", Patience, "connected");

        await consumer.PublishAsync(Root + "cmd/slow", "{}");
        var sent = TimeProvider.System.GetTimestamp();
        await consumer.PublishAsync(new MqttPublication { Topic = Root + "cmd/late", Payload = "{}"u8.ToArray(), ResponseTopic = "answers/me", MessageExpirySeconds = 1 });
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(sent) > TimeSpan.FromSeconds(1.5), Patience, "the second has expired");
        first.SetResult(new CommandAnswer(true, "{}"u8.ToArray()));

        await consumer.WaitForAsync(message => Contains(message, "expired"), "refusal");
        Assert.Equal(["slow"], station.Host.Commands.Select(command => command.Name));
    }

    private static bool Contains(MqttMessage message, string text) =>
        Encoding.UTF8.GetString(message.Payload.Span).Replace("\\u0027", "'", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal);

    private static string Text(TestConsumer consumer, string topic) =>
        Encoding.UTF8.GetString(consumer.Received.First(message => message.Topic == Root + topic).Payload.Span);
}
