using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Sparkplug;
using EdgeTwin.Sync.Twin;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.Sync.Tests;

/// <summary>A sync service with a host and an outbox that outlive it, as they do in the agent.</summary>
internal sealed class SyncStation : IAsyncDisposable
{
    private int? _birthDeathSequence;
    private SyncService? _service;

    public InMemoryOutbox Outbox { get; init; } = new();

    public FakeTwinHost Host { get; } = new();

    public int? BirthDeathSequence { get => _birthDeathSequence; set => _birthDeathSequence = value; }

    public LaneStatus Status => _service!.Status[0];

    public static SyncOptions Options(int port, SparkplugLaneOptions? sparkplug = null, TwinLaneOptions? twin = null) => new()
    {
        Owner = "owner",
        Gateway = "gw1",
        Broker = new BrokerOptions { Port = port, KeepAliveSeconds = 5 },
        Sparkplug = sparkplug ?? new SparkplugLaneOptions { Enabled = false },
        Twin = twin ?? new TwinLaneOptions { Enabled = false },
        Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(50), LongestDelay = TimeSpan.FromMilliseconds(300) },
    };

    public async Task StartAsync(SyncOptions options)
    {
        await DisposeAsync();
        _service = new SyncService(
            options, Outbox, Host, new BirthDeathSequenceStore(() => _birthDeathSequence, next => _birthDeathSequence = next),
            TimeProvider.System, NullLoggerFactory.Instance);
        await _service.StartAsync();
    }

    public Task StopAsync(bool graceful) => _service!.StopAsync(graceful);

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }
}
