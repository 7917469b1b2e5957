namespace EdgeTwin.Sync.Mqtt;

/// <summary>A message to publish. Properties need MQTT 5 and are left out on 3.1.1.</summary>
public sealed record MqttPublication
{
    /// <summary>Topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload; must not change until the publish has completed.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>0 or 1.</summary>
    public int QualityOfService { get; init; } = 1;

    /// <summary>Whether the broker keeps it as the topic's last value.</summary>
    public bool Retain { get; init; }

    /// <summary>Content type, for example <c>application/json</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Seconds after which the broker no longer delivers it.</summary>
    public uint? MessageExpirySeconds { get; init; }

    /// <summary>Where an answer is expected.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Ties an answer to its request.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    /// <summary>Name and value pairs.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];
}

/// <summary>The outcome of a publish.</summary>
/// <param name="ReasonCode">MQTT 5 reason code (section 3.4.2.1); 0 for quality of service 0 and for 3.1.1.</param>
public readonly record struct MqttPublishResult(byte ReasonCode)
{
    /// <summary>Whether the broker took it; "no matching subscribers" (0x10) counts.</summary>
    public bool Accepted => ReasonCode < MqttReason.FirstFailure;
}

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Payload">Payload, owned by the receiver.</param>
/// <param name="Retained">Whether it was kept by the broker and not published just now.</param>
/// <param name="ArrivedTimestamp">Monotonic timestamp of the arrival.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained, long ArrivedTimestamp)
{
    /// <summary>Seconds left until it expires, as told by the broker at the arrival.</summary>
    public uint? MessageExpirySeconds { get; init; }

    /// <summary>Content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where the sender expects an answer.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>Ties an answer to its request.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    /// <summary>Name and value pairs.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];
}
