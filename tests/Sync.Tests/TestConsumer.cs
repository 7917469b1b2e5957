using System.Collections.Concurrent;
using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Tests;

/// <summary>A subscriber on the other side; keeps what came, in order.</summary>
internal sealed class TestConsumer : IAsyncDisposable
{
    private readonly IMqttLink _link = MqttLinks.Create(TimeProvider.System);
    private readonly ConcurrentQueue<MqttMessage> _received = new();
    private Task _reading = Task.CompletedTask;

    public IReadOnlyList<MqttMessage> Received => [.. _received];

    /// <summary>Called for each message on the reading loop.</summary>
    public Func<MqttMessage, Task>? OnMessage { get; set; }

    public static async Task<TestConsumer> StartAsync(int port, params string[] filters)
    {
        var consumer = new TestConsumer();
        await consumer._link.ConnectAsync(
            new MqttLinkOptions { Broker = new BrokerOptions { Port = port }, ClientId = $"consumer-{Guid.NewGuid():N}", InboxMax = 10_000 }, default);
        consumer._reading = consumer.ReadAsync();
        foreach (var filter in filters)
            await consumer._link.SubscribeAsync(filter, default);
        return consumer;
    }

    public Task SubscribeAsync(string filter) => _link.SubscribeAsync(filter, default);

    public Task PublishAsync(string topic, string payload, bool retain = false) =>
        PublishAsync(new MqttPublication { Topic = topic, Payload = System.Text.Encoding.UTF8.GetBytes(payload), Retain = retain });

    public Task PublishAsync(MqttPublication publication) => _link.PublishAsync(publication, default);

    public async Task<MqttMessage> WaitForAsync(Func<MqttMessage, bool> wanted, string what, int seconds = 15)
    {
        await Eventually.TrueAsync(() => _received.Any(wanted), TimeSpan.FromSeconds(seconds), what);
        return _received.First(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        await foreach (var message in _link.Messages.ReadAllAsync())
        {
            _received.Enqueue(message);
            if (OnMessage is { } handler)
                await handler(message);
        }
    }
}
