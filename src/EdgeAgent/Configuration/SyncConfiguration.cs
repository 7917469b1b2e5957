namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record SyncConfiguration
{
    public bool Enabled { get; init; } = true;
    public BrokerConfiguration Broker { get; init; } = new();
    public SparkplugConfiguration Sparkplug { get; init; } = new();
    public TwinLaneConfiguration Twin { get; init; } = new();
}
