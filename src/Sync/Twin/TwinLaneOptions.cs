namespace EdgeTwin.Sync.Twin;

/// <summary>Who frees a record from the outbox.</summary>
public enum AcknowledgePolicy
{
    /// <summary>The consumer's watermark on the ack topic.</summary>
    Consumer,

    /// <summary>The broker's PUBACK; weaker: what the broker loses is gone.</summary>
    Broker,
}

/// <summary>Lane B.</summary>
public sealed record TwinLaneOptions
{
    /// <summary>Whether the lane runs.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who frees a record.</summary>
    public AcknowledgePolicy Acknowledge { get; init; } = AcknowledgePolicy.Consumer;

    /// <summary>Byte rate of the backlog on the wire, behind the live records. 256 to 100 000 000.</summary>
    public int BacklogBytesPerSecond { get; init; } = 65536;

    /// <summary>Records of one batch at most. 1 to 10 000.</summary>
    public int BatchRecordsMax { get; init; } = 200;

    /// <summary>Payload bytes of one batch before the envelopes and compression, at most. 1 024 to 1 000 000.</summary>
    public int BatchBytesMax { get; init; } = 65536;

    /// <summary>Newest records that go out before the backlog after a connect; also how far the live side may lag before it skips ahead. 1 to 10 000.</summary>
    public int LiveRecordsMax { get; init; } = 32;

    /// <summary>Records above the consumer's watermark that the backlog may have sent, at most; then it waits. 1 to 1 000 000.</summary>
    public int WindowRecordsMax { get; init; } = 10_000;

    /// <summary>Without a higher watermark for so long the first unacknowledged batch is sent again; doubles up to the maximum.</summary>
    public TimeSpan AcknowledgeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time between repetitions.</summary>
    public TimeSpan AcknowledgeTimeoutMax { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Batches below this many bytes are not compressed.</summary>
    public int CompressFromBytes { get; init; } = 1024;

    /// <summary>Live batches that hold an alarm are compressed only from this size, so that anyone can read them at once.</summary>
    public int CompressAlarmsFromBytes { get; init; } = 8192;

    /// <summary>A section of the state is published at most this often; alarms and answers go out at once.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the broker keeps subscriptions and messages for us while we are away.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Longest a command may run. 0.1 to 3600 seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Commands that wait; further ones are answered "busy". 1 to 1000.</summary>
    public int CommandsMax { get; init; } = 16;
}
