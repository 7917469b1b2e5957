namespace EdgeTwin.Sync.Mqtt;

/// <summary>Protocol version of a connection.</summary>
public enum MqttVersion
{
    /// <summary>MQTT 5.0.</summary>
    V5,

    /// <summary>MQTT 3.1.1.</summary>
    V311,
}

/// <summary>The message that the broker publishes when the connection breaks.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Payload">Payload.</param>
/// <param name="QualityOfService">0 or 1.</param>
/// <param name="Retain">Whether the broker keeps it.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, int QualityOfService, bool Retain);

/// <summary>How to connect.</summary>
public sealed record MqttLinkOptions
{
    /// <summary>Where the broker is and how to prove who we are.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>Client identifier, unique at the broker.</summary>
    public required string ClientId { get; init; }

    /// <summary>Protocol version; MQTT 5 unless the broker refuses it.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>Whether the broker forgets what it kept for this client.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the broker keeps the session after the end of the connection, in seconds (MQTT 5 only).</summary>
    public uint SessionExpirySeconds { get; init; }

    /// <summary>Published by the broker when the connection breaks.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>Publishes of quality of service 1 under way at once; further ones wait. 1 to 1000.</summary>
    public int InFlightMax { get; init; } = 16;

    /// <summary>Publishes of quality of service 1 that the broker may have under way to us (MQTT 5).</summary>
    public ushort ReceiveMaximum { get; init; } = 64;

    /// <summary>Messages that wait to be read; when full, the newest is dropped and counted.</summary>
    public int InboxMax { get; init; } = 256;

    /// <summary>Larger messages from the broker are dropped and counted; with MQTT 5 the broker is told not to send them.</summary>
    public int InboundBytesMax { get; init; } = 256 * 1024;

    /// <summary>Time for name resolution, TCP, TLS and CONNACK together.</summary>
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for a PUBACK or SUBACK.</summary>
    public TimeSpan PublishDeadline { get; init; } = TimeSpan.FromSeconds(60);
}
