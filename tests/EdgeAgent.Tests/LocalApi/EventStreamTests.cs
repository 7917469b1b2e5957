using System.Net.ServerSentEvents;
using System.Text.Json;
using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed class EventStreamTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Events_SnapshotsInQuickSuccession_TheFirstComesAtOnceAndThenTheNewest()
    {
        var time = new ManualTimeProvider();
        await using var host = await LocalApiHost.StartAsync(time);
        host.Feed.Publish(SampleSnapshots.Named("first"));
        await using var events = await EventsAsync(host);

        Assert.Equal("first", await NextNameAsync(events, null));
        host.Feed.Publish(SampleSnapshots.Named("second"));
        host.Feed.Publish(SampleSnapshots.Named("third"));

        Assert.Equal("third", await NextNameAsync(events, time));
    }

    [Fact]
    public async Task Events_WithNothingNew_CarryHeartbeats()
    {
        var time = new ManualTimeProvider();
        await using var host = await LocalApiHost.StartAsync(time);
        await using var events = await EventsAsync(host);

        for (var i = 0; i < 3; i++)
            Assert.Equal("heartbeat", (await NextAsync(events, time)).EventType);
    }

    [Fact]
    public async Task Stop_WithAPageThatWatches_DoesNotWaitForIt()
    {
        await using var host = await LocalApiHost.StartAsync();
        host.Feed.Publish(SampleSnapshots.Full);
        await using var events = await EventsAsync(host);
        Assert.NotNull(await NextNameAsync(events, null));
        using var deadline = new CancellationTokenSource(Deadline);

        await host.StopAsync(deadline.Token);

        Assert.False(deadline.IsCancellationRequested);
    }

    [Fact]
    public void Watch_MoreThanAllowed_AreRefusedAndFreedPlacesAreGivenAgain()
    {
        var feed = new StationFeed(TimeProvider.System);
        var watchers = Enumerable.Range(0, StationFeed.MaximumWatchers).Select(_ => feed.Watch()).ToList();

        Assert.All(watchers, Assert.NotNull);
        Assert.Null(feed.Watch());
        watchers[0]!.Dispose();
        Assert.NotNull(feed.Watch());
    }

    [Fact]
    public void Publish_ToAWatcherThatDoesNotTake_KeepsOnlyTheNewest()
    {
        var feed = new StationFeed(TimeProvider.System);
        using var slow = feed.Watch()!;

        for (var i = 0; i < 1000; i++)
            feed.Publish(SampleSnapshots.Named($"{i}"));

        Assert.True(slow.TryTake(out var newest));
        Assert.Equal("999", newest.StationName);
        Assert.False(slow.TryTake(out _));
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsAsync(LocalApiHost host)
    {
        var stream = await host.Client.GetStreamAsync("/api/events");
        return SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Name of the next snapshot, past heartbeats.</summary>
    private static async Task<string?> NextNameAsync(IAsyncEnumerator<SseItem<string>> events, ManualTimeProvider? time)
    {
        while (true)
        {
            var item = await NextAsync(events, time);
            if (item.EventType == "snapshot")
                return JsonDocument.Parse(item.Data).RootElement.GetProperty("stationName").GetString();
        }
    }

    /// <summary>The next event; the station's clock, when given, is moved on until it comes.</summary>
    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events, ManualTimeProvider? time)
    {
        var next = events.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(
            () =>
            {
                time?.Advance(TimeSpan.FromMilliseconds(500));
                return next.IsCompleted;
            },
            Deadline, "an event arrives");
        Assert.True(await next);
        return events.Current;
    }
}
