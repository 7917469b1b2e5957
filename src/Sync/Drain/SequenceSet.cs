namespace EdgeTwin.Sync.Drain;

/// <summary>
/// Sequence numbers above a lane's position that are already done, as disjoint ascending ranges. Bounded: when there are too many
/// ranges the newest is forgotten, which costs a repetition and never a loss. Not thread-safe.
/// </summary>
internal sealed class SequenceSet
{
    /// <summary>Ranges kept.</summary>
    internal const int RangesMax = 1024;

    private readonly List<(long First, long Last)> _ranges = [];

    /// <summary>Highest number in the set; 0 when empty.</summary>
    public long Highest => _ranges.Count == 0 ? 0 : _ranges[^1].Last;

    /// <summary>The ranges, ascending.</summary>
    public IReadOnlyList<(long First, long Last)> Ranges => _ranges;

    public bool Contains(long sequence)
    {
        var at = FirstRangeEndingAtOrAfter(sequence);
        return at < _ranges.Count && _ranges[at].First <= sequence;
    }

    /// <summary>Lowest number in the set above <paramref name="sequence"/>, or <see langword="null"/>.</summary>
    public long? FirstAbove(long sequence)
    {
        var at = FirstRangeEndingAtOrAfter(sequence + 1);
        return at < _ranges.Count ? Math.Max(_ranges[at].First, sequence + 1) : null;
    }

    /// <summary>Adds <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(long first, long last)
    {
        if (last < first)
            return;
        var at = FirstRangeEndingAtOrAfter(first - 1);
        var until = at;
        while (until < _ranges.Count && _ranges[until].First <= last + 1)
        {
            first = Math.Min(first, _ranges[until].First);
            last = Math.Max(last, _ranges[until].Last);
            until++;
        }

        _ranges.RemoveRange(at, until - at);
        _ranges.Insert(at, (first, last));
        if (_ranges.Count > RangesMax)
            _ranges.RemoveAt(_ranges.Count - 1);
    }

    /// <summary>Last number of the unbroken run that starts after <paramref name="position"/>; the position itself when there is none.</summary>
    public long ContiguousFrom(long position)
    {
        var at = FirstRangeEndingAtOrAfter(position + 1);
        return at < _ranges.Count && _ranges[at].First <= position + 1 ? _ranges[at].Last : position;
    }

    /// <summary>Forgets everything up to and including <paramref name="position"/>.</summary>
    public void ForgetThrough(long position)
    {
        var at = FirstRangeEndingAtOrAfter(position + 1);
        _ranges.RemoveRange(0, at);
        if (_ranges.Count > 0 && _ranges[0].First <= position)
            _ranges[0] = (position + 1, _ranges[0].Last);
    }

    /// <summary>Takes the range out, so that it will be sent again.</summary>
    public void Remove(long first, long last)
    {
        for (var at = _ranges.Count - 1; at >= 0; at--)
        {
            var range = _ranges[at];
            if (range.Last < first || range.First > last)
                continue;
            _ranges.RemoveAt(at);
            if (range.Last > last)
                _ranges.Insert(at, (last + 1, range.Last));
            if (range.First < first)
                _ranges.Insert(at, (range.First, first - 1));
        }
    }

    public void Clear() => _ranges.Clear();

    private int FirstRangeEndingAtOrAfter(long sequence)
    {
        var low = 0;
        var high = _ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Last < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
