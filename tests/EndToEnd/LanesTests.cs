using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>Both lanes as others see them: mosquitto_sub and npm's sparkplug-payload show what the page shows, and a clean stop says goodbye.</summary>
public sealed class LanesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Lanes_OneWindow_AgreeWithThePageAndSayGoodbye()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("lanes");
        var station = StationFiles.Demo(broker.Port, speed: 10, baselineWindows: 0);
        station["store"]!["commitSeconds"] = 0.2;
        var file = await StationFiles.WriteAsync(station, folder);
        await using var consumer = new TwinConsumer(broker.Port, "demo", "bridge-1");
        consumer.Start();
        await using var scada = SparkplugHost.Start(broker.Port);
        await using var agent = await AgentProcess.StartAsync(file, Path.Combine(folder, "state"));

        await agent.UntilAsync(() => Task.FromResult(scada.OfType("NBIRTH").Any() && scada.OfType("DBIRTH").Any()), Patience, "the births arrive");
        await agent.UntilAsync(async () => await SharedWindowAsync(agent, consumer) is not null, Patience, "a window is on the page and on the twin lane");
        var (page, record) = (await SharedWindowAsync(agent, consumer)).GetValueOrDefault();
        var compared = CompareValues(page, record["values"]!.AsObject());
        Assert.True(compared > 100, $"only {compared} features were on both");
        await agent.UntilAsync(() => Task.FromResult(AgreesWithScada(scada, record)), Patience, "the Sparkplug lane shows the same numbers");
        Assert.Equal("online", (string?)consumer.Retained("avail")!["state"]);
        Assert.NotNull(consumer.Retained("state/structure"));

        Assert.Equal(0, await agent.StopAsync());
        await Eventually.TrueAsync(() => scada.OfType("NDEATH").Any(), TimeSpan.FromSeconds(10), "the death certificate arrives");
        await Eventually.TrueAsync(
            () => (string?)consumer.Retained("avail")!["state"] == "offline", TimeSpan.FromSeconds(10), "the availability says offline");
        AssertSequenceHasNoHole(scada);
    }

    private static async Task<(JsonObject Page, JsonObject Record)?> SharedWindowAsync(AgentProcess agent, TwinConsumer consumer)
    {
        if ((await agent.SnapshotAsync())?["latestWindow"] is not JsonObject window)
            return null;
        var startMs = (double)window["startUtcMs"]!;
        var record = consumer.Records.Select(entry => entry.Event["data"]!.AsObject()).FirstOrDefault(data =>
            data["values"] is not null
            && DateTimeOffset.Parse((string)data["start"]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() == (long)startMs);
        return record is null ? null : (window, record);
    }

    // The wire carries six significant digits.
    private static int CompareValues(JsonObject window, JsonObject values)
    {
        var compared = 0;
        foreach (var feature in window["features"]!.AsArray())
        {
            var id = (string)feature!["definition"]!["id"]!;
            if (feature["value"] is not { } value || values[id] is not { } sent)
                continue;
            var (shown, told) = ((double)value, (double)sent);
            Assert.True(Math.Abs(shown - told) <= 1e-5 * Math.Abs(shown) + 1e-12, $"{id}: page {shown}, lane {told}");
            compared++;
        }

        return compared;
    }

    private static bool AgreesWithScada(SparkplugHost scada, JsonObject record)
    {
        var start = DateTimeOffset.Parse((string)record["start"]!, CultureInfo.InvariantCulture);
        var values = record["values"]!.AsObject();
        string[] chosen = ["acc-3.z/std", "strain-2.strain/range", "temp-2.temperature/mean"];
        return chosen.All(id => scada.Messages
            .Where(message => (string)message["type"]! == "DDATA" && (string)message["device"]! == "span-1")
            .SelectMany(message => message["payload"]!["metrics"]!.AsArray())
            .Any(metric => (string?)metric!["name"] == id && metric["value"] is { } value
                && (double)metric["timestamp"]! >= start.ToUnixTimeMilliseconds()
                && Math.Abs((double)value - (double)values[id]!) <= 1e-5 * Math.Abs((double)values[id]!)));
    }

    private static void AssertSequenceHasNoHole(SparkplugHost scada)
    {
        var numbers = scada.Messages.Where(message => (string)message["type"]! != "NDEATH").Select(message => (int)(double)message["payload"]!["seq"]!).ToList();
        Assert.Equal(0, numbers[0]);
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(pair.Second == 0 || pair.Second == (pair.First + 1) % 256, $"{pair.First} then {pair.Second}"));
    }
}
