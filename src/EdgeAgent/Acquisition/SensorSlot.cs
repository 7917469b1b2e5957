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
    private const long LookNsMin = 60_000_000_000;
    private readonly Func<ISensorDriver> _createDriver;
    private readonly Func<string>? _lookAtPlace;
    private readonly Lock _gate = new();
    private long _delivered;
    private long _missing;
    private long _dropped;
    private long _overruns;
    private long _nextSequence;
    private ISensorDriver? _driver;
    private int _restartDelaySeconds = 1;
    private long _lookedNs = long.MinValue;
    private string _seenAtPlace = "";
    private volatile SensorState _state = SensorState.Starting;

    /// <param name="sensorIndex">Position among the station's sensors.</param>
    /// <param name="createDriver">Opens the device; called again after a failure, since a bus may appear later.</param>
    /// <param name="description">What the driver will deliver.</param>
    /// <param name="lookAtPlace">Says which other chip answers at the sensor's place; empty when none is recognised. Called only after a start failed.</param>
    public SensorSlot(int sensorIndex, Func<ISensorDriver> createDriver, SensorDescription description, Func<string>? lookAtPlace = null)
    {
        _createDriver = createDriver;
        _lookAtPlace = lookAtPlace;
        SensorIndex = sensorIndex;
        Description = description;
        PollNs = (long)description.PollInterval.TotalNanoseconds;
        var blockCapacity = Math.Max(4, (int)Math.Ceiling(description.SampleRateHz * description.PollInterval.TotalSeconds * 4));
        var blocks = Math.Max(BlocksInFlightMin, (int)Math.Ceiling(BlocksInFlightSeconds / description.PollInterval.TotalSeconds));
        Pool = new SampleBlockPool(description.Channels.Count, Math.Max(blockCapacity, 64), blocks);
    }

    public int SensorIndex { get; }

    public SensorDescription Description { get; }

    public SampleBlockPool Pool { get; }

    public long PollNs { get; }

    /// <summary>Monotonic time of the next read or start attempt.</summary>
    public long DueNs { get; set; }

    public SensorState State => _state;

    public SensorAccount Account
    {
        get
        {
            lock (_gate)
                return new(_delivered - _dropped, _missing, _dropped, _overruns, _nextSequence - _delivered - _missing);
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
            _driver ??= _createDriver();
            _driver.Start();
            _restartDelaySeconds = 1;
            _lookedNs = long.MinValue;
            _state = _state with { Running = true, Message = "" };
            return true;
        }
        catch (SensorException exception)
        {
            failure = WithWhatAnswers(exception, nowNs);
            Fail(failure, nowNs);
            return false;
        }
    }

    /// <summary>Reads the chip; a failure stops the sensor until the next start attempt.</summary>
    public bool TryRead(SampleBlock block, long nowNs, out SensorException? failure)
    {
        failure = null;
        try
        {
            if (_driver is not { } driver || driver.Read(block) != ReadOutcome.Ok)
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
    public void CountDropped(SampleBlock block)
    {
        lock (_gate)
            _dropped += block.SampleCount;
    }

    public void Stop()
    {
        if (_state.Running)
            _driver?.Stop();
        _state = _state with { Running = false, Message = "Stopped." };
    }

    public void Dispose() => _driver?.Dispose();

    private void CountIn(SampleBlock block)
    {
        lock (_gate)
        {
            _delivered += block.SampleCount;
            _missing += block.MissingBefore;
            _overruns += block.Overruns;
            _nextSequence = block.FirstSequence + block.SampleCount;
        }

        var rateHz = 1e9 / block.SampleIntervalNs;
        if (!(Math.Abs(rateHz - _state.MeasuredRateHz) <= 1e-4 * rateHz))
            _state = _state with { MeasuredRateHz = rateHz };
    }

    // Only where a transfer worked and the answer was wrong can another chip be there.
    private SensorException WithWhatAnswers(SensorException failure, long nowNs)
    {
        if (_lookAtPlace is null || failure.InnerException is not null)
            return failure;
        if (_lookedNs == long.MinValue || nowNs - _lookedNs >= LookNsMin)
            (_lookedNs, _seenAtPlace) = (nowNs, _lookAtPlace());
        return _seenAtPlace.Length == 0
            ? failure
            : new SensorException(failure.Operation, failure.Device, failure.Reason, $"{_seenAtPlace}. {failure.Advice}", failure.IsTransient);
    }

    private void Fail(SensorException exception, long nowNs)
    {
        if (_state.Running)
            _driver?.Stop();
        _state = _state with { Running = false, Message = exception.Message, Restarts = _state.Restarts + 1 };
        DueNs = nowNs + (_restartDelaySeconds * 1_000_000_000L);
        _restartDelaySeconds = Math.Min(_restartDelaySeconds * 2, RestartDelayMaxSeconds);
    }
}
