using System.Text.Json;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// GET /api/events: server-sent events. <c>snapshot</c> carries the whole snapshot, first at once and then at most once a second;
/// <c>heartbeat</c> says that the connection stands while the station has nothing new.
/// </summary>
internal sealed class EventStream(StationFeed feed, TimeProvider time)
{
    public static readonly TimeSpan SnapshotInterval = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(2);

    public async Task HandleAsync(HttpContext context)
    {
        using var watcher = feed.Watch();
        if (watcher is null)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many pages are open",
                $"{StationFeed.MaximumWatchers} pages are watching this station. Close one and try again.");
            return;
        }

        var gone = context.RequestAborted;
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("retry: 1000\nevent: heartbeat\ndata:\n\n", gone);
        await context.Response.Body.FlushAsync(gone);
        while (true)
        {
            if (await ArrivesAsync(watcher, gone) && watcher.TryTake(out var snapshot))
            {
                await SendAsync(context.Response, snapshot, gone);
                await Task.Delay(SnapshotInterval, time, gone);
            }
            else
            {
                await context.Response.WriteAsync("event: heartbeat\ndata:\n\n", gone);
                await context.Response.Body.FlushAsync(gone);
            }
        }
    }

    private async Task<bool> ArrivesAsync(StationFeed.Watcher watcher, CancellationToken gone)
    {
        using var timeout = new CancellationTokenSource(HeartbeatInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, gone);
        try
        {
            return await watcher.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task SendAsync(HttpResponse response, StationSnapshot snapshot, CancellationToken gone)
    {
        await response.WriteAsync("event: snapshot\ndata: ", gone);
        await JsonSerializer.SerializeAsync(response.Body, snapshot, LocalApiJson.Snapshot, gone);
        await response.WriteAsync("\n\n", gone);
        await response.Body.FlushAsync(gone);
    }
}
