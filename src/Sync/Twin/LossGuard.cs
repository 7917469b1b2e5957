namespace EdgeTwin.Sync.Twin;

/// <summary>
/// Some brokers answer a message they do not take by closing the connection. A batch that was under way at several ends of a
/// connection in a row is tried in ever smaller parts, and a large record that ends the connection all by itself is put aside,
/// so that it cannot stop the lane for ever. Outlives sessions. Thread-safe.
/// </summary>
internal sealed class LossGuard
{
    /// <summary>Batches remembered.</summary>
    internal const int BatchesMax = 16;

    /// <summary>Ends of the connection that a single record is allowed.</summary>
    internal const int SingleLossesMax = 3;

    /// <summary>A smaller record is never blamed: no broker refuses that size.</summary>
    internal const int SuspectBytesMin = 8192;

    private const int ShiftPerLoss = 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (int Losses, int SingleLosses)> _batches = [];

    /// <summary>How many of <paramref name="wanted"/> records may go in a batch that begins with this record.</summary>
    public int RecordsAllowed(long firstSequence, int wanted)
    {
        lock (_gate)
            return _batches.TryGetValue(firstSequence, out var batch) ? Math.Max(1, wanted >> Math.Min(30, batch.Losses * ShiftPerLoss)) : wanted;
    }

    public bool IsPoison(OutboxEntry entry)
    {
        lock (_gate)
            return entry.Payload.Length >= SuspectBytesMin && _batches.TryGetValue(entry.Sequence, out var batch) && batch.SingleLosses >= SingleLossesMax;
    }

    /// <summary>The connection ended while this batch was under way.</summary>
    public void Lost(long firstSequence, int count)
    {
        lock (_gate)
        {
            if (_batches.Count >= BatchesMax && !_batches.ContainsKey(firstSequence))
                _batches.Clear();
            var batch = _batches.GetValueOrDefault(firstSequence);
            _batches[firstSequence] = (batch.Losses + 1, batch.SingleLosses + (count == 1 ? 1 : 0));
        }
    }

    public void Accepted(long firstSequence)
    {
        lock (_gate)
            _batches.Remove(firstSequence);
    }
}
