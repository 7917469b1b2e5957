using System.Runtime.InteropServices;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Stands in for the station while there is no valid station file: serves the page with every mistake and how to put it right, is ready for
/// systemd, feeds its watchdog, and reads the file again every few seconds and on SIGHUP. A station that measures is never waited upon like
/// this: it keeps its configuration until it is told to read the file again, since a draft saved half-way must not stop a measurement.
/// </summary>
internal sealed class WaitingAgent : IAgent
{
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _turn = new();
    private readonly ConfigurationStore _configurations;
    private readonly TimeProvider _time;
    private readonly SystemdNotifier _systemd;
    private readonly WatchdogFeeder _watchdog;
    private readonly AgentWeb _web;
    private readonly StationFeed _feed;
    private readonly ILogger _logger;
    private readonly long _started;
    private readonly TaskCompletionSource<AgentEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<ConfigurationError> _reported = [];

    public WaitingAgent(RunOptions options, ConfigurationStore configurations, TimeProvider time, SystemdNotifier systemd)
    {
        _systemd = systemd;
        _configurations = configurations;
        _time = time;
        _started = time.GetTimestamp();
        _watchdog = new WatchdogFeeder(_systemd, time);
        _web = AgentWeb.Create(options.PageOf(configurations.Draft?.Page ?? new PageConfiguration()), options.StateDirectory);
        _logger = _web.Loggers.CreateLogger("EdgeTwin.Agent");
        _feed = new StationFeed(time);
        _web.MapControl(WaitingControl.Map);
        LocalApiEndpoints.Map(_web.App, _feed, new WaveformTap([]), new WaitingControl(), new WaitingSensors(), time);
        _reported = configurations.LastErrors;
    }

    /// <summary>Addresses that are served, for tests that let the system choose a port.</summary>
    public ICollection<string> Urls => _web.App.Urls;

    public async Task<AgentEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Look();
        });
        await using var stop = cancellationToken.Register(() => _end.TrySetResult(AgentEnd.Stopped));
        await _web.StartAsync(_logger);
        Publish();
        _logger.Waiting(_configurations.SourceName, _web.Page.Length > 0 ? $"http://{_web.Page}" : "off");
        _systemd.Ready();
        _systemd.Status(_feed.Current!.Health.Sentence);
        var looking = LookAgainAsync();
        var end = await _end.Task;
        await looking;
        await StopAsync(end);
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _systemd.Dispose();
    }

    private async Task LookAgainAsync()
    {
        using var timer = new PeriodicTimer(LookInterval, _time);
        while (!_end.Task.IsCompleted)
        {
            _watchdog.Feed();
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(tick, _end.Task) == tick)
                Look();
        }
    }

    // On the timer or the signal's thread.
    private void Look()
    {
        lock (_turn)
        {
            var result = _configurations.Reload();
            if (result.Outcome != ReloadOutcome.Rejected)
            {
                _logger.StationFileFound();
                _end.TrySetResult(AgentEnd.Reload);
                return;
            }

            if (!result.Errors.SequenceEqual(_reported))
            {
                _reported = result.Errors;
                foreach (var error in result.Errors)
                    _logger.StationFileRefused(error.Describe(_configurations.SourceName));
            }

            Publish();
            _systemd.Status(_feed.Current!.Health.Sentence);
        }
    }

    private void Publish() => _feed.Publish(WaitingSnapshot.Take(_configurations, _web, _time, _time.GetElapsedTime(_started)));

    private async Task StopAsync(AgentEnd end)
    {
        if (end == AgentEnd.Stopped)
            _systemd.Stopping();
        using var deadline = new CancellationTokenSource(StopTimeout);
        try
        {
            await _web.StopAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _logger.StoppedLate(StopTimeout.TotalSeconds);
        }
    }
}
