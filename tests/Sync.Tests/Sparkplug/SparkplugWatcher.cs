using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Sparkplug.Wire;
using Google.Protobuf;

namespace EdgeTwin.Sync.Tests.Sparkplug;

/// <summary>One Sparkplug message as a host sees it.</summary>
internal sealed record SparkplugMessage(string Type, string Device, Payload Payload)
{
    public static SparkplugMessage Of(MqttMessage message)
    {
        var levels = message.Topic.Split('/');
        return new SparkplugMessage(levels[2], levels.Length > 4 ? levels[4] : "", Payload.Parser.ParseFrom(message.Payload.Span));
    }

    public Payload.Types.Metric Metric(string name) => Payload.Metrics.Single(metric => metric.Name == name);

    public int BirthDeathSequence => (int)Metric("bdSeq").LongValue;
}

/// <summary>A host application that follows one edge node.</summary>
internal sealed class SparkplugWatcher(TestConsumer consumer) : IAsyncDisposable
{
    public TestConsumer Consumer { get; } = consumer;

    public IReadOnlyList<SparkplugMessage> Messages => [.. Consumer.Received.Where(message => !message.Topic.Contains("/NCMD/")).Select(SparkplugMessage.Of)];

    public static async Task<SparkplugWatcher> StartAsync(int port) =>
        new(await TestConsumer.StartAsync(port, "spBv1.0/owner/+/gw1", "spBv1.0/owner/+/gw1/+"));

    public Task AskForRebirthAsync() =>
        Consumer.PublishAsync(new MqttPublication
        {
            Topic = "spBv1.0/owner/NCMD/gw1",
            Payload = new Payload { Metrics = { new Payload.Types.Metric { Name = "Node Control/Rebirth", Datatype = 11, BooleanValue = true } } }.ToByteArray(),
            QualityOfService = 0,
        });

    public async Task<IReadOnlyList<SparkplugMessage>> WaitForAsync(Func<IReadOnlyList<SparkplugMessage>, bool> condition, string what)
    {
        await Eventually.TrueAsync(() => condition(Messages), TimeSpan.FromSeconds(20), what);
        return Messages;
    }

    public ValueTask DisposeAsync() => Consumer.DisposeAsync();
}
