namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record TwinLaneConfiguration
{
    public bool Enabled { get; init; } = true;
    public AcknowledgePolicy Acknowledge { get; init; } = AcknowledgePolicy.Consumer;

    /// <summary>Whether batches are compressed on the wire when that makes them smaller.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Byte rate of the backlog behind the live records.</summary>
    public int BacklogBytesPerSecond { get; init; } = 65536;
}
