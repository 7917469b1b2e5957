namespace EdgeTwin.Sync;

/// <summary>What kind of record it is; decides what is shed first when storage runs out.</summary>
public enum RecordType
{
    /// <summary>The features of one window.</summary>
    Features,

    /// <summary>A step in an alarm's life; never shed.</summary>
    Alarm,

    /// <summary>A range of records that no consumer will ever get; never shed.</summary>
    Loss,

    /// <summary>An audited change; never shed.</summary>
    Audit,

    /// <summary>The station's own condition.</summary>
    Health,
}

/// <summary>A sequenced record on its way upstream, numbered by one writer as (gateway, epoch, sequence).</summary>
/// <param name="Epoch">Identity of the store that numbered it; a new store (lost card) starts a new epoch.</param>
/// <param name="Sequence">1, 2, 3, … without holes within an epoch.</param>
/// <param name="Type">Kind.</param>
/// <param name="UtcNs">Time the record is about, nanoseconds since 1970 UTC.</param>
/// <param name="Payload">UTF-8 JSON object, without envelope.</param>
public sealed record OutboxEntry(long Epoch, long Sequence, RecordType Type, long UtcNs, ReadOnlyMemory<byte> Payload);
