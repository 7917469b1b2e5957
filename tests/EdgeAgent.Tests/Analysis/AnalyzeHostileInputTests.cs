using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>Input that no analysis can use: each is refused in words that say what to do, never with a stack trace and never with a number.</summary>
public sealed class AnalyzeHostileInputTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-hostile");

    [Fact]
    public async Task Analyze_TimeJumpsByAYear_IsRefusedBeforeMemoryIsFilled()
    {
        var file = Write("time_s,acc_01_mps2", 3000, (index, _) => $"{Text((0.02 * index) + (index > 1500 ? 31_536_000 : 0))},{index % 7}");
        var run = await CommandLineRun.OfAsync("analyze", "channels", file);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("look for a wrong time", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_EmptyFileName_IsAWrongCommandLine()
    {
        var run = await CommandLineRun.OfAsync("analyze", "channels", "");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("a name is empty", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("novelty")]
    [InlineData("beam")]
    public async Task Analyze_Folder_IsCalledAFolder(string what)
    {
        var run = await CommandLineRun.OfAsync("analyze", what, _folder);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("this is a folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_NoSampleInAnyChannel_IsRefusedInsteadOfQuiet()
    {
        var run = await CommandLineRun.OfAsync("analyze", "events", Write("time_s,acc_01_mps2", 3000, (index, _) => $"{Text(0.02 * index)},"), "--json");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("0 hold any sample", JsonNode.Parse(run.Output)![0]!["refusal"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "lacks 100.0 % of its samples")]
    [InlineData("1.5", "No channel moves at all")]
    public async Task Modes_ChannelWithoutVibration_IsRefusedForThatReason(string cell, string reason)
    {
        var run = await CommandLineRun.OfAsync("analyze", "modes", Write("time_s,acc_01_mps2", 3000, (index, _) => $"{Text(0.02 * index)},{cell}"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(reason, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_RecordingShorterThanAWindow_DoesNotReassure()
    {
        var run = await CommandLineRun.OfAsync("analyze", "faults", Write("time_s,acc_01_mps2", 3, (index, _) => $"{Text(0.02 * index)},{index}"));
        Assert.Contains("does not mean that the sensors are sound", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spectrum_CsvOntoTheRecording_IsRefusedAndTheRecordingStays()
    {
        var file = Write("time_s,acc_01_mps2", 3000, (index, _) => $"{Text(0.02 * index)},{index % 7}");
        var before = await File.ReadAllTextAsync(file);
        var run = await CommandLineRun.OfAsync("analyze", "spectrum", file, "--csv", file);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("Name another file", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Stiffness_NoiseInBothChannels_IsRefused()
    {
        var file = Write("time_s,force_01_kN,disp_01_mm", 6000, (index, random) => $"{Text(0.02 * index)},{Text(random.NextDouble() - 0.5)},{Text(random.NextDouble() - 0.5)}");
        var run = await CommandLineRun.OfAsync("analyze", "stiffness", file);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("does not follow the force", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channels")]
    [InlineData("novelty")]
    public async Task Analyze_RandomBytes_IsOneMessage(string what)
    {
        var file = Path.Combine(_folder, "bytes.csv");
        var bytes = new byte[5000];
        new Random(3).NextBytes(bytes);
        await File.WriteAllBytesAsync(file, bytes);
        var run = await CommandLineRun.OfAsync("analyze", what, file);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("edgetwin:", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private string Write(string head, int rows, Func<int, Random, string> row)
    {
        var random = new Random(1);
        var text = new StringBuilder(head).Append('\n');
        for (var index = 0; index < rows; index++)
            text.Append(row(index, random)).Append('\n');
        var file = Path.Combine(_folder, "recording.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
