namespace EdgeTwin.EndToEnd;

/// <summary>The agent starts without a valid station file and becomes a station when the file is put right.</summary>
public sealed class WaitingTests
{
    [Fact]
    public async Task Run_NoValidFile_ServesThePageAndMeasuresOnceItIsPutRight()
    {
        var folder = RepositoryFiles.TemporaryFolder("no-file");
        var file = Path.Combine(folder, "station.json");
        await File.WriteAllTextAsync(file, "{ \"gateway\": { \"owner\": \"county\" } }");
        await using var agent = await AgentProcess.StartAsync(file, Path.Combine(folder, "state"));
        var waiting = (await agent.SnapshotAsync())!;
        Assert.Equal("Fault", (string?)waiting["health"]!["state"]);
        Assert.Contains("Nothing is measured", (string?)waiting["health"]!["sentence"], StringComparison.Ordinal);
        Assert.Contains("gateway.id", agent.Output, StringComparison.Ordinal);

        var station = StationFiles.Demo(brokerPort: 1, speed: 10, baselineWindows: 0);
        station["sync"]!["enabled"] = false;
        await StationFiles.WriteAsync(station, folder);

        await agent.UntilAsync(
            async () => (await agent.SnapshotAsync())?["channels"]!.AsArray().Any(channel => (long)channel!["samplesReceived"]! > 0) == true,
            TimeSpan.FromSeconds(40), "the station measures");
        Assert.Equal(0, await agent.StopAsync());
    }
}
