namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// The samples of all channels of one sensor in one window, in order of their sequence numbers, missing ones as NaN.
/// Buffers are made once and reused window after window; owned by the signal path's loop.
/// </summary>
internal sealed class SensorWindow
{
    private readonly float[] _samples;

    public SensorWindow(int channelCount, int capacity)
    {
        Capacity = capacity;
        _samples = new float[channelCount * capacity];
    }

    public int Capacity { get; }

    /// <summary>Sample sets so far, missing ones included.</summary>
    public int Count { get; private set; }

    /// <summary>Sample sets that did not fit because the sensor delivers faster than it says.</summary>
    public long Refused { get; private set; }

    public ReadOnlySpan<float> Channel(int row) => _samples.AsSpan(row * Capacity, Count);

    public void Clear()
    {
        Count = 0;
        Refused = 0;
    }

    /// <summary>Appends sample sets that are missing.</summary>
    public void AppendMissing(int channelCount, long sampleSets)
    {
        var fit = (int)Math.Min(sampleSets, Capacity - Count);
        for (var row = 0; row < channelCount; row++)
            _samples.AsSpan((row * Capacity) + Count, fit).Fill(float.NaN);
        Count += fit;
    }

    /// <summary>The next free part of every row, to be filled by the caller with as many sample sets as it then commits.</summary>
    public Span<float> Free(int row, int sampleSets) => _samples.AsSpan((row * Capacity) + Count, Math.Min(sampleSets, Capacity - Count));

    public void Commit(int sampleSets)
    {
        var fit = Math.Min(sampleSets, Capacity - Count);
        Count += fit;
        Refused += sampleSets - fit;
    }
}
