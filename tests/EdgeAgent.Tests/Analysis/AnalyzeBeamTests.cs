using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeBeamTests : IDisposable
{
    private const string TwoSpans = """{ "massKgPerM": 9000, "spans": [ { "lengthM": 20, "bendingStiffnessNm2": 4e10 }, { "lengthM": 20, "bendingStiffnessNm2": 4e10 } ] }""";
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-beam");

    [Fact]
    public async Task Analyze_TwoSpans_PrintsFrequenciesReactionsAndInfluenceLine()
    {
        var run = await CommandLineRun.OfAsync("analyze", "beam", Write("beam.json", TwoSpans), "--influence", "reaction@2", "--step", "10", "--settlement", "2:0.01");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        // π/2/L² √(EI/m) = 8.279 Hz; the middle support carries 1.25 q L = 2206 kN, and gives 6 EI δ / L³ = 300 kN when it settles by 10 mm.
        Assert.Contains("8.2788", run.Output, StringComparison.Ordinal);
        Assert.Contains("2206", run.Output, StringComparison.Ordinal);
        Assert.Contains("-300.0", run.Output, StringComparison.Ordinal);
        Assert.Contains("0.6875", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_MeasuredModes_UpdatesTheStiffnessAndSaysHowSurely()
    {
        var measured = Write("modes.csv", "mode,frequency_Hz,deviation_Hz\n1,7.8540,0.01\n2,12.2694,0.01\n");

        var run = await CommandLineRun.OfAsync("analyze", "beam", Write("beam.json", TwoSpans), "--measured", measured, "--json");

        var update = JsonNode.Parse(run.Output)!["update"]!;
        var stiffness = update["parameters"]![0]!;
        Assert.Equal(0.9, stiffness["factor"]!.GetValue<double>(), 0.002);
        Assert.InRange(stiffness["low"]!.GetValue<double>(), 0.88, 0.899);
        Assert.Equal("identified", stiffness["identifiability"]!.GetValue<string>());
        Assert.Equal(7.854, update["modes"]![0]!["afterHz"]!.GetValue<double>(), 0.005);
    }

    [Theory]
    [InlineData("""{ "massKgPerM": "heavy" }""", "line 1 at massKgPerM: this is not the JSON of a beam")]
    [InlineData("""{ "massKgPerM": 9000 }""", "either spans, or segments")]
    [InlineData("""{ "massKgPerM": 9000, "span": [] }""", "span")]
    [InlineData("""{ "massKgPerM": -1, "spans": [ { "lengthM": 20, "bendingStiffnessNm2": 4e10 } ] }""", "mass per metre must be a positive number")]
    [InlineData("""{ "massKgPerM": 1, "segments": [ { "fromM": 0, "toM": 5, "bendingStiffnessNm2": 1 } ], "supports": [ { "positionM": 1 } ] }""", "fall or turn")]
    public async Task Analyze_BeamThatCannotBe_SaysWhy(string text, string message)
    {
        var run = await CommandLineRun.OfAsync("analyze", "beam", Write("beam.json", text));

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("beam.json", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--influence", "moment@99", "0 to 40 m")]
    [InlineData("--influence", "shear@9", "moment@15")]
    [InlineData("--damage", "10:5:0.2", "from 10 m to 5 m")]
    [InlineData("--settlement", "4:0.01", "supports 1 to 3")]
    public async Task Analyze_QuestionThatCannotBeAnswered_SaysWhatCan(string option, string value, string message)
    {
        var run = await CommandLineRun.OfAsync("analyze", "beam", Write("beam.json", TwoSpans), option, value);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
