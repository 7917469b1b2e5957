using EdgeTwin.Sync.Mqtt;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace EdgeTwin.Sync.Drain;

/// <summary>
/// Owns a lane's loop: starts sessions, waits between failures with decorrelated jitter, falls back to MQTT 3.1.1 where a broker
/// refuses MQTT 5, and turns every end into a sentence in the lane's status. A bug in a session is logged and survived.
/// </summary>
internal sealed class LaneSupervisor : IAsyncDisposable
{
    /// <summary>Sessions cut in a row before a person is told why that may be: one broker restart cuts one.</summary>
    private const int CutSessionsMin = 3;

    /// <summary>Two agents with one client identifier throw each other out whenever the other's delay is over, so their sessions are not much longer than that.</summary>
    private static readonly TimeSpan CutWithin = TimeSpan.FromMinutes(2);

    private readonly ILane _lane;
    private readonly string _broker;
    private readonly ReconnectOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _graceful;
    private Task _running = Task.CompletedTask;

    /// <summary>Owned by the loop.</summary>
    private MqttVersion _version = MqttVersion.V5;
    private string? _offlineSince;

    /// <summary>Written by the loop, read by anyone.</summary>
    private volatile int _cutSessions;
    private long _sessionStart;

    public LaneSupervisor(ILane lane, string broker, ReconnectOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _lane = lane;
        _broker = broker;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SessionEndedException>(),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.LongestDelay,
                MaxRetryAttempts = int.MaxValue,
            })
            .Build();
    }

    public LaneStatus Status
    {
        get
        {
            var status = _lane.State.Status;
            return IsContested
                ? status with
                {
                    Message = $"{status.Message} The broker has accepted and then cut {_cutSessions} sessions in a row: "
                        + "probably another agent uses the same gateway id on this broker, and the two throw each other out. Give every gateway an id of its own (gateway.id).",
                }
                : status;
        }
    }

    private bool IsContested =>
        _cutSessions >= CutSessionsMin && _timeProvider.GetElapsedTime(Interlocked.Read(ref _sessionStart)) < CutWithin;

    public void Start() => _running = Task.Run(RunAsync);

    public async Task StopAsync(bool graceful)
    {
        _graceful = graceful;
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(graceful: false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _pipeline.ExecuteAsync(RunUntilSoundSessionEndsAsync, _stop.Token);
                await Task.Delay(_options.FirstDelay * Random.Shared.NextDouble(), _timeProvider, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
        }

        _lane.State.Set(false, "Stopped.");
    }

    /// <summary>Returns after a session that was sound for a while, so that the delays start afresh; throws after any other.</summary>
    private async ValueTask RunUntilSoundSessionEndsAsync(CancellationToken cancellationToken)
    {
        var start = _timeProvider.GetTimestamp();
        Interlocked.Exchange(ref _sessionStart, start);
        try
        {
            _lane.State.Set(false, _offlineSince is null ? $"Connecting to {_broker}." : _lane.State.Status.Message);
            await _lane.RunSessionAsync(_version, () => _graceful, cancellationToken);
            return;
        }
        catch (SyncException failure)
        {
            // A broker that is away does not accept; only an accepted session that is cut from outside hints at a rival.
            if (_lane.State.Status.Connected)
                _cutSessions = _timeProvider.GetElapsedTime(start) < CutWithin ? _cutSessions + 1 : 0;
            Report(failure.Message);
            if (failure.ReasonCode == MqttReason.UnsupportedProtocolVersion && _version == MqttVersion.V5)
            {
                _version = MqttVersion.V311;
                SyncLog.FallingBack(_logger, _lane.Name, _broker);
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            SyncLog.SessionFailed(_logger, bug, _lane.Name);
            Report($"internal error: {bug.Message}");
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_timeProvider.GetElapsedTime(start) < _options.SoundAfter)
            throw new SessionEndedException();
        _offlineSince = null;
        _version = MqttVersion.V5;
    }

    private void Report(string reason)
    {
        if (_lane.State.Status.Connected || _offlineSince is null)
            _offlineSince = _timeProvider.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        SyncLog.SessionEnded(_logger, _lane.Name, reason);
        _lane.State.Set(false, $"Offline since {_offlineSince}: {reason.TrimEnd('.')}. Records are kept.");
    }

    /// <summary>Tells the retry strategy to wait and go on.</summary>
    private sealed class SessionEndedException : Exception;
}
