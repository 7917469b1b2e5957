using System.Collections.Concurrent;
using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Tests.Twin;

/// <summary>A consumer as documented: de-duplicates by (epoch, sequence), keeps a watermark without holes, acknowledges it.</summary>
internal sealed class AcknowledgingConsumer(long epoch) : IAsyncDisposable
{
    private TestConsumer? _connection;

    /// <summary>Field "number" of each record by sequence.</summary>
    public ConcurrentDictionary<long, int> Kept { get; } = new();

    public long Watermark { get; private set; }

    public async Task ConnectAsync(int port)
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = await TestConsumer.StartAsync(port);
        _connection.OnMessage = TakeAsync;
        await _connection.SubscribeAsync("edgetwin/v1/owner/gw1/summary");
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task TakeAsync(MqttMessage message)
    {
        foreach (var record in Events.Of(message).Where(record => Events.Epoch(record) == epoch))
        {
            var number = record.GetProperty("data").GetProperty("number").GetInt32();
            var kept = Kept.GetOrAdd(Events.Sequence(record), number);
            if (kept != number)
                throw new InvalidOperationException("The same number came with another record.");
        }

        while (Kept.ContainsKey(Watermark + 1))
            Watermark++;
        try
        {
            await _connection!.PublishAsync("edgetwin/v1/owner/gw1/ack", $$"""{"epoch":{{epoch}},"upTo":{{Watermark}}}""");
        }
        catch (SyncException lost) when (lost.MayPass)
        {
            return;
        }
    }
}
