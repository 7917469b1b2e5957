using System.Diagnostics;

namespace EdgeTwin.EndToEnd;

/// <summary>A bad station file is refused whole, with every mistake by path, and the running agent keeps the last good one.</summary>
public sealed class ConfigurationTests
{
    private static readonly string[] MistakenPaths =
    [
        "sensors[2].mounting.positionM",
        "sensors[0].sampleRateHz",
        "windows.secnods",
        "rules[0].feature",
        "sync.broker.port",
    ];

    [Fact]
    public async Task CheckConfig_FiveMistakes_ListsAllByPathAndFails()
    {
        var folder = RepositoryFiles.TemporaryFolder("mistakes");
        var file = await WriteMistakenAsync(folder);
        using var check = Process.Start(new ProcessStartInfo(AgentProcess.Program, ["check-config", file])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var text = await check.StandardOutput.ReadToEndAsync() + await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        Assert.Equal(3, check.ExitCode);
        Assert.All(MistakenPaths, path => Assert.Contains(path, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_FiveMistakes_ReportsAllAndKeepsTheOldFile()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("reload");
        var file = await StationFiles.WriteAsync(StationFiles.Demo(broker.Port, speed: 30, baselineWindows: 0), folder);
        await using var agent = await AgentProcess.StartAsync(file, Path.Combine(folder, "state"));
        await WriteMistakenAsync(folder);

        agent.Signal("HUP");

        await agent.UntilAsync(
            () => Task.FromResult(MistakenPaths.All(path => agent.Output.Contains(path, StringComparison.Ordinal))),
            TimeSpan.FromSeconds(30), "all five mistakes are reported");
        var before = (long)(await agent.SnapshotAsync())!["channels"]![0]!["samplesReceived"]!;
        await agent.UntilAsync(
            async () => (long)(await agent.SnapshotAsync())!["channels"]![0]!["samplesReceived"]! > before,
            TimeSpan.FromSeconds(30), "the station goes on measuring with the old file");
        Assert.Equal(0, await agent.StopAsync());
    }

    private static Task<string> WriteMistakenAsync(string folder)
    {
        var station = StationFiles.Demo(brokerPort: 1883, speed: 30, baselineWindows: 0);
        station["sensors"]![2]!["mounting"]!["positionM"] = 99;
        station["sensors"]![0]!["sampleRateHz"] = "fast";
        station["windows"]!["secnods"] = 30;
        station["rules"]![0]!["feature"] = "strain-9.strain/range";
        station["sync"]!["broker"]!["port"] = 70000;
        return StationFiles.WriteAsync(station, folder);
    }
}
