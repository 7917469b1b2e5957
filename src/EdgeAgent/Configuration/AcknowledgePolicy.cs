namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Who frees a record from the outbox.</summary>
internal enum AcknowledgePolicy
{
    /// <summary>The consumer's watermark on the ack topic.</summary>
    Consumer,

    /// <summary>The broker's PUBACK; weaker: what the broker loses is gone.</summary>
    Broker,
}
