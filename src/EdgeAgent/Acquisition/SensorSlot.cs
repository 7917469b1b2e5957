using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>
/// One sensor as its sampling loop sees it: the driver, when it is due, and what became of its samples.
/// The loop's thread owns everything but <see cref="State"/>, <see cref="Failure"/> and <see cref="Account"/>, which anyone may read.
/// </summary>
internal sealed class SensorSlot : IDisposable
{
    private const long StartPollNs = 2_000_000;
    private const int BlocksInFlightMin = 8;
    private const double BlocksInFlightSeconds = 8;
    private const long RestartDelayMinNs = 100_000_000;
    private const long RestartDelayMaxNs = 30_000_000_000;

    // Each failure doubles the wait before the next start, and each stretch of so much sound delivery halves it.
    private const long SoundNs = 1_000_000_000;
    private const long LookNsMin = 60_000_000_000;
    private const double DitherPollsMax = 0.125;
    private readonly Func<ISensorDriver> _createDriver;
    private readonly Func<string>? _lookAtPlace;
    private readonly double _ditherNs;
    private readonly Lock _gate = new();
    private long _delivered;
    private long _missing;
    private long _dropped;
    private long _overruns;
    private long _nextSequence;
    private ISensorDriver? _driver;
    private long _restartDelayNs = RestartDelayMinNs;
    private long _soundSinceNs;
    private Task? _start;
    private long _lookedNs = long.MinValue;
    private string _seenAtPlace = "";
    private volatile SensorState _state = SensorState.Starting;
    private volatile SensorException? _failure;

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
        _ditherNs = description.IsChipClocked ? Math.Min(1e9 / description.SampleRateHz, PollNs * DitherPollsMax) : 0;
        var blockCapacity = Math.Max(4, (int)Math.Ceiling(description.SampleRateHz * description.PollInterval.TotalSeconds * 4));
        var blocks = Math.Max(BlocksInFlightMin, (int)Math.Ceiling(BlocksInFlightSeconds / description.PollInterval.TotalSeconds));
        Pool = new SampleBlockPool(description.Channels.Count, Math.Max(blockCapacity, 64), blocks);
    }

    public int SensorIndex { get; }

    public SensorDescription Description { get; }

    public SampleBlockPool Pool { get; }

    public long PollNs { get; }

    /// <summary>
    /// Time to the next poll. A chip with a clock of its own is looked at at every phase of its sample interval: polls in step with its samples
    /// would show the same phase for minutes, and nothing of its clock.
    /// </summary>
    /// <param name="phase">0 to 1, spread evenly over the polls.</param>
    public long NextPollNs(double phase) => PollNs + (long)((phase - 0.5) * _ditherNs);

    /// <summary>Monotonic time of the next read or start attempt.</summary>
    public long DueNs { get; set; }

    public SensorState State => _state;

    /// <summary>Why the sensor does not run; <see langword="null"/> while it does. Anyone may read.</summary>
    public SensorException? Failure => _failure;

    public SensorAccount Account
    {
        get
        {
            lock (_gate)
                return new(_delivered - _dropped, _missing, _dropped, _overruns, _nextSequence - _delivered - _missing);
        }
    }

    /// <summary>Starts the chip if it does not run; on failure the next attempt is scheduled. True when it runs.</summary>
    /// <param name="nowNs">Monotonic time.</param>
    /// <param name="beside">
    /// Whether a start runs beside the loop: a reset takes some tens of milliseconds, in which other chips of the bus would overrun.
    /// </param>
    /// <param name="failure">Why the start failed, once it has.</param>
    public bool EnsureStarted(long nowNs, bool beside, out SensorException? failure)
    {
        failure = null;
        if (_state.Running)
            return true;
        _start ??= Begin(nowNs, beside);
        if (!_start.IsCompleted)
        {
            DueNs = nowNs + StartPollNs;
            return false;
        }

        var start = _start;
        _start = null;
        try
        {
            start.GetAwaiter().GetResult();
            _soundSinceNs = nowNs;
            _failure = null;
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
            if (_driver is not { } driver || driver.Read(block) != ReadOutcome.Ok)
                return false;
            if (nowNs - _soundSinceNs >= SoundNs)
            {
                _soundSinceNs = nowNs;
                _restartDelayNs = Math.Max(_restartDelayNs / 2, RestartDelayMinNs);
            }

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
        if (EndedStart() || _state.Running)
            _driver?.Stop();
        _state = _state with { Running = false, Message = "Stopped." };
    }

    public void Dispose() => _driver?.Dispose();

    // A start that is still under way ends by itself: all its attempts are bounded.
    private bool EndedStart()
    {
        if (_start is not { } start)
            return false;
        _start = null;
        try
        {
            start.GetAwaiter().GetResult();
            return true;
        }
        catch (SensorException)
        {
            return false;
        }
    }

    private Task Begin(long nowNs, bool beside)
    {
        try
        {
            var driver = _driver ??= _createDriver();
            if (beside)
                return Task.Factory.StartNew(() => StartOrLook(driver, nowNs), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            StartOrLook(driver, nowNs);
            return Task.CompletedTask;
        }
        catch (SensorException exception)
        {
            return Task.FromException(exception);
        }
    }

    private void StartOrLook(ISensorDriver driver, long nowNs)
    {
        try
        {
            driver.Start();
            _lookedNs = long.MinValue;
        }
        catch (SensorException failure) when (_lookAtPlace is not null && failure.InnerException is null)
        {
            // Only where a transfer worked and the answer was wrong can another chip be there.
            throw WithWhatAnswers(failure, nowNs);
        }
    }

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

    private SensorException WithWhatAnswers(SensorException failure, long nowNs)
    {
        if (_lookedNs == long.MinValue || nowNs - _lookedNs >= LookNsMin)
            (_lookedNs, _seenAtPlace) = (nowNs, _lookAtPlace!());
        return _seenAtPlace.Length == 0
            ? failure
            : new SensorException(failure.Operation, failure.Device, failure.Reason, $"{_seenAtPlace}. {failure.Advice}", failure.IsTransient);
    }

    private void Fail(SensorException exception, long nowNs)
    {
        if (_state.Running)
            _driver?.Stop();
        _failure = exception;
        _state = _state with { Running = false, Message = exception.Message, Restarts = _state.Restarts + 1 };
        DueNs = nowNs + _restartDelayNs;
        _restartDelayNs = Math.Min(_restartDelayNs * 2, RestartDelayMaxNs);
    }
}
