using EdgeTwin.Sync.Mqtt;
using EdgeTwin.Sync.Twin;

namespace EdgeTwin.Sync.Tests;

public sealed class SyncOptionsTests
{
    [Fact]
    public void Errors_Defaults_AreNone() => Assert.Empty(new SyncOptions { Owner = "owner", Gateway = "gw-1" }.Errors());

    [Fact]
    public void Errors_FiveMistakes_ListsAllByPath()
    {
        var options = new SyncOptions
        {
            Owner = "a/b",
            Gateway = "",
            Broker = new BrokerOptions { Port = 0, CaFile = "ca.pem" },
            Twin = new TwinLaneOptions { BatchRecordsMax = 0 },
        };

        Assert.Equal(
            ["sync.owner", "sync.gateway", "sync.broker.port", "sync.broker.tls", "sync.twin.batchRecordsMax"],
            options.Errors().Select(error => error[..error.IndexOf(':')]));
    }
}
