using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>The broker goes away, the agent is killed hard meanwhile, both come back: every record arrives, each once, none is missing.</summary>
public sealed class OutageTests
{
    private const double Speed = 40;
    private static readonly TimeSpan OutageStationTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Outage_OfBrokerAndAgentKilled_ConsumerFindsEveryRecordOnce()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("outage");
        var station = StationFiles.Demo(broker.Port, Speed, baselineWindows: 0);
        station["sync"]!["twin"]!["acknowledge"] = "consumer";
        station["store"]!["commitSeconds"] = 0.5;
        var file = await StationFiles.WriteAsync(station, folder);
        var state = Path.Combine(folder, "state");
        await using var consumer = new TwinConsumer(broker.Port, "demo", "bridge-1");
        consumer.Start();

        await using (var agent = await AgentProcess.StartAsync(file, state))
        {
            await agent.UntilAsync(() => Task.FromResult(consumer.Watermark.UpTo >= 5), Patience, "five records arrive");
            consumer.Acknowledge();
            consumer.Stop();
            await broker.KillAsync();
            await Task.Delay(OutageStationTime / Speed / 2, TimeProvider.System);
            await agent.KillAsync();
        }

        await using var again = await AgentProcess.StartAsync(file, state);
        await Task.Delay(OutageStationTime / Speed / 2, TimeProvider.System);
        await broker.StartAsync();
        consumer.Start();
        var backlogHead = await BacklogAsync(again);
        Assert.True(backlogHead > 10, $"the outage left only {backlogHead} records waiting");
        var before = consumer.Watermark.UpTo;
        await again.UntilAsync(
            async () =>
            {
                consumer.Acknowledge();
                return consumer.Watermark.UpTo > before + backlogHead && await BacklogAsync(again) <= 3;
            },
            Patience, "the backlog is drained");
        Assert.Equal(0, await again.StopAsync());

        var numbers = consumer.Records.Select(record => record.Number).ToList();
        Assert.Single(numbers.Select(number => number.Epoch).Distinct());
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers.Select(number => number.Sequence));
        AssertWindowsInOrder(consumer);
    }

    // De-duplicated and sorted by number, the windows' times must rise.
    private static void AssertWindowsInOrder(TwinConsumer consumer)
    {
        var starts = consumer.Records
            .Where(record => ((string)record.Event["type"]!).Contains("features", StringComparison.Ordinal))
            .Select(record => DateTimeOffset.Parse((string)record.Event["data"]!["start"]!, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.True(starts.Count > 10);
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.First < pair.Second, $"{pair.First} before {pair.Second}"));
    }

    private static async Task<long> BacklogAsync(AgentProcess agent) =>
        (await agent.SnapshotAsync())?["lanes"]!.AsArray().OfType<JsonObject>()
            .Where(lane => (string)lane["lane"]! == "twin").Select(lane => (long)lane["backlog"]!).FirstOrDefault() ?? 0;
}
