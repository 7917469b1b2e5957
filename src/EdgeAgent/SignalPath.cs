using System.Threading.Channels;
using EdgeTwin.EdgeAgent.Acquisition;
using EdgeTwin.EdgeAgent.Discovery;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.LocalApi;
using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent;

/// <summary>
/// The one loop that everything measured goes through:
/// <code>
/// acquire ─► window ─► extract ─► infer ─► decide ─► store ─► (outbox) sync
/// </code>
/// Plain calls on one thread; nothing here waits but for the next block. Engineering limits are decided and kept before a model is asked, so that
/// a model can neither lower, delay nor hide what a limit says. Everything but <see cref="Account"/> belongs to the loop's thread.
/// </summary>
internal sealed class SignalPath
{
    // A longer jump of the station's time is a jump, not a row of empty windows.
    private const int EmptyWindowsMax = 3;

    private readonly ChannelTable _table;
    private readonly WindowAssembler _windows;
    private readonly FeatureExtractor _extractor;
    private readonly IWindowJudge _judge;
    private readonly LiveReadings _live;
    private readonly WaveformTap? _waveforms;
    private readonly SensorMeters? _meters;
    private readonly Action? _heartbeat;
    private readonly string[] _sensorMessages;
    private bool _skipPartialWindow;
    private long _windowsClosed;

    public SignalPath(SignalPathParts parts, IWindowJudge judge)
    {
        _table = parts.Table;
        _windows = new WindowAssembler(parts.Table, parts.Windows);
        _extractor = new FeatureExtractor(parts.Table, parts.Features, parts.Windows, parts.Definitions);
        _judge = judge;
        _live = parts.Live;
        _waveforms = parts.Waveforms;
        _meters = parts.Meters;
        _heartbeat = parts.Heartbeat;
        _skipPartialWindow = parts.SkipPartialFirstWindow;
        _sensorMessages = new string[parts.Table.Sensors.Count];
        Array.Fill(_sensorMessages, "");
        SensorMessage = parts.SensorMessage ?? (_ => "");
    }

    /// <summary>Windows closed, and sample sets that came too late or did not fit. Anyone may read.</summary>
    public SignalPathAccount Account => new(Interlocked.Read(ref _windowsClosed), _windows.LateSampleSets, _windows.RefusedSampleSets);

    /// <summary>Why a sensor delivers nothing; empty when it runs.</summary>
    private Func<int, string> SensorMessage { get; }

    /// <summary>Runs until the queue is completed and empty.</summary>
    public void Run(ChannelReader<PathItem> queue)
    {
        using var arrived = new AutoResetEvent(false);
        while (WaitForItem(queue, arrived))
        {
            while (queue.TryRead(out var item))
                Take(item);
        }
    }

    /// <summary>Takes one item: a block of samples, or the time.</summary>
    public void Take(in PathItem item)
    {
        if (item.Block is { } block)
            Acquire(block);
        else
            _windows.Tick(item.UtcNs, item.MonotonicNs, item.Quality);
        while (_windows.IsComplete())
            CloseWindow(item.UtcNs);
        _judge.Pause();
        _heartbeat?.Invoke();
    }

    /// <summary>Closes what is still open at the end of a recording.</summary>
    public void Finish()
    {
        while (_windows.HasSamples)
            CloseWindow(_windows.EndUtcNs);
    }

    // Waiting for a task spins before it sleeps, which at a hundred waits a second costs more than all the arithmetic of a window.
    private static bool WaitForItem(ChannelReader<PathItem> queue, AutoResetEvent arrived)
    {
#pragma warning disable CA2012 // The awaiter is asked once: when it is completed.
        var wait = queue.WaitToReadAsync().GetAwaiter();
#pragma warning restore CA2012
        if (!wait.IsCompleted)
        {
            wait.UnsafeOnCompleted(() => arrived.Set());
            arrived.WaitOne();
        }

        return wait.GetResult();
    }

    private void Acquire(SampleBlock block)
    {
        var channels = _table.OfSensor(block.SensorIndex);
        _live.Take(block, channels);
        _meters?.Take(block);
        if (_waveforms is not null)
        {
            foreach (var channel in channels)
                _waveforms.Write(channel.Index, block.FirstSampleUtcNs, block.SampleIntervalNs, block.Channel(channel.Row));
        }

        while (!_windows.CanAdd(block))
            CloseWindow(block.FirstSampleUtcNs);
        _windows.Add(block);
        block.Dispose();
    }

    private void CloseWindow(long stationUtcNs)
    {
        if (!_skipPartialWindow)
        {
            for (var sensor = 0; sensor < _sensorMessages.Length; sensor++)
                _sensorMessages[sensor] = SensorMessage(sensor);
            var frame = _extractor.Extract(_windows, _sensorMessages);
            _judge.Judge(frame);
            Interlocked.Increment(ref _windowsClosed);
        }

        _skipPartialWindow = false;
        _windows.MoveOn();
        if (!_windows.HasSamples && stationUtcNs - _windows.StartUtcNs > EmptyWindowsMax * _windows.WindowNs)
            _windows.JumpTo(stationUtcNs);
    }
}
