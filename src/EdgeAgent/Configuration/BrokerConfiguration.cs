namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record BrokerConfiguration
{
    public string Host { get; init; } = "127.0.0.1";
    public int Port { get; init; } = 1883;
    public bool Tls { get; init; }
    public string? CaFile { get; init; }
    public string? ClientCertificateFile { get; init; }
    public string? ClientKeyFile { get; init; }
    public string? Username { get; init; }

    /// <summary>File that holds the password, readable by the service only.</summary>
    public string? PasswordFile { get; init; }
}
