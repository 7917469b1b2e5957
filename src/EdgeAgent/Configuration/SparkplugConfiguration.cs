namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record SparkplugConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>Default: the gateway's owner.</summary>
    public string? Group { get; init; }

    /// <summary>Host identifier whose STATE must be online before births; none when absent.</summary>
    public string? PrimaryHost { get; init; }
}
