using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>
/// The demonstration, end to end: the baseline is learnt, a member is weakened, an alarm that explains itself stands on the page, in the store and on
/// both lanes and names the member or mode; after the repair it returns to normal.
/// </summary>
public sealed class DamageTests
{
    private static readonly TimeSpan LearningPatience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan AlarmPatience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Damage_AfterTheBaselineIsLearnt_RaisesAnExplainedAlarmThatReturns()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("damage");
        var station = StationFiles.Demo(broker.Port, speed: 100, baselineWindows: 240);
        var file = await StationFiles.WriteAsync(station, folder);
        await using var consumer = new TwinConsumer(broker.Port, "demo", "bridge-1");
        consumer.Start();
        await using var scada = SparkplugHost.Start(broker.Port);
        await using var agent = await AgentProcess.StartAsync(file, Path.Combine(folder, "state"));
        await agent.UntilAsync(async () => string.Equals(await ModelStateAsync(agent), "active", StringComparison.OrdinalIgnoreCase), LearningPatience, "the baseline is learnt");
        Assert.DoesNotContain(await StructuralAsync(agent), _ => true);

        await agent.ControlAsync("control/damage", new JsonObject { ["member"] = "midspan", ["severity"] = 0.3 });

        await agent.UntilAsync(async () => (await StructuralAsync(agent)).Count > 0, AlarmPatience, "an alarm about the structure stands on the page");
        var alarm = (await StructuralAsync(agent))[0];
        var id = (string)alarm["id"]!;
        var words = alarm.ToJsonString();
        Assert.True(words.Contains("midspan", StringComparison.OrdinalIgnoreCase) || words.Contains("mode", StringComparison.OrdinalIgnoreCase), words);
        Assert.NotEmpty(alarm["explanation"]!.AsObject());
        Assert.Equal(1L, StoreQuery.Count(agent.StateDirectory, $"SELECT COUNT(*) FROM alarms WHERE id = '{id}'"));
        await agent.UntilAsync(
            () => Task.FromResult(consumer.Records.Any(record => IsAlarm(record.Event, id))), AlarmPatience, "the alarm is on the twin lane");
        await agent.UntilAsync(() => Task.FromResult(scada.HasAlarm((string)alarm["key"]!)), AlarmPatience, "the alarm is on the Sparkplug lane");

        await agent.ControlAsync("control/damage/clear", []);
        await agent.UntilAsync(
            async () => (await StructuralAsync(agent)).All(open => string.Equals((string)open["state"]!, "unacknowledgedReturned", StringComparison.OrdinalIgnoreCase)),
            AlarmPatience, "the alarms return to normal after the repair");
        Assert.Equal(0, await agent.StopAsync());
    }

    private static bool IsAlarm(JsonObject record, string id) =>
        ((string)record["type"]!).Contains("alarm", StringComparison.Ordinal) && (string?)record["data"]!["id"] == id;

    private static async Task<string?> ModelStateAsync(AgentProcess agent) => (string?)(await agent.SnapshotAsync())?["model"]?["state"];

    private static async Task<IReadOnlyList<JsonObject>> StructuralAsync(AgentProcess agent) =>
        [.. (await agent.SnapshotAsync())!["alarms"]!.AsArray().OfType<JsonObject>()
            .Where(alarm => ((string)alarm["class"]!).ToLowerInvariant() is "structural" or "attention")];
}
