namespace EdgeTwin.SensorDrivers;

/// <summary>
/// Consecutive samples of all channels of one sensor, channel-major, <c>[channel][sample]</c>, in the units of its description.
/// A block comes from a <see cref="SampleBlockPool"/> and has one owner at a time: driver, bounded channel, signal path.
/// The owner that is done with it disposes it, which returns it to its pool. Not thread-safe.
/// </summary>
public sealed class SampleBlock : IDisposable
{
    private readonly SampleBlockPool _pool;
    private readonly float[] _samples;
    private readonly ChannelStatus[] _status;

    internal SampleBlock(SampleBlockPool pool, int channelCount, int capacity)
    {
        _pool = pool;
        ChannelCount = channelCount;
        Capacity = capacity;
        _samples = new float[channelCount * capacity];
        _status = new ChannelStatus[channelCount];
    }

    /// <summary>Index of the sensor among the station's sensors; set by the sampling loop.</summary>
    public int SensorIndex { get; set; }

    /// <summary>Number of channels.</summary>
    public int ChannelCount { get; }

    /// <summary>Most sample sets the block can hold.</summary>
    public int Capacity { get; }

    /// <summary>Sample sets in the block.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Sequence number of the first sample set, counted from the sensor's first start; missing sample sets are counted too.</summary>
    public long FirstSequence { get; set; }

    /// <summary>When the first sample set was taken, on the monotonic clock, in nanoseconds.</summary>
    public long FirstSampleMonotonicNs { get; set; }

    /// <summary>When the first sample set was taken, in nanoseconds since 1970-01-01 UTC; set by the sampling loop.</summary>
    public long FirstSampleUtcNs { get; set; }

    /// <summary>Time between sample sets in nanoseconds, as estimated.</summary>
    public double SampleIntervalNs { get; set; }

    /// <summary>How well <see cref="SampleIntervalNs"/> and <see cref="FirstSampleMonotonicNs"/> are known.</summary>
    public SampleClockState SampleClock { get; set; }

    /// <summary>Quality of <see cref="FirstSampleUtcNs"/>; set by the sampling loop.</summary>
    public ClockQuality ClockQuality { get; set; }

    /// <summary>Sample sets that are missing between the previous block of this sensor and this one.</summary>
    public long MissingBefore { get; set; }

    /// <summary>Overruns of the chip's buffer since the previous block.</summary>
    public int Overruns { get; set; }

    /// <summary>Temperature inside the chip in degC, where the chip measures it; <see cref="float.NaN"/> elsewhere or when not yet known.</summary>
    public float ChipTemperatureC { get; set; }

    /// <summary>Sets the number of sample sets in the block, between 0 and <see cref="Capacity"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sampleCount"/> is out of range.</exception>
    public void SetSampleCount(int sampleCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sampleCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleCount, Capacity);
        SampleCount = sampleCount;
    }

    /// <summary>The whole row of a channel, <see cref="Capacity"/> long, for a driver to write to. <see cref="float.NaN"/> is a missing sample.</summary>
    public Span<float> Row(int channel) => _samples.AsSpan(channel * Capacity, Capacity);

    /// <summary>The samples of a channel. <see cref="float.NaN"/> is a missing sample.</summary>
    public ReadOnlySpan<float> Channel(int channel) => _samples.AsSpan(channel * Capacity, SampleCount);

    /// <summary>Status of each channel in this block.</summary>
    public Span<ChannelStatus> Status => _status;

    /// <summary>Returns the block to its pool.</summary>
    public void Dispose() => _pool.Return(this);

    internal void Reset()
    {
        SampleCount = 0;
        FirstSequence = 0;
        FirstSampleMonotonicNs = 0;
        FirstSampleUtcNs = 0;
        SampleIntervalNs = 0;
        SampleClock = default;
        ClockQuality = ClockQuality.Unknown;
        MissingBefore = 0;
        Overruns = 0;
        ChipTemperatureC = float.NaN;
        _status.AsSpan().Clear();
    }
}
