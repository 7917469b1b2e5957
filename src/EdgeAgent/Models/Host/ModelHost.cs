namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>
/// Keeps a child process with the active model running: starts it, asks it for signs of life, and replaces it when it dies, hangs or
/// takes too much memory. A failure costs the inference under way, nothing else. Starts and heartbeats happen on the supervisor's own
/// thread; a caller of <see cref="TryScore"/> waits at most the timeout, and not at all while there is no child.
/// </summary>
internal sealed class ModelHost : IDisposable
{
    /// <summary>Runtime and native library in memory beside what a model takes.</summary>
    private const long OwnBytes = 160L * 1024 * 1024;
    private const int LinesKeptMax = 20;
    private const int LineCharactersMax = 300;

    private readonly ModelHostOptions _options;
    private readonly ILogger _logger;
    private readonly RestartBudget _budget;
    private readonly AutoResetEvent _wake = new(false);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Thread _supervisor;

    // Guarded by _turn, read by anyone.
    private volatile ModelHostChild? _child;
    private volatile ModelHostChild? _starting;
    private volatile string? _modelPath;
    private volatile string? _failure;
    private volatile bool _stopping;
    private int _starts;

    public ModelHost(ModelHostOptions options, ILogger logger, TimeProvider realTime)
    {
        _options = options;
        _logger = logger;
        _budget = new RestartBudget(realTime);
        _supervisor = new Thread(Supervise) { IsBackground = true, Name = "model host supervisor" };
        _supervisor.Start();
    }

    public int? ProcessId => _child?.ProcessId;

    /// <summary>A child has loaded the model and answers.</summary>
    public bool IsReady => _child is not null;

    public int Restarts => Math.Max(0, Volatile.Read(ref _starts) - 1);

    /// <summary>Why there is no answer now; <see langword="null"/> while all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Makes an ONNX file the model from now on; it is loaded in the background.</summary>
    public void Use(string modelPath)
    {
        _turn.Wait();
        try
        {
            _modelPath = modelPath;
            Drop();
        }
        finally
        {
            _turn.Release();
        }

        _wake.Set();
    }

    /// <summary>Runs the model on one window. <see langword="null"/> when it did not answer; <see cref="Failure"/> then says why.</summary>
    public HostScore? TryScore(ReadOnlySpan<double> features, ReadOnlySpan<double> covariates)
    {
        if (_child is null || !_turn.Wait(_options.Timeout))
            return null;
        try
        {
            if (_child is not { } child)
                return null;
            var answer = HostPayload.ReadScoreAnswer(child.Request(HostFrameKind.Score, HostPayload.ScoreRequest(features, covariates), _options.Timeout));
            _failure = null;
            return answer;
        }
        catch (Exception exception) when (exception is ModelHostException or InvalidDataException)
        {
            TakeFailure(exception);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _starting?.Kill();
        _supervisor.Join();
        Drop();
        _wake.Dispose();
        _turn.Dispose();
    }

    private void Supervise()
    {
        while (!_stopping)
        {
            var pause = _modelPath is null ? Timeout.InfiniteTimeSpan : _child is null ? _budget.Wait() : _options.HeartbeatInterval;
            // Without a child, waking up early only means to look at the budget again.
            var woken = pause != TimeSpan.Zero && _wake.WaitOne(pause);
            if (_stopping || woken || _modelPath is not { } path)
                continue;
            _turn.Wait();
            try
            {
                if (_child is { } child)
                    Heartbeat(child);
                else
                    Start(path);
            }
            catch (ModelHostException exception)
            {
                TakeFailure(exception);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private void Start(string path)
    {
        _budget.Started();
        Interlocked.Increment(ref _starts);
        try
        {
            var child = _starting = ModelHostChild.Start(_options, Listener());
            child.Request(HostFrameKind.Load, System.Text.Encoding.UTF8.GetBytes(path), _options.StartTimeout);
            _child = child;
            _failure = null;
            _logger.ModelHostStarted(child.ProcessId, path);
        }
        catch (ModelHostException)
        {
            _starting?.Dispose();
            _budget.Failed();
            throw;
        }
        finally
        {
            _starting = null;
        }
    }

    /// <summary>What a child prints, in measure: a model that chatters must not fill the journal.</summary>
    private Action<string> Listener()
    {
        var lines = 0;
        return line =>
        {
            if (Interlocked.Increment(ref lines) <= LinesKeptMax)
                _logger.ModelHostSaid(line.Length > LineCharactersMax ? line[..LineCharactersMax] : line);
        };
    }

    private void Heartbeat(ModelHostChild child)
    {
        child.Request(HostFrameKind.Ping, [], _options.Timeout);
        var limit = _options.MemoryMegabytes * 1024L * 1024 + OwnBytes;
        if (child.ResidentBytes > limit)
            throw new ModelHostException($"the model host takes {child.ResidentBytes >> 20} MB", null);
    }

    // Only with _turn.
    private void TakeFailure(Exception exception)
    {
        _failure = exception.Message;
        _logger.ModelHostFailed(_failure);
        if (exception is ModelHostException { IsRefusal: true } || _child is null)
            return;
        Drop();
        _budget.Failed();
        _wake.Set();
    }

    private void Drop()
    {
        _child?.Dispose();
        _child = null;
    }
}
