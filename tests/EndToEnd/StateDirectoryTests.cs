using System.Diagnostics;

namespace EdgeTwin.EndToEnd;

/// <summary>A state directory that cannot be used costs what is kept there, not the measurement and not the page.</summary>
public sealed class StateDirectoryTests
{
    [Fact]
    public async Task Run_StateDirectoryCannotBeMade_MeasuresServesThePageAndRaisesAnAlarm()
    {
        var folder = RepositoryFiles.TemporaryFolder("no-state");
        await File.WriteAllTextAsync(Path.Combine(folder, "a-file"), "");

        await AssertMeasuresAsync(folder, Path.Combine(folder, "a-file", "state"));
    }

    [SkippableMountFact]
    public async Task Run_StateDirectoryIsFull_MeasuresServesThePageAndRaisesAnAlarm()
    {
        var folder = RepositoryFiles.TemporaryFolder("full");
        var state = Path.Combine(folder, "state");
        Directory.CreateDirectory(state);
        Assert.Equal(0, await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state));
        try
        {
            Fill(state);
            await AssertMeasuresAsync(folder, state);
        }
        finally
        {
            await RunAsync("umount", "-l", state);
        }
    }

    private static async Task AssertMeasuresAsync(string folder, string state)
    {
        var station = StationFiles.Demo(brokerPort: 1, speed: 10, baselineWindows: 0);
        station["sync"]!["enabled"] = false;
        var file = await StationFiles.WriteAsync(station, folder);
        await using var agent = await AgentProcess.StartAsync(file, state);
        await agent.UntilAsync(
            async () => (await agent.SnapshotAsync())?["channels"]!.AsArray().Any(channel => (long)channel!["samplesReceived"]! > 0) == true,
            TimeSpan.FromSeconds(40), "the station measures");

        var snapshot = (await agent.SnapshotAsync())!;
        var alarm = Assert.Single(snapshot["alarms"]!.AsArray(), alarm => (string?)alarm!["class"] == "Station")!;
        Assert.Equal("station:store-memory", (string?)alarm["key"]);
        Assert.Contains("records are kept in memory", (string?)alarm["message"], StringComparison.Ordinal);
        Assert.Contains(state, (string?)alarm["message"], StringComparison.Ordinal);
        var storage = snapshot["health"]!["items"]!.AsArray().Single(item => (string?)item!["area"] == "Storage")!;
        Assert.Equal("Fault", (string?)storage["state"]);
        Assert.Equal(0, await agent.StopAsync());
    }

    private static void Fill(string folder)
    {
        var block = new byte[4096];
        using var file = File.Create(Path.Combine(folder, "ballast"), 1);
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as it was to become.
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Filling a disk takes one of its own, which only root may mount.</summary>
    private sealed class SkippableMountFactAttribute : FactAttribute
    {
        public SkippableMountFactAttribute()
        {
            if (!Environment.IsPrivilegedProcess)
                Skip = "needs root, to mount a small file system that can be filled";
        }
    }
}
