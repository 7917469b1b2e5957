using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>Recordings of real structures through the same path as live data, judged by NumPy.</summary>
public sealed class ReplayTests
{
    private const int WindowSeconds = 10;
    private const double Tolerance = 1e-5;
    private static readonly string[] Compared = ["mean", "std", "rms", "min", "max", "peak", "crest", "kurtosis", "range"];

    [RecordingFact]
    public Task Replay_BridgeReferenceState_EqualsNumPy() => ReplayEqualsNumPyAsync("test-bridge-settlement/reference_20220307.csv.gz");

    [RecordingFact]
    public Task Replay_BridgeBeforeSettlement_EqualsNumPy() => ReplayEqualsNumPyAsync("test-bridge-settlement/settlement_0.csv.gz");

    [RecordingFact]
    public Task Replay_BridgeAfterSettlement_EqualsNumPy() => ReplayEqualsNumPyAsync("test-bridge-settlement/settlement_1.csv.gz");

    [RecordingFact]
    public Task Replay_OverpassInEarthquake_EqualsNumPy() => ReplayEqualsNumPyAsync("overpass-earthquakes/event_20150128.csv");

    [Fact]
    public async Task Replay_MissingFile_FailsWithAdvice()
    {
        var (exitCode, output, error) = await RunAsync(AgentProcess.Program, ["replay", "/nowhere/recording.csv"]);
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("/nowhere/recording.csv", error, StringComparison.Ordinal);
    }

    private static async Task ReplayEqualsNumPyAsync(string recording)
    {
        var file = Path.Combine(RepositoryFiles.Recordings!, recording);
        var (exitCode, lines, error) = await RunAsync(AgentProcess.Program, ["replay", file, "--window-seconds", $"{WindowSeconds}"]);
        Assert.True(exitCode == 0, error);
        var script = Path.Combine(RepositoryFiles.Root, "tests", "EndToEnd", "scripts", "window_statistics.py");
        var (scriptCode, expectedJson, scriptError) = await RunAsync("/usr/bin/python3", [script, file, $"{WindowSeconds}"]);
        Assert.True(scriptCode == 0, scriptError);
        var expected = JsonNode.Parse(expectedJson)!.AsObject();
        var windows = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(expected.Count, windows.Count);
        var compared = 0;
        foreach (var window in windows)
            compared += CompareWindow(window, expected);
        Assert.True(compared > windows.Count * Compared.Length, $"only {compared} numbers were compared");
    }

    private static int CompareWindow(JsonObject window, JsonObject expected)
    {
        var start = DateTimeOffset.Parse((string)window["start"]!, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        var values = window["values"]!.AsObject();
        var faulty = window["faults"]!.AsArray()
            .Where(fault => (string)fault!["reason"]! != "incomplete").Select(fault => (string)fault!["channel"]!).ToHashSet();
        var compared = 0;
        foreach (var (channel, statistics) in expected[start.ToString(CultureInfo.InvariantCulture)]!.AsObject())
        {
            if (faulty.Contains(channel))
                continue;
            var scale = Math.Max(Math.Abs((double)statistics!["min"]!), Math.Abs((double)statistics["max"]!));
            foreach (var quantity in Compared)
            {
                if (statistics[quantity] is not { } figure)
                    continue;
                var actual = (double?)values[$"{channel}/{quantity}"];
                Assert.True(actual is not null, $"{start} {channel}/{quantity} is missing");
                Assert.True(
                    Math.Abs(actual.Value - (double)figure) <= Tolerance * Math.Max(Math.Abs((double)figure), quantity == "mean" ? scale * 1e-2 : 0),
                    $"{start} {channel}/{quantity}: {actual} instead of {figure}");
                compared++;
            }
        }

        return compared;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
