using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzePrognosisTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-prognosis");

    [Fact]
    public async Task Analyze_CrackOfAPopulation_ForecastsItsRemainingCycles()
    {
        // Specimens that grow as C a^1.5 with C within 10 % of each other; the crack has the middle C and is read up to 20 mm.
        var population = Write("tests.csv", 40, 0.9e-6, 0.94e-6, 0.98e-6, 1.02e-6, 1.06e-6, 1.1e-6);
        var crack = Write("crack.csv", 20, 1e-6);

        var run = await CommandLineRun.OfAsync("analyze", "prognosis", crack, "--population", population, "--critical", "40", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!;
        Assert.Equal(6, result["populationSpecimens"]!.GetValue<int>());
        var prognosis = result["cracks"]![0]!["prognosis"]!;
        var truth = Cycles(40, 1e-6) - Cycles(20, 1e-6);
        Assert.InRange(prognosis["medianCycles"]!.GetValue<double>() / truth, 0.97, 1.03);
        var replicate = await CommandLineRun.OfAsync("analyze", "prognosis", crack, "--population", population, "--critical", "40", "--transfer", "0", "--json");
        var narrow = JsonNode.Parse(replicate.Output)!["cracks"]![0]!["prognosis"]!;
        Assert.True(narrow["highCycles"]!.GetValue<double>() < prognosis["highCycles"]!.GetValue<double>());
        Assert.InRange(truth, narrow["lowCycles"]!.GetValue<double>(), narrow["highCycles"]!.GetValue<double>());
        Assert.InRange(truth, prognosis["lowCycles"]!.GetValue<double>(), prognosis["highCycles"]!.GetValue<double>());
    }

    [Fact]
    public async Task Analyze_WithoutPopulation_SaysThatTheIntervalRestsOnTheCrackAlone()
    {
        var run = await CommandLineRun.OfAsync("analyze", "prognosis", Write("crack.csv", 20, 1e-6), "--critical", "40");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("Without --population", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_LengthBelowTheLastReading_IsRefusedWithTheReason()
    {
        var run = await CommandLineRun.OfAsync("analyze", "prognosis", Write("crack.csv", 20, 1e-6), "--critical", "15");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("refused, the critical length of 15 mm must be above the last reading", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_TableThatIsNoCrack_SaysWhatIsNeeded()
    {
        var file = Path.Combine(_folder, "other.csv");
        File.WriteAllText(file, "time_s,cycles\n0,1\n");
        var small = Write("small.csv", 40, 1e-6);

        var other = await CommandLineRun.OfAsync("analyze", "prognosis", file, "--critical", "40");
        var few = await CommandLineRun.OfAsync("analyze", "prognosis", small, "--population", small, "--critical", "40");

        Assert.Contains("crack_length_mm is needed", other.Error, StringComparison.Ordinal);
        Assert.Contains("at least 5 specimens", few.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double Cycles(double lengthMm, double c) => 2 / c * ((1 / Math.Sqrt(10)) - (1 / Math.Sqrt(lengthMm)));

    private string Write(string name, double lastMm, params double[] growth)
    {
        var file = Path.Combine(_folder, name);
        var lines = new List<string> { "crack_length_mm," + string.Join(',', growth.Select((_, index) => $"cycles_{index + 1}")) };
        for (var length = 10.0; length <= lastMm; length += 0.5)
            lines.Add(string.Join(',', growth.Select(c => Cycles(length, c)).Prepend(length).Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllLines(file, lines);
        return file;
    }
}
