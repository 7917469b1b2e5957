using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Store;
using EdgeTwin.Sync;
using Xunit.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.Store;

public sealed class StoreCapTests(ITestOutputHelper output) : IDisposable
{
    private const long CapBytes = 1024 * 1024;

    private readonly string _folder = RepositoryFiles.TemporaryFolder("cap");
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Append_ForEver_StaysUnderTheCapAndAccountsForEveryRecord()
    {
        using var store = Open();
        store.RegisterLanes("twin");
        const int windows = 12_000;
        var largest = 0L;
        for (var i = 0; i < windows; i++)
        {
            store.Append(i % 1000 == 0 ? SampleWindows.Result(i, SampleWindows.Raised($"A-{(i / 1000) + 1:D6}")) : SampleWindows.Result(i));
            if (i % 50 == 0)
                store.Commit();
            largest = Math.Max(largest, i % 50 == 0 ? store.Health().FileBytes : 0);
        }

        store.Commit();
        Assert.InRange(largest, CapBytes / 2, CapBytes);
        Assert.Equal(StoreState.Shedding, store.Health().State);

        var present = store.Outbox.Read(0, int.MaxValue, int.MaxValue);
        Assert.Equal(12, present.Count(entry => entry.Type is RecordType.Alarm));
        var lost = present.Where(entry => entry.Type is RecordType.Loss).SelectMany(Ranges).ToArray();
        var accounted = present.Select(entry => entry.Sequence).Concat(lost).Order().ToArray();
        Assert.Equal(Enumerable.Range(1, (int)store.HeadSequence).Select(number => (long)number), accounted);
        Assert.Equal(store.Health().RecordsLost, lost.Length);
        Assert.Equal(lost.Length, store.Reader.Losses().Sum(loss => loss.Records));
    }

    [Fact]
    public void Append_Delivered_GivesUpHistoryBeforeWhatNobodyHasGot()
    {
        using var store = Open();
        store.RegisterLanes("twin");
        for (var i = 0; i < 12_000; i++)
        {
            store.Append(SampleWindows.Result(i));
            if (i % 50 != 0)
                continue;
            store.Commit();
            store.Outbox.Advance("twin", store.HeadSequence - Math.Min(store.HeadSequence, 1000));
        }

        Assert.All(store.Reader.Losses(), loss => Assert.Equal("history", loss.What));
        var waiting = store.Outbox.Read(store.Outbox.Position("twin"), int.MaxValue, int.MaxValue);
        Assert.Equal(store.HeadSequence - store.Outbox.Position("twin"), waiting.Count);
    }

    [Fact]
    public void BytesWritten_OfOneDayOfTheReferenceStation_AreMeteredAndBelowTheBudget()
    {
        const int features = 260;
        using var store = TwinStore.Open(_folder, new StoreConfiguration(), "gw-1", _time);
        store.RegisterLanes("twin");
        var definitions = Enumerable.Range(0, features).Select(i => SampleWindows.Definitions[0] with { Index = i, Id = $"acc-{i}.z/rms" }).ToArray();
        for (var i = 0; i < 1440; i++)
        {
            var small = SampleWindows.Frame(i);
            store.Append(new WindowResult(
                new FeatureFrame
                {
                    StartUtcNs = small.StartUtcNs, EndUtcNs = small.EndUtcNs, EndMonotonicNs = small.EndMonotonicNs, ClockQuality = small.ClockQuality,
                    Definitions = definitions, Values = [.. definitions.Select(definition => definition.Index * 1.1)],
                    Completeness = [.. definitions.Select(_ => 1f)], TemperatureC = 12, ExcitationMps2 = 0.1, Faults = [],
                },
                null,
                []));
            store.SaveState("health", i, System.Text.Encoding.UTF8.GetBytes($$"""{"windows":{{i}}}"""));
            store.Commit();
            store.Outbox.Advance("twin", store.HeadSequence);
        }

        var written = store.Health().BytesWritten;
        output.WriteLine($"{written / 1e6:0.0} MB written for {1440 * features * 8 / 1e6:0.0} MB of values, file {store.Health().FileBytes / 1e6:0.0} MB");
        Assert.InRange(written, 1440 * features * 8, 300_000_000);
    }

    private static IEnumerable<long> Ranges(OutboxEntry entry)
    {
        var loss = JsonDocument.Parse(entry.Payload).RootElement;
        if (loss.GetProperty("what").GetString() != "outbox")
            yield break;
        foreach (var range in loss.GetProperty("ranges").EnumerateArray())
        {
            for (var sequence = range[0].GetInt64(); sequence <= range[1].GetInt64(); sequence++)
                yield return sequence;
        }
    }

    private TwinStore Open() => TwinStore.Open(_folder, new StoreConfiguration { MaximumMegabytes = (int)(CapBytes / 1024 / 1024) }, "gw-1", _time);
}
