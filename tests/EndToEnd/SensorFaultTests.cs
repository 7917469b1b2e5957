using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>A broken sensor is called a broken sensor: never a broken bridge, and never silence.</summary>
public sealed class SensorFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("acc-3", "unplugged")]
    [InlineData("acc-3", "garbage")]
    [InlineData("acc-3", "frozen")]
    [InlineData("strain-2", "unplugged")]
    [InlineData("strain-2", "garbage")]
    [InlineData("strain-2", "frozen")]
    public async Task Fault_OnOneChip_RaisesASensorAlarmAndNoOther(string sensor, string fault)
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("fault");
        var file = await StationFiles.WriteAsync(StationFiles.Demo(broker.Port, speed: 60, baselineWindows: 0), folder);
        await using var agent = await AgentProcess.StartAsync(file, Path.Combine(folder, "state"));
        await agent.UntilAsync(async () => await WindowsAsync(agent) is not null, Patience, "the first window is closed");
        await agent.ControlAsync("control/fault", new JsonObject { ["sensor"] = sensor, ["fault"] = fault });

        await agent.UntilAsync(
            async () => (await AlarmsAsync(agent)).Any(alarm => Class(alarm) == "sensor" && Subject(alarm).StartsWith(sensor, StringComparison.Ordinal)),
            Patience, $"a sensor alarm for {sensor}");

        var snapshot = (await agent.SnapshotAsync())!;
        Assert.DoesNotContain(await AlarmsAsync(agent), alarm => Class(alarm) is "structural" or "attention");
        Assert.DoesNotContain(await AlarmsAsync(agent), alarm => Class(alarm) == "sensor" && !Subject(alarm).StartsWith(sensor, StringComparison.Ordinal));
        var others = snapshot["channels"]!.AsArray().Where(channel => (string)channel!["sensorId"]! != sensor).ToList();
        Assert.All(others, channel => Assert.Equal("ok", (string)channel!["status"]!, ignoreCase: true));

        await agent.ControlAsync("control/fault", new JsonObject { ["sensor"] = sensor, ["fault"] = "none" });
        await agent.UntilAsync(
            async () => (await AlarmsAsync(agent)).All(alarm => ((string)alarm["state"]!).ToLowerInvariant() is "unacknowledgedreturned" or "normal"),
            Patience, "the alarm returns to normal after the repair");
        Assert.Equal(0, await agent.StopAsync());
    }

    private static async Task<JsonNode?> WindowsAsync(AgentProcess agent) => (await agent.SnapshotAsync())?["latestWindow"];

    private static async Task<IReadOnlyList<JsonObject>> AlarmsAsync(AgentProcess agent) =>
        [.. (await agent.SnapshotAsync())!["alarms"]!.AsArray().OfType<JsonObject>()];

    private static string Class(JsonObject alarm) => ((string)alarm["class"]!).ToLowerInvariant();

    private static string Subject(JsonObject alarm) => (string)alarm["subject"]!;
}
