using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>
/// One sensor as its sampling loop sees it: the driver, when it is due, and what became of its samples.
/// The loop's thread owns everything but <see cref="State"/> and <see cref="Account"/>, which anyone may read.
/// </summary>
internal sealed class SensorSlot : IDisposable
{
    private const int BlocksInFlightMin = 8;
    private const double BlocksInFlightSeconds = 8;
    private const int RestartDelayMaxSeconds = 30;
    private readonly ISensorDriver _driver;
    private long _delivered;
    private long _missing;
    private long _dropped;
    private long _overruns;
    private long _nextSequence;
    private int _restartDelaySeconds = 1;
    private volatile SensorState _state = SensorState.Starting;

    public SensorSlot(int sensorIndex, ISensorDriver driver)
    {
        _driver = driver;
        SensorIndex = sensorIndex;
        var description = driver.Description;
        PollNs = (long)description.PollInterval.TotalNanoseconds;
        var blockCapacity = Math.Max(4, (int)Math.Ceiling(description.SampleRateHz * description.PollInterval.TotalSeconds * 4));
        var blocks = Math.Max(BlocksInFlightMin, (int)Math.Ceiling(BlocksInFlightSeconds / description.PollInterval.TotalSeconds));
        Pool = new SampleBlockPool(description.Channels.Count, Math.Max(blockCapacity, 64), blocks);
    }

    public int SensorIndex { get; }

    public SensorDescription Description => _driver.Description;

    public SampleBlockPool Pool { get; }

    public long PollNs { get; }

    /// <summary>Monotonic time of the next read or start attempt.</summary>
    public long DueNs { get; set; }

    public SensorState State => _state;

    public SensorAccount Account
    {
        get
        {
            var (delivered, missing, dropped) = (Interlocked.Read(ref _delivered), Interlocked.Read(ref _missing), Interlocked.Read(ref _dropped));
            return new(delivered - dropped, missing, dropped, Interlocked.Read(ref _overruns), Interlocked.Read(ref _nextSequence) - delivered - missing);
        }
    }

    /// <summary>Starts the chip if it does not run; on failure the next attempt is scheduled. True when it runs.</summary>
    public bool EnsureStarted(long nowNs, out SensorException? failure)
    {
        failure = null;
        if (_state.Running)
            return true;
        try
        {
            _driver.Start();
            _restartDelaySeconds = 1;
            _state = _state with { Running = true, Message = "" };
            return true;
        }
        catch (SensorException exception)
        {
            failure = exception;
            Fail(exception, nowNs);
            return false;
        }
    }

    /// <summary>Reads the chip; a failure stops the sensor until the next start attempt.</summary>
    public bool TryRead(SampleBlock block, long nowNs, out SensorException? failure)
    {
        failure = null;
        try
        {
            if (_driver.Read(block) != ReadOutcome.Ok)
                return false;
            CountIn(block);
            return true;
        }
        catch (SensorException exception)
        {
            failure = exception;
            Fail(exception, nowNs);
            return false;
        }
    }

    /// <summary>Counts a block that was dropped behind the driver.</summary>
    public void CountDropped(SampleBlock block) => Interlocked.Add(ref _dropped, block.SampleCount);

    public void Stop()
    {
        if (_state.Running)
            _driver.Stop();
        _state = _state with { Running = false, Message = "Stopped." };
    }

    public void Dispose() => _driver.Dispose();

    private void CountIn(SampleBlock block)
    {
        Interlocked.Add(ref _delivered, block.SampleCount);
        Interlocked.Add(ref _missing, block.MissingBefore);
        Interlocked.Add(ref _overruns, block.Overruns);
        Interlocked.Exchange(ref _nextSequence, block.FirstSequence + block.SampleCount);
        var rateHz = 1e9 / block.SampleIntervalNs;
        if (!(Math.Abs(rateHz - _state.MeasuredRateHz) <= 1e-4 * rateHz))
            _state = _state with { MeasuredRateHz = rateHz };
    }

    private void Fail(SensorException exception, long nowNs)
    {
        if (_state.Running)
            _driver.Stop();
        _state = _state with { Running = false, Message = exception.Message, Restarts = _state.Restarts + 1 };
        DueNs = nowNs + (_restartDelaySeconds * 1_000_000_000L);
        _restartDelaySeconds = Math.Min(_restartDelaySeconds * 2, RestartDelayMaxSeconds);
    }
}
