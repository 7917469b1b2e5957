using System.Collections.Concurrent;

namespace EdgeTwin.SensorDrivers;

/// <summary>
/// A fixed set of <see cref="SampleBlock"/>s of one shape. When all are in use <see cref="TryRent"/> says so and nothing is allocated,
/// so a pool is also the limit on how much unprocessed data one sensor can hold. Thread-safe.
/// </summary>
public sealed class SampleBlockPool
{
    private readonly ConcurrentQueue<SampleBlock> _free = new();

    /// <summary>Creates the pool and all its blocks.</summary>
    /// <param name="channelCount">Channels of each block.</param>
    /// <param name="capacity">Most sample sets of each block.</param>
    /// <param name="blocks">Number of blocks.</param>
    public SampleBlockPool(int channelCount, int capacity, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channelCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blocks);
        for (var i = 0; i < blocks; i++)
            _free.Enqueue(new SampleBlock(this, channelCount, capacity));
    }

    /// <summary>Takes an empty block; <see langword="false"/> when every block is in use.</summary>
    public bool TryRent([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SampleBlock? block)
    {
        if (!_free.TryDequeue(out block))
            return false;
        block.Reset();
        return true;
    }

    internal void Return(SampleBlock block) => _free.Enqueue(block);
}
