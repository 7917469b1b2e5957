using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeFatigueTests : IDisposable
{
    // The worked example of ASTM E1049-85, in MPa times ten so that category 36 is damaged.
    private static readonly double[] s_standard = [-20, 10, -30, 50, -10, 30, -40, 40, -20];
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-fatigue");

    [Fact]
    public async Task Analyze_ExampleOfTheStandard_CountsItsCyclesAndSumsTheirDamage()
    {
        var run = await CommandLineRun.OfAsync("analyze", "fatigue", Write("e.csv", "stress_01_MPa", s_standard), "--detail", "36", "--strength-factor", "1", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var channel = JsonNode.Parse(run.Output)!.AsArray()[0]!;
        Assert.Equal(4.0, channel["cycles"]!.GetValue<double>());
        Assert.Equal(90.0, channel["largestRange"]!.GetValue<double>());

        // Ranges 90, 80, 60, 40, 30 MPa, 0.5, 1, 0.5, 1.5, 0.5 times, all above the limit of 26.5 MPa: slope 3.
        var damage = new[] { (90, 0.5), (80, 1), (60, 0.5), (40, 1.5), (30, 0.5) }.Sum(row => row.Item2 * Math.Pow(row.Item1 / 36.0, 3) / 2e6);
        Assert.Equal(damage, channel["life"]!["designDamage"]!.GetValue<double>(), 1e-9 * damage);
        Assert.Equal(4.0, channel["classes"]!.AsArray().Sum(range => range!["cycles"]!.GetValue<double>()));
    }

    [Fact]
    public async Task Analyze_HistoryInTwoFiles_CountsAsInOne()
    {
        var whole = await CommandLineRun.OfAsync("analyze", "fatigue", Write("whole.csv", "strain_01_ue", s_standard), "--json");
        var parts = await CommandLineRun.OfAsync(
            "analyze", "fatigue", Write("one.csv", "strain_01_ue", s_standard[..4]), Write("two.csv", "strain_01_ue", s_standard[4..]), "--json");

        var (one, two) = (JsonNode.Parse(whole.Output)!.AsArray()[0]!, JsonNode.Parse(parts.Output)!.AsArray()[0]!);
        Assert.Equal(one["classes"]!.ToJsonString(), two["classes"]!.ToJsonString());
        Assert.Null(one["life"]);
    }

    [Fact]
    public async Task Analyze_AsTable_SaysWhatTheFiguresRestOn()
    {
        var run = await CommandLineRun.OfAsync("analyze", "fatigue", Write("e.csv", "stress_01_MPa", s_standard), "--detail", "36");

        Assert.Contains("Consumed life, detail category 36", run.Output, StringComparison.Ordinal);
        Assert.Contains("LogLifeDeviation", run.Output, StringComparison.Ordinal);
        Assert.Contains("take the counted", run.Output, StringComparison.Ordinal);
        Assert.Contains("none of its values", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("235", false)]
    [InlineData("355", true)]
    public async Task Analyze_RangeBeyondOneAndAHalfTimesYield_StatesNoLife(string yieldMPa, bool isJudged)
    {
        var file = Write("spike.csv", "stress_01_MPa", [0, 400, 0, 50, 0, 50, 0]);

        var run = await CommandLineRun.OfAsync("analyze", "fatigue", file, "--detail", "71", "--yield", yieldMPa, "--json");
        var text = await CommandLineRun.OfAsync("analyze", "fatigue", file, "--detail", "71", "--yield", yieldMPa);

        var channel = JsonNode.Parse(run.Output)!.AsArray()[0]!;
        Assert.Equal(isJudged, channel["life"] is not null);
        Assert.Equal(!isJudged, text.Output.Contains("no life stated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Analyze_RangesBelowTheCutOff_StatesNoLife()
    {
        var run = await CommandLineRun.OfAsync("analyze", "fatigue", Write("e.csv", "strain_01_ue", s_standard), "--detail", "71", "--json");
        var text = await CommandLineRun.OfAsync("analyze", "fatigue", Write("e.csv", "strain_01_ue", s_standard), "--detail", "71");

        var channel = JsonNode.Parse(run.Output)!.AsArray()[0]!;
        Assert.Equal(0, channel["life"]!["designDamage"]!.GetValue<double>());
        Assert.Null(channel["designYears"]);
        Assert.Contains("That is no life", text.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stress_01_MPa", "73", "no detail category")]
    [InlineData("acc_01_mps2", "71", "no channel measures strain or stress")]
    public async Task Analyze_WhatCannotBe_SaysWhyAndReturnsOne(string channel, string detail, string message)
    {
        var run = await CommandLineRun.OfAsync("analyze", "fatigue", Write("e.csv", channel, s_standard), "--detail", detail);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string channel, double[] samples)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, samples.Select((sample, index) => string.Create(CultureInfo.InvariantCulture, $"{index},{sample}")).Prepend("time_s," + channel));
        return file;
    }
}
