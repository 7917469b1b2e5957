using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>On the simulated traffic of StructuralHealth.Tests/Traffic/traffic_vectors.py.</summary>
public sealed class AnalyzeTrafficTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-traffic");
    private readonly JsonNode _stored = JsonNode.Parse(File.ReadAllText(
        Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "Traffic", "traffic_vectors.json")))!;

    [Fact]
    public async Task Analyze_CalibratedWithKnownVehicles_WeighsTheOthers()
    {
        var run = await CommandLineRun.OfAsync(
            "analyze", "traffic", Write(1), "--distance", "4", "--reach", "14", "--calibration", Write(0), "--known-vehicles", WriteKnown(), "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!;
        Assert.True(result["isCalibrated"]!.GetValue<bool>());
        var truth = _stored["recordings"]![1]!["truth"]!.AsArray();
        var passages = result["passages"]!.AsArray();
        Assert.Equal(truth.Count, passages.Count);
        for (var index = 0; index < truth.Count; index++)
        {
            var gross = truth[index]!["axleLoadsKN"]!.AsArray().Sum(load => load!.GetValue<double>());
            Assert.InRange(passages[index]!["weight"]!["grossWeightKN"]!.GetValue<double>() / gross, 0.96, 1.04);
        }
    }

    [Fact]
    public async Task Analyze_WithoutCalibration_StatesNoWeight()
    {
        var run = await CommandLineRun.OfAsync("analyze", "traffic", Write(1), "--distance", "4");

        Assert.Contains("Uncalibrated: no weights", run.Output, StringComparison.Ordinal);
        Assert.Contains("second to first", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Load spectrum", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_TwoVehiclesAtOnce_SaysWhyNothingIsStated()
    {
        var run = await CommandLineRun.OfAsync("analyze", "traffic", Write(2), "--distance", "4");

        Assert.Contains("two vehicles at once", run.Output, StringComparison.Ordinal);
        Assert.Contains("belong to several vehicles", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_WhatCannotBe_SaysWhyAndReturnsOne()
    {
        var file = Write(1);

        var one = await CommandLineRun.OfAsync("analyze", "traffic", file, "--gauges", "strain_01_ue");
        var half = await CommandLineRun.OfAsync("analyze", "traffic", file, "--distance", "4", "--calibration", file);

        Assert.Equal(ExitCode.Failure, one.ExitCode);
        Assert.Contains("two gauges are needed", one.Error, StringComparison.Ordinal);
        Assert.Contains("belong together", half.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(int recording)
    {
        var stored = _stored["recordings"]![recording]!;
        var file = Path.Combine(_folder, $"recording_{recording}.csv");
        var (first, second) = (stored["first"]!.AsArray(), stored["second"]!.AsArray());
        var lines = first.Zip(second, (one, two) => (One: one!.GetValue<int>(), Two: two!.GetValue<int>()))
            .Select((pair, index) => string.Create(CultureInfo.InvariantCulture, $"{index / 200.0:0.000},{pair.One / 100.0:0.00},{pair.Two / 100.0:0.00}"));
        File.WriteAllLines(file, lines.Prepend("time_s,strain_01_ue,strain_02_ue"));
        return file;
    }

    private string WriteKnown()
    {
        var file = Path.Combine(_folder, "known.csv");
        var lines = new List<string> { "time_s,axle_1_kN,axle_2_kN,axle_3_kN,axle_4_kN,spacing_1_m,spacing_2_m,spacing_3_m" };
        foreach (var run in _stored["recordings"]![0]!["truth"]!.AsArray())
        {
            static string Cells(JsonNode values, int count) => string.Join(',', Enumerable.Range(0, count)
                .Select(index => index < values.AsArray().Count ? values[index]!.GetValue<double>().ToString(CultureInfo.InvariantCulture) : ""));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run!["startSeconds"]!.GetValue<double>()},{Cells(run["axleLoadsKN"]!, 4)},{Cells(run["axleSpacingsM"]!, 3)}"));
        }

        File.WriteAllLines(file, lines);
        return file;
    }
}
