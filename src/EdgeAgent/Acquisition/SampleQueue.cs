using System.Threading.Channels;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>
/// The one bounded channel between sampling and processing. When it is full, live data drop their oldest item, which is counted;
/// a recording or an accelerated simulation waits instead.
/// </summary>
internal sealed class SampleQueue
{
    /// <summary>About eight seconds of the reference station.</summary>
    public const int ItemsMax = 4096;

    private readonly Channel<PathItem> _items;

    /// <param name="waitWhenFull">Whether the writer waits, or the oldest item is dropped.</param>
    /// <param name="dropped">Called with each dropped block before it goes back to its pool.</param>
    public SampleQueue(bool waitWhenFull, Action<SampleBlock> dropped)
    {
        WaitsWhenFull = waitWhenFull;
        var options = new BoundedChannelOptions(ItemsMax)
        {
            SingleReader = true,
            // Both ends are threads that block. Without this every block would wake a thread-pool worker only to pass the news on.
            AllowSynchronousContinuations = true,
            FullMode = waitWhenFull ? BoundedChannelFullMode.Wait : BoundedChannelFullMode.DropOldest,
        };
        _items = Channel.CreateBounded<PathItem>(options, item =>
        {
            if (item.Block is not { } block)
                return;
            dropped(block);
            block.Dispose();
        });
    }

    public bool WaitsWhenFull { get; }

    public int Count => _items.Reader.Count;

    public ChannelReader<PathItem> Reader => _items.Reader;

    /// <summary>Hands an item over. False when processing has ended; the caller still owns the block then.</summary>
    public bool Write(in PathItem item, CancellationToken cancellationToken)
    {
        while (!_items.Writer.TryWrite(item))
        {
            if (cancellationToken.IsCancellationRequested || !WaitForRoom(cancellationToken))
                return false;
        }

        return true;
    }

    public void Complete() => _items.Writer.TryComplete();

    private bool WaitForRoom(CancellationToken cancellationToken)
    {
        try
        {
            return _items.Writer.WaitToWriteAsync(cancellationToken).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
