using System.Runtime.InteropServices;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>One run of a station with its page, control socket, signals and watchdog.</summary>
internal sealed class Agent : IAgent
{
    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromSeconds(1);

    /// <summary>While no page watches; well within the time after which the feed counts as stale.</summary>
    private static readonly TimeSpan UnwatchedInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly ConfigurationStore _configurations;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SystemdNotifier _systemd;
    private readonly AgentWeb _web;
    private readonly Station _station;
    private readonly StationFeed _feed;
    private readonly StationMonitor _monitor;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<AgentEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Agent(RunOptions options, ConfigurationStore configurations)
    {
        _configurations = configurations;
        var configuration = WithOptions(configurations.Current!.Configuration, options);
        _systemd = new SystemdNotifier();
        _web = AgentWeb.Create(configuration.Page, options.StateDirectory);
        var loggers = _web.Loggers;
        _logger = loggers.CreateLogger("EdgeTwin.Agent");
        _feed = new StationFeed(_time) { Take = () => _monitor!.Take() };
        _station = new Station(configuration, options.StateDirectory, new StationServices(_time, loggers, new WatchdogFeeder(_systemd, _time).Feed, configurations.ResolveFile))
        {
            ConfigurationProblem = Problem(configurations),
            ControlProblem = _web.SocketProblem,
        };
        _monitor = new StationMonitor(_station, _time);
        _web.MapControl(routes => ControlEndpoints.Map(routes, () => _station));
        LocalApiEndpoints.Map(_web.App, _feed, _station.Waveforms, _station.Control, _station.Discovery, _time);
    }

    public async Task<AgentEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        await using var stop = cancellationToken.Register(() => _end.TrySetResult(AgentEnd.Stopped));
        await _web.StartAsync(_logger);
        // What reading the station file and putting everything together left behind would stay resident for months. Later a pause could cost samples.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await _station.StartAsync();
        _station.StoreAlarms.Check();
        _feed.Publish(_monitor.Take());
        _logger.Measuring(_station.Configuration.Gateway.Id, _web.Page.Length > 0 ? $"http://{_web.Page}" : "off");
        _systemd.Ready();
        var monitor = MonitorAsync();
        var first = await Task.WhenAny(_end.Task, _station.Broken, monitor);
        // Once a stop is asked for the monitor ends too, and may be the first that is seen: only the request itself tells.
        var end = _end.Task.IsCompleted ? await _end.Task : AgentEnd.Failed;
        if (end == AgentEnd.Failed)
            _logger.LoopBroke(first.Exception?.InnerException ?? first.Exception);
        _end.TrySetResult(end);
        await StopAsync();
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        await _station.DisposeAsync();
        await _web.DisposeAsync();
        _systemd.Dispose();
    }

    private async Task StopAsync()
    {
        _systemd.Stopping();
        _logger.Stopping();
        using var deadline = new CancellationTokenSource(StopTimeout);
        try
        {
            await _station.StopAsync(deadline.Token);
            await _web.StopAsync(deadline.Token);
            _logger.Stopped();
        }
        catch (OperationCanceledException)
        {
            _logger.StoppedLate(StopTimeout.TotalSeconds);
        }
    }

    private async Task MonitorAsync()
    {
        var published = _time.GetTimestamp();
        using var timer = new PeriodicTimer(SnapshotInterval, _time);
        while (!_end.Task.IsCompleted && await timer.WaitForNextTickAsync())
        {
            _station.Simulation?.Clock.MeasureSpeed();
            _station.StoreAlarms.Check();
            if (!_feed.IsWatched && _time.GetElapsedTime(published) < UnwatchedInterval)
                continue;
            published = _time.GetTimestamp();
            var snapshot = _monitor.Take();
            _feed.Publish(snapshot);
            _systemd.Status(snapshot.Health.Sentence);
        }
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        var result = _configurations.Reload();
        _station.ConfigurationProblem = Problem(_configurations);
        if (result.Outcome == ReloadOutcome.Applied)
        {
            _logger.Reloading();
            _end.TrySetResult(AgentEnd.Reload);
        }
        else if (result.Outcome == ReloadOutcome.Rejected)
        {
            foreach (var error in result.Errors)
                _logger.StationFileRefused(error.Describe(_configurations.SourceName));
            _logger.KeepingStationFile();
        }
    }

    private static string Problem(ConfigurationStore configurations) => configurations.LastErrors.Count > 0
        ? $"The station file has {configurations.LastErrors.Count} mistakes, so the one before stays in force. First: {configurations.LastErrors[0].Describe(configurations.SourceName)}"
        : configurations.CopyProblem ?? "";

    private static StationConfiguration WithOptions(StationConfiguration configuration, RunOptions options)
    {
        if (options.Speed is { } speed && configuration.Simulation is { } simulation)
            configuration = configuration with { Simulation = simulation with { Speed = speed } };
        return configuration with { Page = options.PageOf(configuration.Page) };
    }
}
