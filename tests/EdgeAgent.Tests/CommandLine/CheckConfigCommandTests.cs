using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

public sealed class CheckConfigCommandTests
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("check-config");

    [Fact]
    public async Task CheckConfig_ReferenceStation_SaysWhatItHolds()
    {
        var file = Path.Combine(RepositoryFiles.Root, "config", "reference-station.json");

        var run = await CommandLineRun.OfAsync("check-config", file);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal($"{file}: ok: 15 sensors, 29 channels, 1 span, 3 members, 10 rules, simulated bridge{Environment.NewLine}", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task CheckConfig_FiveMistakes_ListsThemByLineAndPathAndReturnsThree()
    {
        var file = Write("bad.json", Configuration.StationText.Valid
            .Replace("\"owner\": \"county\"", "\"owner\": \"a b\"", StringComparison.Ordinal)
            .Replace("\"positionM\": 22.5", "\"positionM\": 2.5", StringComparison.Ordinal)
            .Replace("\"seconds\": 60", "\"second\": 60", StringComparison.Ordinal)
            .Replace("\"above\": 5", "\"above\": \"5\"", StringComparison.Ordinal)
            .Replace("\"port\": 1883", "\"port\": 0", StringComparison.Ordinal));

        var run = await CommandLineRun.OfAsync("check-config", file);

        Assert.Equal(ExitCode.InvalidConfiguration, run.ExitCode);
        Assert.Empty(run.Output);
        var lines = run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        string[] starts =
        [
            $"{file}:3: gateway.owner: ", $"{file}:31: sensors[1].mounting.positionM: ", $"{file}:34: windows.second: ",
            $"{file}:41: rules[0].above: ", $"{file}:44: sync.broker.port: ", $"{file}: 5 mistakes",
        ];
        Assert.Equal(starts.Length, lines.Length);
        Assert.All(starts.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckConfig_SeveralFiles_ChecksAllAndReturnsThreeForOneThatIsWrong()
    {
        var run = await CommandLineRun.OfAsync("check-config", Write("good.json", Configuration.StationText.Valid), Path.Combine(_folder, "absent.json"));

        Assert.Equal(ExitCode.InvalidConfiguration, run.ExitCode);
        Assert.Contains("good.json: ok: 2 sensors", run.Output, StringComparison.Ordinal);
        Assert.Contains("absent.json: there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckConfig_AsJson_GivesPathLineProblemAndFix()
    {
        var file = Write("bad.json", Configuration.StationText.With("\"seconds\": 60", "\"seconds\": 0"));

        var run = await CommandLineRun.OfAsync("check-config", "--json", file);

        Assert.Equal(ExitCode.InvalidConfiguration, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        var error = json.RootElement[0].GetProperty("errors")[0];
        Assert.Equal(("windows.seconds", 34), (error.GetProperty("path").GetString(), error.GetProperty("line").GetInt32()));
        Assert.Equal("is the number 0", error.GetProperty("problem").GetString());
        Assert.Equal("write a whole number from 1 to 86400 s", error.GetProperty("fix").GetString());
        Assert.False(json.RootElement[0].GetProperty("valid").GetBoolean());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
