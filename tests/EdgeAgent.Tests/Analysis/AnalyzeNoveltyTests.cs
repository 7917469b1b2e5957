using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeNoveltyTests : IDisposable
{
    private const int Hours = 1500;
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-novelty");

    [Fact]
    public async Task Analyze_OneFrequencyDown_NamesItAndWhen()
    {
        var run = await CommandLineRun.OfAsync(
            "analyze", "novelty", Csv(), "--temperature", "temp_01_degC", "--baseline-until", "2026-02-10T00:00:00Z", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!;
        var alarm = result["alarms"]!.AsArray().Single(a => a!["by"]!.GetValue<string>() == "mahalanobis")!;
        Assert.Equal("2026-02-20T16:00:00Z", alarm["from"]!.GetValue<string>());
        Assert.Equal("f2_Hz", alarm["contributions"]![0]!["feature"]!.GetValue<string>());
        Assert.False(alarm["inBaseline"]!.GetValue<bool>());
        Assert.InRange(result["environment"]![0]!["varianceExplainedHeldOut"]!.GetValue<double>(), 0.9, 1);
        var quote = result["mahalanobis"]!["falseAlarms"]!;
        Assert.InRange(1, quote["low"]!.GetValue<double>(), quote["high"]!.GetValue<double>());
        var row = result["scores"]![1400]!;
        Assert.Equal(row["score"]!.GetValue<double>(), row["contributions"]!.AsArray().Sum(c => c!.GetValue<double>()), 1e-9);
        Assert.Null(result["scores"]![300]!["score"]);
    }

    [Fact]
    public async Task Analyze_JsonLinesOfReplay_AreReadLikeTheTable()
    {
        var run = await CommandLineRun.OfAsync("analyze", "novelty", JsonLines(), "--temperature", "temp_01_degC", "--baseline-until", "2026-02-10T00:00:00Z");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("held out", run.Output, StringComparison.Ordinal);
        Assert.Contains("2026-02-20T16:00:00Z", run.Output, StringComparison.Ordinal);
        Assert.Contains("Baseline: 960 windows", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_Lags_EnterAsFurtherConditions()
    {
        var run = await CommandLineRun.OfAsync("analyze", "novelty", Csv(), "--temperature", "temp_*", "--lags", "6,24", "--baseline-until", "2026-02-10T00:00:00Z", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var names = JsonNode.Parse(run.Output)!["environment"]![0]!["coefficients"]!.AsArray().Select(c => c!["name"]!.GetValue<string>());
        Assert.Equal(["constant", "temp_01_degC", "temp_01_degC lag 6", "temp_01_degC lag 24"], names);
    }

    [Fact]
    public async Task Analyze_BaselineTooShort_RefusesWithTheNumberNeeded()
    {
        var run = await CommandLineRun.OfAsync("analyze", "novelty", Csv(), "--baseline-until", "2026-01-01T10:00:00Z");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("100 complete windows are needed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("features.csv", "time_s,f1_Hz\n0,1\n1,1\n0.5,1\n2,1\n", "Sort the rows")]
    [InlineData("features.csv", "time_s,f1_Hz\n0,1\n1,1\n2,1\n3.5,1\n4,1\n", "Resample")]
    [InlineData("features.csv", "place,f1_Hz\na,1\nb,2\n", "name it timestamp")]
    [InlineData("features.jsonl", "{}\n", "line 1")]
    public async Task Analyze_TableThatIsNone_SaysWhereAndWhat(string name, string text, string message)
    {
        var run = await CommandLineRun.OfAsync("analyze", "novelty", Write(name, text));

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--temperature", "temp_9", "no column is named temp_9")]
    [InlineData("--lags", "0", "1 to 10000")]
    [InlineData("--baseline-until", "yesterday", "2026-05-01T06:00:00Z")]
    [InlineData("--baseline-until", "2025-01-01T00:00:00Z", "holds no row")]
    public async Task Analyze_OptionThatFitsNothing_SaysWhatWould(string option, string value, string message)
    {
        var run = await CommandLineRun.OfAsync("analyze", "novelty", Csv(), option, value);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Csv()
    {
        var text = new StringBuilder("timestamp,f1_Hz,f2_Hz,f3_Hz,temp_01_degC\n");
        foreach (var (time, values) in Windows())
            text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ssZ},{string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}\n");
        return Write("features.csv", text.ToString());
    }

    private string JsonLines()
    {
        string[] names = ["f1_Hz", "f2_Hz", "f3_Hz", "temp_01_degC"];
        var text = new StringBuilder();
        foreach (var (time, values) in Windows())
        {
            var pairs = names.Zip(values, (name, value) => $"\"{name}\":{value.ToString("R", CultureInfo.InvariantCulture)}");
            text.Append(CultureInfo.InvariantCulture, $"{{\"file\":\"a\",\"start\":\"{time:yyyy-MM-ddTHH:mm:ss}Z\",\"values\":{{{string.Join(',', pairs)}}},\"completeness\":{{}},\"faults\":[]}}\n");
        }

        return Write("windows.jsonl", text.ToString());
    }

    /// <summary>Hourly, with a gap; the second frequency falls by 2 % at hour 1216.</summary>
    private static IEnumerable<(DateTimeOffset Time, double[] Values)> Windows()
    {
        var random = new Random(1);
        double Noise() => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
        for (var hour = 0; hour < Hours; hour++)
        {
            var temperature = 8 + (7 * Math.Sin(hour * 2 * Math.PI / 700)) + (3 * Math.Sin(hour * 2 * Math.PI / 24)) + Noise();
            double[] values = [.. new[] { 3.1, 5.3, 9.2 }.Select((f, i) => f * (1 - (0.003 * temperature)) * (1 + (0.002 * Noise())) * (i == 1 && hour >= 1216 ? 0.98 : 1)), temperature];
            if (hour is < 300 or > 310)
                yield return (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour), values);
        }
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
