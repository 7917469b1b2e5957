using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;

namespace EdgeTwin.EdgeAgent.Tests.Store;

public sealed class TwinStoreTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("store");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Append_WithoutAlarm_WaitsForCommitSeconds()
    {
        using var store = Open();
        store.Append(SampleWindows.Result(0));
        _time.Advance(TimeSpan.FromSeconds(9));
        store.CommitIfDue();
        Assert.Equal(0, store.HeadSequence);

        _time.Advance(TimeSpan.FromSeconds(1));
        store.CommitIfDue();
        Assert.Equal(1, store.HeadSequence);
    }

    [Fact]
    public void Append_InSteadyState_AllocatesNothing()
    {
        using var store = Open();
        var result = SampleWindows.Scored(0);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 100; i++)
                store.Append(result);
            store.Commit();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            store.Append(result);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        store.Commit();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void Append_WithAlarm_IsCommittedAtOnceWithWhatWaited()
    {
        using var store = Open();
        store.Append(SampleWindows.Result(0));
        store.Append(SampleWindows.Result(1, SampleWindows.Raised("A-000001")));

        var entries = store.Outbox.Read(0, 100, 1_000_000);
        Assert.Equal([RecordType.Features, RecordType.Features, RecordType.Alarm], entries.Select(entry => entry.Type));
        Assert.Equal([1L, 2L, 3L], entries.Select(entry => entry.Sequence));
        Assert.All(entries, entry => Assert.Equal(store.Epoch, entry.Epoch));
        Assert.Equal("A-000001", Assert.Single(store.Reader.OpenAlarms()).Id);
    }

    [Fact]
    public void Read_FeaturesRecord_HasTheDocumentedForm()
    {
        using var store = Open();
        var frame = SampleWindows.Frame(0, rms: 0.012345678, strain: double.NaN);
        frame.Completeness[0] = 0.83f;
        store.Append(new WindowResult(frame, SampleWindows.Scored(0).Score, []));
        store.Commit();

        var payload = JsonDocument.Parse(store.Outbox.Read(0, 1, 1)[0].Payload).RootElement;
        Assert.Equal("2026-01-01T00:00:00.000Z", payload.GetProperty("start").GetString());
        Assert.Equal("2026-01-01T00:01:00.000Z", payload.GetProperty("end").GetString());
        Assert.Equal(60, payload.GetProperty("windowSeconds").GetDouble());
        Assert.Equal("ntp", payload.GetProperty("clock").GetProperty("source").GetString());
        Assert.Equal(1.2, payload.GetProperty("clock").GetProperty("uncertaintyMs").GetDouble());
        Assert.Equal("0.0123457", payload.GetProperty("values").GetProperty("acc-1.z/rms").GetRawText());
        Assert.False(payload.GetProperty("values").TryGetProperty("strain-1.strain/range", out _));
        Assert.Equal(0.83, payload.GetProperty("incomplete").GetProperty("acc-1.z/rms").GetDouble(), 0.003);
        Assert.Equal("ab12", payload.GetProperty("score").GetProperty("model").GetString());
        Assert.Equal(0.7, payload.GetProperty("score").GetProperty("index").GetDouble());
    }

    [Fact]
    public void ReadWindows_AfterReopening_GivesBackWhatWasMeasured()
    {
        using (var store = Open())
        {
            var faulty = SampleWindows.Frame(1, strain: double.NaN);
            store.Append(SampleWindows.Scored(0));
            store.Append(new WindowResult(
                new FeatureFrame
                {
                    StartUtcNs = faulty.StartUtcNs, EndUtcNs = faulty.EndUtcNs, EndMonotonicNs = faulty.EndMonotonicNs, ClockQuality = faulty.ClockQuality,
                    Definitions = faulty.Definitions, Values = faulty.Values, Completeness = [1, 0, 0.999f], TemperatureC = double.NaN,
                    ExcitationMps2 = 0.01, Faults = [new ChannelFault("strain-1.strain", "absent", "No data from strain-1: look at the cable.")],
                },
                null,
                []));
        }

        using var again = Open();
        var windows = again.Reader.ReadWindows(SampleWindows.FirstStartUtcNs, 10).ToArray();
        Assert.Equal(2, windows.Length);
        Assert.Equal([0.0123, 42, 3.52], windows[0].Values);
        Assert.Equal(0.7, windows[0].ScoreIndex);
        Assert.Equal(SampleWindows.Definitions, windows[0].Definitions);
        Assert.Equal([0.0123, double.NaN, 3.52], windows[1].Values);
        Assert.Equal(0, windows[1].Completeness[1]);
        Assert.InRange(windows[1].Completeness[2], 0.99, 0.9999);
        Assert.True(double.IsNaN(windows[1].TemperatureC));
        Assert.Equal("strain-1.strain", Assert.Single(windows[1].Faults).Channel);
        Assert.Null(windows[1].ModelHash);
    }

    [Fact]
    public void Open_Again_KeepsEpochAndGoesOnCounting()
    {
        long epoch;
        using (var store = Open())
        {
            epoch = store.Epoch;
            Assert.True(store.OpenReport.NewEpoch);
            store.RegisterLanes("twin");
            for (var i = 0; i < 200; i++)
                store.Append(SampleWindows.Result(i));
            store.Commit();
            store.Outbox.Advance("twin", 200);
        }

        using var again = Open();
        Assert.Equal(epoch, again.Epoch);
        Assert.False(again.OpenReport.NewEpoch);
        Assert.Equal(200, again.HeadSequence);
        Assert.Equal(200, again.Outbox.Position("twin"));
        again.Append(SampleWindows.Result(200));
        again.Commit();
        Assert.Equal(201, Assert.Single(again.Outbox.Read(200, 10, 100_000)).Sequence);
    }

    [Fact]
    public void Advance_OneOfTwoLanes_RemovesNothing()
    {
        using var store = Open();
        store.RegisterLanes("twin", "sparkplug");
        for (var i = 0; i < 200; i++)
            store.Append(SampleWindows.Result(i));
        store.Commit();

        store.Outbox.Advance("twin", 150);
        store.Commit();
        Assert.Equal(1, store.Outbox.Read(0, 1, 1)[0].Sequence);

        store.Outbox.Advance("sparkplug", 120);
        store.Commit();
        Assert.Equal(121, store.Outbox.Read(0, 1, 1)[0].Sequence);
    }

    [Fact]
    public void Advance_BackOrBeyondTheHead_MovesNothing()
    {
        using var store = Open();
        store.RegisterLanes("twin");
        for (var i = 0; i < 10; i++)
            store.Append(SampleWindows.Result(i));
        store.Commit();

        store.Outbox.Advance("twin", 7);
        store.Outbox.Advance("twin", 3);
        store.Outbox.Advance("twin", 11);
        Assert.Equal(7, store.Outbox.Position("twin"));
    }

    [Fact]
    public async Task WaitForMoreAsync_CompletesWithTheCommit()
    {
        using var store = Open();
        var waiting = store.Outbox.WaitForMoreAsync(0, CancellationToken.None);
        store.Append(SampleWindows.Result(0));
        Assert.False(waiting.IsCompleted);
        store.Commit();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, store.HeadSequence);
    }

    [Fact]
    public void ReadSeries_OfManyWindows_KeepsTheExtremes()
    {
        using var store = Open();
        for (var i = 0; i < 100; i++)
            store.Append(new WindowResult(SampleWindows.Frame(i, strain: i == 37 ? 500 : i == 50 ? double.NaN : 40), null, []));
        store.Commit();

        var points = store.Reader.ReadSeries(
            "strain-1.strain/range", SampleWindows.FirstStartUtcNs, SampleWindows.FirstStartUtcNs + (100 * SampleWindows.LengthNs), 10);
        Assert.Equal(10, points.Count);
        Assert.Equal(500, points.Max(point => point.Maximum));
        Assert.Equal(99, points.Sum(point => point.Windows));
        Assert.Equal((40 * 9 + 500) / 10.0, points[3].Mean, 9);
        Assert.Empty(store.Reader.ReadSeries("no-such/feature", 0, long.MaxValue, 10));
    }

    private TwinStore Open() => TwinStore.Open(_folder, new StoreConfiguration(), "gw-1", _time);
}
