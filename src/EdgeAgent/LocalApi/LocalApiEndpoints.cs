using EdgeTwin.EdgeAgent.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>The page and its API, as one list of routes.</summary>
internal static class LocalApiEndpoints
{
    /// <summary>A snapshot older than this means that the station has stopped reporting.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(30);

    /// <summary>Maps the page, <c>/api</c> and <c>/healthz</c>.</summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="feed">Snapshots of the station.</param>
    /// <param name="tap">Live samples.</param>
    /// <param name="control">What the page may change.</param>
    /// <param name="sensors">What the page may ask of sensors and buses.</param>
    /// <param name="time">Clock of the streams.</param>
    public static void Map(
        IEndpointRouteBuilder endpoints, StationFeed feed, WaveformTap tap, IStationControl control, ISensorService sensors, TimeProvider time)
    {
        var loggers = endpoints.ServiceProvider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var stopping = endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        var guard = new RequestGuard(RequestGuard.OwnHostNames(), loggers.CreateLogger<RequestGuard>(), stopping);
        var events = new EventStream(feed, time);
        var waveforms = new WaveformEndpoint(tap, time);
        var changes = new ChangeEndpoints(control);
        var buses = new SensorEndpoints(sensors, (context, status, detail) => Answers.ProblemAsync(context, status, "Not possible", detail));
        var page = EmbeddedPage.Load();

        endpoints.MapGet("/healthz", guard.Read(context => HealthzAsync(context, feed)));
        endpoints.MapGet("/api/snapshot", guard.Read(context => SnapshotAsync(context, feed)));
        endpoints.MapGet("/api/events", guard.Stream(events.HandleAsync));
        endpoints.MapGet("/api/waveform", guard.Stream(waveforms.HandleAsync));
        endpoints.MapPost("/api/alarms/{id}/acknowledge", guard.Change(changes.AcknowledgeAsync));
        endpoints.MapPost("/api/simulation/damage", guard.Change(changes.DamageAsync));
        endpoints.MapPost("/api/simulation/fault", guard.Change(changes.FaultAsync));
        endpoints.MapGet("/api/sensors", guard.Read(buses.SensorsAsync));
        endpoints.MapPost("/api/scan", guard.Change(buses.ScanAsync));
        endpoints.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], guard.Read(page.HandleAsync));
    }

    private static Task SnapshotAsync(HttpContext context, StationFeed feed) => feed.Current is { } snapshot
        ? Answers.JsonAsync(context, snapshot, LocalApiJson.Snapshot)
        : Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "No data yet", "The station is starting. Ask again in a few seconds.");

    private static Task HealthzAsync(HttpContext context, StationFeed feed)
    {
        var age = feed.Age;
        var status = age is null ? "starting" : age > StaleAfter ? "stale" : "ok";
        if (status != "ok")
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Answers.JsonAsync(context, new HealthzAnswer(status, age?.TotalSeconds), LocalApiJsonContext.Default.HealthzAnswer);
    }
}
