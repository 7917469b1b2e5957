using EdgeTwin.Sync.Drain;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Live records that the broker certainly has while older ones still wait, across sessions, so that they are not sent again as
/// history. Forgotten when the store starts a new epoch. Owned by the session that runs.
/// </summary>
internal sealed class ConfirmedRecords
{
    private readonly SequenceSet _records = new();
    private long _epoch;

    /// <summary>Starts a session; returns the epoch it is about.</summary>
    public long Begin(IOutbox outbox)
    {
        var epoch = outbox.Epoch;
        if (epoch != _epoch)
            _records.Clear();
        _records.ForgetThrough(outbox.Position(SparkplugLane.LaneName));
        return _epoch = epoch;
    }

    public bool Contains(long sequence) => _records.Contains(sequence);

    /// <summary>Takes over what a session sent and the broker confirmed, and moves the lane's position as far as there is no hole.</summary>
    public void Take(SequenceSet sent, IOutbox outbox)
    {
        foreach (var (first, last) in sent.Ranges)
            _records.Add(first, last);
        sent.Clear();
        var before = outbox.Position(SparkplugLane.LaneName);
        var position = _records.ContiguousFrom(before);
        if (position > before)
            outbox.Advance(SparkplugLane.LaneName, position);
        _records.ForgetThrough(position);
    }
}
