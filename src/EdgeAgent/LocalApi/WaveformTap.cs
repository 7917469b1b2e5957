namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>A channel that can be watched.</summary>
/// <param name="Id">For example <c>acc-3.z</c>.</param>
/// <param name="SampleRateHz">Nominal rate; sizes the ring.</param>
/// <param name="Factor">Calibration from the chip's value to the shown one: (raw - offset) * factor.</param>
/// <param name="Offset">See <paramref name="Factor"/>.</param>
internal readonly record struct WaveformChannel(string Id, double SampleRateHz, double Factor = 1, double Offset = 0);

/// <summary>
/// Where the signal path leaves a copy of every block for the live view. A channel that nobody watches costs one volatile read;
/// a watched one is copied into its ring, which exists only while it is watched. Nothing is allocated by <see cref="Write"/>.
/// One thread writes a channel; any number read it.
/// </summary>
internal sealed class WaveformTap
{
    /// <summary>Length of a ring: what a stream may lag behind before it skips.</summary>
    public const double RingSeconds = 30;

    private readonly Lock _gate = new();
    private readonly WaveformChannel[] _channels;
    private readonly WaveformRing?[] _rings;
    private readonly int[] _watchers;
    private int _allWatchers;

    /// <param name="channels">In the order of the indices given to <see cref="Write"/>.</param>
    public WaveformTap(IReadOnlyList<WaveformChannel> channels)
    {
        _channels = [.. channels];
        _rings = new WaveformRing?[_channels.Length];
        _watchers = new int[_channels.Length];
    }

    /// <summary>Takes consecutive samples of one channel as the driver delivered them; they are calibrated when they are read. NaN is a missing sample; a hole in front of the block is found from its time.</summary>
    public void Write(int channelIndex, long firstSampleUtcNs, double sampleIntervalNs, ReadOnlySpan<float> samples)
    {
        if (Volatile.Read(ref _rings[channelIndex]) is { } ring)
            ring.Write(firstSampleUtcNs, sampleIntervalNs, samples);
    }

    /// <summary>Index of a channel; -1 when there is none of that name.</summary>
    public int IndexOf(string channelId) => Array.FindIndex(_channels, channel => channel.Id == channelId);

    /// <summary>Whether anyone watches any channel.</summary>
    public bool IsAnyWatched => Volatile.Read(ref _allWatchers) > 0;

    /// <summary>Whether anyone watches a channel.</summary>
    public bool IsWatched(int channelIndex) => Volatile.Read(ref _rings[channelIndex]) is not null;

    /// <summary>Starts to watch a channel.</summary>
    /// <param name="channelIndex">Index of the channel.</param>
    /// <param name="columnNs">Width of a screen column in station time.</param>
    public WaveformReader Watch(int channelIndex, double columnNs)
    {
        lock (_gate)
        {
            _watchers[channelIndex]++;
            Volatile.Write(ref _allWatchers, _allWatchers + 1);
            var ring = _rings[channelIndex];
            if (ring is null)
            {
                ring = new WaveformRing(Math.Max(64, (int)Math.Ceiling(_channels[channelIndex].SampleRateHz * RingSeconds)));
                Volatile.Write(ref _rings[channelIndex], ring);
            }

            return new WaveformReader(ring, _channels[channelIndex], columnNs, () => Release(channelIndex));
        }
    }

    private void Release(int channelIndex)
    {
        lock (_gate)
        {
            Volatile.Write(ref _allWatchers, _allWatchers - 1);
            if (--_watchers[channelIndex] == 0)
                Volatile.Write(ref _rings[channelIndex], null);
        }
    }
}
