using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary><c>analyze stiffness</c>, <c>settlement</c>, <c>moisture</c> and <c>corrosion</c> on small files.</summary>
public sealed class AnalyzeMaterialsTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-materials");

    [Fact]
    public async Task Stiffness_SofterSecondTest_IsToldWithFiguresAndProbability()
    {
        var run = await CommandLineRun.OfAsync("analyze", "stiffness", LoadTest("one.csv", 15), LoadTest("two.csv", 11), "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var tests = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(15, tests[0]!["stiffnessKNPerMm"]!.GetValue<double>(), 0.1);
        Assert.Equal(11, tests[1]!["stiffnessKNPerMm"]!.GetValue<double>(), 0.1);
        Assert.Null(tests[0]!["change"]);
        Assert.True(tests[1]!["change"]!["isChanged"]!.GetValue<bool>());
        Assert.Equal(1 - (11.0 / 15), tests[1]!["change"]!["lossIndex"]!.GetValue<double>(), 0.01);
    }

    [Fact]
    public async Task Stiffness_AsTable_NamesTheFinding()
    {
        var run = await CommandLineRun.OfAsync("analyze", "stiffness", LoadTest("one.csv", 15), LoadTest("two.csv", 15));

        Assert.Contains("not changed", run.Output, StringComparison.Ordinal);
        Assert.Contains("between 20 and 60 %", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stiffness_NothingLoaded_IsRefusedWithFileAndReason()
    {
        var file = Write("idle.csv", "time_s,force_01_kN,disp_01_mm", Enumerable.Range(0, 200).Select(index => Line(index / 10.0, 0, 1)));

        var run = await CommandLineRun.OfAsync("analyze", "stiffness", file);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("idle.csv: The force is zero", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stiffness_ForceInAnUnknownUnit_SaysHowToNameIt()
    {
        var file = Write("unit.csv", "time_s,force_01_lbs,disp_01_mm", Enumerable.Range(0, 200).Select(index => Line(index / 10.0, index, index)));
        var run = await CommandLineRun.OfAsync("analyze", "stiffness", file, "--force", "force_01_lbs");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("kN is needed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settlement_LoweredSupport_IsToldApart()
    {
        var run = await CommandLineRun.OfAsync("analyze", "settlement", Crossing("before.csv", 0), Crossing("after.csv", 20), "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!["comparisons"]![0]!["result"]!;
        Assert.True(result["isChanged"]!.GetValue<bool>());
        Assert.Equal(-20, result["channels"]![0]!["change"]!.GetValue<double>(), 0.5);
    }

    [Fact]
    public async Task Moisture_AHouse_GivesClassIndexAndMoisture()
    {
        var file = Climate("house.csv", hour => 88 + (2 * Math.Sin(hour)));

        var run = await CommandLineRun.OfAsync("analyze", "moisture", file, "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var point = JsonNode.Parse(run.Output)![0]!;
        Assert.Equal("01", point["point"]!.GetValue<string>());
        Assert.InRange(point["moistureMeanPct"]!.GetValue<double>(), 18, 21);
        Assert.InRange(point["mouldIndexMaximum"]!.GetValue<double>(), 0.3, 3);
        Assert.Equal(3, (int)Enum.Parse<StructuralHealth.Moisture.ServiceClass>(point["service"]!["class"]!.GetValue<string>(), ignoreCase: true));
    }

    [Fact]
    public async Task Moisture_SensorAboveAHundred_IsRefusedWithTheReason()
    {
        var run = await CommandLineRun.OfAsync("analyze", "moisture", Climate("broken.csv", hour => hour == 50 ? 104 : 80 + (hour % 3)));

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("relative humidity is 104 %", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrosion_AMap_DrawsTheClassesAndTheirShares()
    {
        var file = Write("deck.csv", "row,hcp_01_mV,hcp_02_mV", ["1,-100,-250", "2,-400,-360"]);

        var run = await CommandLineRun.OfAsync("analyze", "corrosion", file, "--electrode", "CopperSulfate");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(". o", run.Output, StringComparison.Ordinal);
        Assert.Contains("# #", run.Output, StringComparison.Ordinal);
        Assert.Contains("50.0", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrosion_OtherElectrode_SaysHowUncertainTheConversionIs()
    {
        var file = Write("deck.csv", "row,hcp_01_mV,hcp_02_mV", ["1,-100,-250", "2,-400,-360"]);

        var converted = await CommandLineRun.OfAsync("analyze", "corrosion", file, "--electrode", "Calomel");
        var direct = await CommandLineRun.OfAsync("analyze", "corrosion", file, "--electrode", "CopperSulfate");

        Assert.Contains("uncertain by 10 to 20 mV", converted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("uncertain by 10 to 20 mV", direct.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moisture_AsTable_NamesItsAssumptions()
    {
        var run = await CommandLineRun.OfAsync("analyze", "moisture", Climate("house.csv", hour => 88 + (2 * Math.Sin(hour))));

        Assert.Contains("4 are taken", run.Output, StringComparison.Ordinal);
        Assert.Contains("dry wood gets a dose too", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrosion_WithoutElectrode_IsRefused()
    {
        var run = await CommandLineRun.OfAsync("analyze", "corrosion", Write("deck.csv", "row,hcp_01_mV", ["1,-100", "2,-400"]));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("--electrode", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrosion_ResistivityWithoutUnit_NeedsOne()
    {
        var file = Write("res.csv", "row,res_01,res_02", ["1,5,15", "2,60,120"]);

        var refused = await CommandLineRun.OfAsync("analyze", "corrosion", file);
        var run = await CommandLineRun.OfAsync("analyze", "corrosion", file, "--unit", "kohmcm", "--json");

        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains("does not name its unit", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["high", "moderate", "low", "negligible"], JsonNode.Parse(run.Output)![0]!["result"]!["risks"]!.AsArray().Select(risk => risk!.GetValue<string>()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string LoadTest(string name, double stiffness) => Write(name, "time_s,force_01_kN,disp_01_mm", Enumerable.Range(0, 1200).Select(index =>
    {
        var force = index < 600 ? index / 6.0 : Math.Max(0, 200 - (index / 6.0));
        return Line(index / 10.0, force, (force / stiffness) + (0.002 * Math.Sin(index)));
    }));

    private string Crossing(string name, double off)
    {
        double[] first = [0, 8, 0, 2, 0, 0];
        double[] second = [0, 2, 0, 8, 0, 0];
        return Write(name, "time_s,force_01_kN,force_02_kN", Enumerable.Range(0, 2400).Select(index =>
        {
            var isPassing = index / 400 == 4 && index % 400 > 350;
            var noise = 0.02 * Math.Sin(index * index);
            return Line(index / 10.0, 200 - off + (isPassing ? 6 : first[index / 400]) + noise, 180 + (off / 2) + (isPassing ? 6 : second[index / 400]) - noise);
        }));
    }

    private string Climate(string name, Func<int, double> humidity) =>
        Write(name, "time_s,temp_01_degC,rh_01_pct", Enumerable.Range(0, 24 * 70).Select(hour => Line(3600.0 * hour, 18 + (0.5 * Math.Sin(hour / 4.0)), humidity(hour))));

    private string Write(string name, string header, IEnumerable<string> lines)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, lines.Prepend(header));
        return file;
    }

    private static string Line(params double[] values) => string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
