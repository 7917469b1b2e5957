using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeTwin.EndToEnd;

/// <summary>Starting beside something that is already there.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Run_SecondAgentOnOneStateDirectory_IsRefusedInWords()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        var folder = RepositoryFiles.TemporaryFolder("second");
        var file = await StationFiles.WriteAsync(StationFiles.Demo(broker.Port, speed: 1, baselineWindows: 0), folder);
        var state = Path.Combine(folder, "state");
        await using var first = await AgentProcess.StartAsync(file, state);
        using var second = Process.Start(new ProcessStartInfo(AgentProcess.Program, ["run", "--config", file, "--state", state, "--page", "off"])
        {
            RedirectStandardError = true,
        })!;
        var words = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("Another agent already runs", words, StringComparison.Ordinal);
        Assert.NotNull((await first.ControlAsync("control/status"))["sensors"]);
    }

    [Fact]
    public async Task Run_PageAddressInUse_MeasuresWithoutThePage()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var folder = RepositoryFiles.TemporaryFolder("taken");
        var station = StationFiles.Demo(brokerPort: 1, speed: 1, baselineWindows: 0);
        station["sync"]!["enabled"] = false;
        var file = await StationFiles.WriteAsync(station, folder);
        using var agent = Process.Start(new ProcessStartInfo(
            AgentProcess.Program, ["run", "--config", file, "--state", Path.Combine(folder, "state"), "--page", other.LocalEndpoint.ToString()!])
        {
            RedirectStandardOutput = true,
        })!;
        var words = "";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!words.Contains("power-1", StringComparison.Ordinal) && await agent.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            words += line + "\n";
        agent.Kill();
        await agent.WaitForExitAsync();
        Assert.Contains("another program already listens", words, StringComparison.Ordinal);
        Assert.Contains("Sensor acc-1", words, StringComparison.Ordinal);
    }
}
