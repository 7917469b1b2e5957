using System.Net;
using System.Runtime.InteropServices;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>Why an agent ended.</summary>
internal enum AgentEnd
{
    /// <summary>It was asked to.</summary>
    Stopped,

    /// <summary>A new station file is in force.</summary>
    Reload,

    /// <summary>A loop broke; systemd starts the program again.</summary>
    Failed,
}

/// <summary>One run of a station with its page, control socket, signals and watchdog.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly ConfigurationStore _configurations;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SystemdNotifier _systemd;
    private readonly WebApplication _web;
    private readonly Station _station;
    private readonly StationFeed _feed;
    private readonly string _page;
    private readonly string _pageProblem;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<AgentEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Agent(RunOptions options, ConfigurationStore configurations)
    {
        _configurations = configurations;
        var configuration = WithOptions(configurations.Current!.Configuration, options);
        _systemd = new SystemdNotifier();
        _pageProblem = configuration.Page.Enabled ? PageAddress.Problem(configuration.Page.Listen) : "";
        _page = configuration.Page.Enabled && _pageProblem.Length == 0 ? configuration.Page.Listen : "";
        var builder = CreateBuilder(options.StateDirectory);
        _web = builder.Build();
        var loggers = _web.Services.GetRequiredService<ILoggerFactory>();
        _logger = loggers.CreateLogger("EdgeTwin.Agent");
        _feed = new StationFeed(_time);
        _station = new Station(configuration, options.StateDirectory, new StationServices(_time, loggers, new WatchdogFeeder(_systemd, _time).Feed, configurations.ResolveFile))
        {
            ConfigurationProblem = Problem(configurations),
        };
        _web.MapWhen(IsControlSocket, control => control.UseRouting().UseEndpoints(routes => ControlEndpoints.Map(routes, () => _station)));
        _web.UseRouting(); // After the control socket's branch, so that the page's routes never answer there.
        LocalApiEndpoints.Map(_web, _feed, _station.Waveforms, _station.Control, _station.Discovery, _time);
    }

    public async Task<AgentEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
        await using var stop = cancellationToken.Register(() => _end.TrySetResult(AgentEnd.Stopped));
        await _web.StartAsync(CancellationToken.None);
        await _station.StartAsync();
        _feed.Publish(new StationMonitor(_station, _time).Take());
        if (_pageProblem.Length > 0)
            _logger.PageNotServed(_pageProblem);
        _logger.Measuring(_station.Configuration.Gateway.Id, _page.Length > 0 ? $"http://{_page}" : "off");
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
        var monitor = new StationMonitor(_station, _time);
        using var timer = new PeriodicTimer(SnapshotInterval, _time);
        while (!_end.Task.IsCompleted && await timer.WaitForNextTickAsync())
        {
            _station.Simulation?.Clock.MeasureSpeed();
            var snapshot = monitor.Take();
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
        return options.Page switch
        {
            null => configuration,
            "off" => configuration with { Page = configuration.Page with { Enabled = false } },
            var listen => configuration with { Page = configuration.Page with { Enabled = true, Listen = listen } },
        };
    }

    private WebApplicationBuilder CreateBuilder(string stateDirectory)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "edgetwin" });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (_page.Length > 0)
                kestrel.Listen(IPEndPoint.Parse(_page));
            var socket = StateDirectory.ControlSocket(stateDirectory);
            File.Delete(socket);
            kestrel.ListenUnixSocket(socket);
        });
        return builder;
    }

    private static bool IsControlSocket(HttpContext context) => context.Connection.LocalIpAddress is null;
}
