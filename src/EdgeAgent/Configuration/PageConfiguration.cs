namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record PageConfiguration
{
    public bool Enabled { get; init; } = true;

    /// <summary>Address and port the page listens on.</summary>
    public string Listen { get; init; } = "127.0.0.1:8480";
}
