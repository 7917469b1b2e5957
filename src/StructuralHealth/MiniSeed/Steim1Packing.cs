namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// The packing of Steim-1 that brings the most samples into a record. A word takes four, two or one difference; taking the most each time is not
/// the best, because three have no code, so the fewest words to reach each sample are counted first (dynamic programming), then walked back.
/// Owned by one writer; the arrays are made once.
/// </summary>
internal sealed class Steim1Packing(int mostSamples)
{
    private readonly int[] _words = new int[mostSamples + 1];
    private readonly byte[] _countBefore = new byte[mostSamples + 1];
    private readonly byte[] _counts = new byte[mostSamples];
    private int _planned;
    private int _next;

    /// <summary>Plans one record of <paramref name="words"/> words at most.</summary>
    public void Plan(ReadOnlySpan<int> samples, int firstDifference, int words)
    {
        var end = Reach(samples, firstDifference, words);
        _planned = 0;
        for (var at = end; at > 0; at -= _countBefore[at])
            _counts[_planned++] = _countBefore[at];
        _counts.AsSpan(0, _planned).Reverse();
        _next = 0;
    }

    /// <summary>Differences in the next word; 0 when the plan ends, which before the end of words and samples is a difference too wide.</summary>
    public int Next() => _next < _planned ? _counts[_next++] : 0;

    private int Reach(ReadOnlySpan<int> samples, int firstDifference, int words)
    {
        var most = Math.Min(samples.Length, mostSamples);
        _words.AsSpan(1, most).Fill(int.MaxValue);
        var (end, narrow8, narrow16) = (0, 0, 0);
        for (var at = 1; at <= most; at++)
        {
            var bits = SteimEncoder.BitsOf(SteimEncoder.Difference(samples, at - 1, firstDifference));
            if (bits > 32)
                break;
            narrow8 = bits <= 8 ? narrow8 + 1 : 0;
            narrow16 = bits <= 16 ? narrow16 + 1 : 0;
            Offer(at, 1);
            if (narrow16 >= 2)
                Offer(at, 2);
            if (narrow8 >= 4)
                Offer(at, 4);
            if (_words[at] <= words)
                end = at;
            else if (at >= end + 4)
                break;
        }

        return end;
    }

    private void Offer(int at, int count)
    {
        var words = _words[at - count] + 1;
        if (words > _words[at])
            return;
        _words[at] = words;
        _countBefore[at] = (byte)count;
    }
}
