namespace EdgeTwin.Sync.Mqtt;

/// <summary>Where the broker is and how to prove who we are. Secrets are never logged.</summary>
public sealed record BrokerOptions
{
    /// <summary>Host name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port, 1 to 65535.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Whether to speak TLS; the broker's certificate is always verified.</summary>
    public bool Tls { get; init; }

    /// <summary>PEM file of the authority that signed the broker's certificate; the system's authorities when absent.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of our certificate, for mutual TLS.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>PEM file of our private key, for mutual TLS.</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>User name; none when absent.</summary>
    public string? Username { get; init; }

    /// <summary>File that holds the password; read at every connect, so that a changed password needs no restart.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Seconds without traffic after which the connection is probed; a dead one is noticed after twice this at the latest. 5 to 3600.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>The address in messages.</summary>
    public string Name => $"{Host}:{Port}";

    /// <summary>The password, or <see langword="null"/>.</summary>
    /// <exception cref="SyncException">The file cannot be read.</exception>
    internal string? ReadPassword()
    {
        if (PasswordFile is null)
            return null;
        try
        {
            return File.ReadAllText(PasswordFile).TrimEnd('\r', '\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SyncException(
                "connect", Name, $"The broker password file {PasswordFile} cannot be read: {failure.Message} Check the path and that the service's user may read it.",
                mayPass: false, innerException: failure);
        }
    }
}
