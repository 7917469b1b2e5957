namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>The last samples of a watched channel with their times. One writer, any number of readers, a lock held for one copy.</summary>
internal sealed class WaveformRing(int capacity)
{
    /// <summary>A step to the next block longer than this many intervals means that samples are missing in between.</summary>
    private const double GapIntervals = 1.5;

    private readonly Lock _gate = new();
    private readonly float[] _values = new float[capacity];
    private readonly long[] _utcNs = new long[capacity];
    private long _written;

    public int Capacity => _values.Length;

    /// <summary>Samples written so far; the position from which a new reader starts.</summary>
    public long Written
    {
        get
        {
            lock (_gate)
                return _written;
        }
    }

    public void Write(long firstSampleUtcNs, double sampleIntervalNs, ReadOnlySpan<float> samples)
    {
        lock (_gate)
        {
            if (_written > 0)
            {
                var previousNs = _utcNs[(int)((_written - 1) % _values.Length)];
                if (firstSampleUtcNs - previousNs > GapIntervals * sampleIntervalNs)
                    WriteGap(previousNs + (long)sampleIntervalNs, firstSampleUtcNs - (long)sampleIntervalNs);
            }

            for (var i = 0; i < samples.Length; i++)
                Add(firstSampleUtcNs + (long)(i * sampleIntervalNs), samples[i]);
        }
    }

    /// <summary>Copies what follows <paramref name="position"/>, oldest first, and moves it on. Jumps when the writer has overtaken it.</summary>
    /// <param name="position">Position of the reader.</param>
    /// <param name="utcNs">Takes the times.</param>
    /// <param name="values">Takes the samples; as long as <paramref name="utcNs"/>.</param>
    /// <param name="skipped">Whether samples were overtaken.</param>
    /// <returns>Number of samples copied.</returns>
    public int Read(ref long position, Span<long> utcNs, Span<float> values, out bool skipped)
    {
        lock (_gate)
        {
            var oldest = Math.Max(0, _written - _values.Length);
            skipped = position < oldest;
            position = Math.Max(position, oldest);
            var count = (int)Math.Min(_written - position, values.Length);
            for (var i = 0; i < count; i++)
            {
                var slot = (int)((position + i) % _values.Length);
                utcNs[i] = _utcNs[slot];
                values[i] = _values[slot];
            }

            position += count;
            return count;
        }
    }

    /// <summary>A hole needs only its two ends: a reader marks every column from the first to the second.</summary>
    private void WriteGap(long fromUtcNs, long toUtcNs)
    {
        Add(fromUtcNs, float.NaN);
        if (toUtcNs > fromUtcNs)
            Add(toUtcNs, float.NaN);
    }

    private void Add(long utcNs, float value)
    {
        var slot = (int)(_written % _values.Length);
        _utcNs[slot] = utcNs;
        _values[slot] = value;
        _written++;
    }
}
