using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>The first look at a recording, and with it the frame that every analysis has: table, JSON, errors.</summary>
public sealed class AnalyzeChannelsTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze");

    [Fact]
    public async Task Analyze_RecordingWithAGapAndAnEmptyCell_ShowsRateGapAndMissingSamples()
    {
        var file = Write("bridge.csv", "time_s,acc_01_mps2,temp_01_degC", "0,1,20", "0.1,3,", "0.2,2,20", "0.5,2,21", "0.6,2,21", "0.7,2,21");

        var run = await CommandLineRun.OfAsync("analyze", "channels", file);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("10.00 Hz, 0.8000 s, 2 sample sets missing", run.Output, StringComparison.Ordinal);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["acc_01_mps2", "acceleration", "m/s2", "2", "1.000", "2.000", "3.000", "0.5774"],
            lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("3", lines[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]);
    }

    [Fact]
    public async Task Analyze_WithJson_HoldsWhatTheTableShowsAndNullForAChannelWithoutValues()
    {
        var file = Write("bridge.csv", "timestamp,strain_01_ue,strain_02_ue", "2026-05-01T06:00:00Z,1,", "2026-05-01T06:00:01Z,2,");

        var run = await CommandLineRun.OfAsync("analyze", "channels", file, "--json");

        var recording = JsonNode.Parse(run.Output)!.AsArray()[0]!;
        Assert.Equal(1.0, recording["sampleRateHz"]!.GetValue<double>());
        Assert.Equal("2026-05-01T06:00:00+00:00", recording["start"]!.GetValue<string>());
        Assert.Equal(1.5, recording["channels"]![0]!["mean"]!.GetValue<double>());
        Assert.Null(recording["channels"]![1]!["mean"]);
        Assert.Equal(2, recording["channels"]![1]!["missing"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("empty.csv", "", "the file is empty")]
    [InlineData("rate.csv", "time_s,acc_01_mps2\n0,1\n1,1\n5,1\n6.5,1\n", "no common sample rate")]
    [InlineData("text.csv", "time_s,acc_01_mps2\n0,1\n1,one\n", "\"one\" is not a number")]
    public async Task Analyze_FileThatIsNoRecording_SaysWhereAndWhatAndReturnsOne(string name, string text, string message)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);

        var run = await CommandLineRun.OfAsync("analyze", "channels", file);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Analyze_WithoutWhat_ListsWhatThereIs()
    {
        var run = await CommandLineRun.OfAsync("analyze");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("channels", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, params string[] lines)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }
}
