namespace EdgeTwin.EdgeAgent.Store;

/// <summary>
/// Where each lane stands. A position moves in memory at once and reaches the card with the next commit: after a power cut a lane repeats at most
/// CommitSeconds of records, and never skips one. Guarded by the store's gate.
/// </summary>
internal sealed class LanePositions
{
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> All => _positions;

    public bool IsDirty { get; private set; }

    /// <summary>Every lane is done with everything up to here; 0 without lanes.</summary>
    public long Minimum { get; private set; }

    public void Load(Dictionary<string, long> saved)
    {
        _positions.Clear();
        foreach (var (lane, position) in saved)
            _positions[lane] = position;
        Saved();
    }

    public long PositionOf(string lane) => _positions[lane];

    public bool Knows(string lane) => _positions.ContainsKey(lane);

    public void Add(string lane, long position)
    {
        _positions[lane] = position;
        Changed();
    }

    public void Remove(string lane)
    {
        if (_positions.Remove(lane))
            Changed();
    }

    public bool Advance(string lane, long upToSequence)
    {
        if (upToSequence <= _positions[lane])
            return false;
        _positions[lane] = upToSequence;
        Changed();
        return true;
    }

    public void Saved()
    {
        IsDirty = false;
        Minimum = _positions.Count == 0 ? 0 : _positions.Values.Min();
    }

    private void Changed()
    {
        IsDirty = true;
        Minimum = _positions.Count == 0 ? 0 : _positions.Values.Min();
    }
}
