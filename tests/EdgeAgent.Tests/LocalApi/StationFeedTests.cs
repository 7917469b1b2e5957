using EdgeTwin.EdgeAgent.LocalApi;

namespace EdgeTwin.EdgeAgent.Tests.LocalApi;

public sealed class StationFeedTests
{
    private readonly ManualTimeProvider _time = new();
    private int _taken;

    [Fact]
    public void Current_PublishedSnapshotIsOld_TakesOneForTheQuestionAndKeepsItForASecond()
    {
        var feed = Feed();
        feed.Publish(SampleSnapshots.Named("published"));
        Assert.Equal("published", feed.Current!.StationName);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("taken 1", feed.Current!.StationName);
        Assert.Equal("taken 1", feed.Current!.StationName);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("taken 2", feed.Current!.StationName);
        feed.Publish(SampleSnapshots.Named("published again"));
        Assert.Equal("published again", feed.Current!.StationName);
    }

    [Fact]
    public void Age_SnapshotsAreTakenOnDemand_StillSaysWhenTheStationLastReported()
    {
        var feed = Feed();
        feed.Publish(SampleSnapshots.Full);
        _time.Advance(TimeSpan.FromSeconds(40));

        Assert.NotNull(feed.Current);

        Assert.Equal(TimeSpan.FromSeconds(40), feed.Age);
    }

    [Fact]
    public void Watch_SnapshotIsOld_BeginsWithAFreshOne()
    {
        var feed = Feed();
        feed.Publish(SampleSnapshots.Full);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(feed.IsWatched);

        using var watcher = feed.Watch();

        Assert.True(feed.IsWatched);
        Assert.True(watcher!.TryTake(out var snapshot));
        Assert.Equal("taken 1", snapshot.StationName);
    }

    [Fact]
    public void Current_NothingPublishedYet_IsNone() => Assert.Null(Feed().Current);

    private StationFeed Feed() => new(_time) { Take = () => SampleSnapshots.Named($"taken {++_taken}") };
}
