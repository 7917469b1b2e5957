namespace EdgeTwin.Sync;

/// <summary>
/// The durable queue between the store and the lanes. The store writes rows in the same transaction as the data they tell of;
/// lanes only read and acknowledge. Thread-safe.
/// </summary>
public interface IOutbox
{
    /// <summary>The epoch of this store.</summary>
    long Epoch { get; }

    /// <summary>Highest sequence number that is durably committed; 0 when there is none.</summary>
    long HeadSequence { get; }

    /// <summary>Reads committed entries with a sequence number above <paramref name="afterSequence"/>, oldest first.</summary>
    /// <param name="afterSequence">Exclusive lower end.</param>
    /// <param name="countMax">At most so many entries.</param>
    /// <param name="bytesMax">Stop before the payloads exceed so many bytes, but return at least one entry if there is one.</param>
    IReadOnlyList<OutboxEntry> Read(long afterSequence, int countMax, int bytesMax);

    /// <summary>The last sequence number a lane is done with; 0 at the start. Durable.</summary>
    long Position(string lane);

    /// <summary>
    /// Moves a lane's position; positions never go back. Entries that every registered lane is done with are removed.
    /// </summary>
    void Advance(string lane, long upToSequence);

    /// <summary>Puts an entry that the other side refuses for ever aside, with the reason; the lane then advances past it.</summary>
    void Quarantine(string lane, OutboxEntry entry, string reason);

    /// <summary>Completes when the head is above <paramref name="sequence"/>.</summary>
    Task WaitForMoreAsync(long sequence, CancellationToken cancellationToken);
}
