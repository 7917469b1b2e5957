using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeSpectrumTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-spectrum");

    [Fact]
    public async Task Analyze_SineInNoise_ListsItsPeak()
    {
        var run = await CommandLineRun.OfAsync("analyze", "spectrum", Sine(60), "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!;
        Assert.Equal(0.133, result["resolutionHz"]!.GetValue<double>(), 0.001);
        var channel = result["channels"]![0]!;
        var peak = Assert.Single(channel["peaks"]!.AsArray())!;
        Assert.Equal(3, peak["frequencyHz"]!.GetValue<double>(), 0.01);
        Assert.Equal(Math.Sqrt(0.5), channel["rms"]!.GetValue<double>(), 0.01);
        Assert.Equal(376, channel["density"]!.AsArray().Count);
    }

    [Fact]
    public async Task Analyze_WithCsv_WritesFrequencyAndDensityOfEachChannel()
    {
        var csv = Path.Combine(_folder, "psd.csv");

        var run = await CommandLineRun.OfAsync("analyze", "spectrum", Sine(60), "--segment-seconds", "2", "--csv", csv, "--average", "median", "--window", "flatTop");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(csv, run.Output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(csv);
        Assert.Equal("frequency_Hz,psd_acc_01_mps2", lines[0]);
        Assert.Equal(102, lines.Length);
        var highest = lines.Skip(1).MaxBy(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))!;
        Assert.StartsWith("3,", highest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_NoSegmentWithoutAGap_SaysSoAndReturnsOne()
    {
        var file = Path.Combine(_folder, "gaps.csv");
        File.WriteAllLines(file, Enumerable.Range(0, 500).Select(index => $"{index / 100.0:F2},{(index % 10 == 0 ? "" : "1.5")}").Prepend("time_s,acc_01_mps2"));

        var run = await CommandLineRun.OfAsync("analyze", "spectrum", file);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("no segment is without a missing sample (50 are missing)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_FewSegments_WarnsOfPeaksOfNoise()
    {
        var run = await CommandLineRun.OfAsync("analyze", "spectrum", Sine(20), "--segment-seconds", "8");
        Assert.Contains("Fewer than 8 segments", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--segment-seconds 0.01", "needs at least 8")]
    [InlineData("--segment-seconds 3600", "longer than the recording")]
    [InlineData("--channels strain_*", "no channel is named strain_*")]
    public async Task Analyze_ImpossibleSegmentOrChannel_SaysWhatToGive(string options, string message)
    {
        var run = await CommandLineRun.OfAsync(["analyze", "spectrum", Sine(60), .. options.Split(' ')]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Acceleration at 100 Hz: a sine of 3 Hz and amplitude 1 with a little noise, on gravity.</summary>
    private string Sine(int seconds)
    {
        var file = Path.Combine(_folder, "sine.csv");
        var random = new Random(1);
        File.WriteAllLines(file, Enumerable.Range(0, seconds * 100)
            .Select(index => string.Create(CultureInfo.InvariantCulture, $"{index / 100.0:F2},{9.81 + Math.Sin(2 * Math.PI * 3 * index / 100) + (0.01 * (random.NextDouble() - 0.5)):F6}"))
            .Prepend("time_s,acc_01_mps2"));
        return file;
    }
}
