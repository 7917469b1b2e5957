namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record StoreConfiguration
{
    public double CommitSeconds { get; init; } = 10;
    public int MaximumMegabytes { get; init; } = 1024;
}
