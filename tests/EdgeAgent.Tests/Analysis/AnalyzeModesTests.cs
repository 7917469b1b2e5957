using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

/// <summary>Modes and their tracks by the command line, on a small simulated structure with modes at 2 and 5 Hz.</summary>
public sealed class AnalyzeModesTests : IDisposable
{
    private const double RateHz = 25;
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-modes");

    [Fact]
    public async Task Modes_SimulatedStructure_ShowsBothModesAndTheirShapes()
    {
        var run = await CommandLineRun.OfAsync("analyze", "modes", Write("frame.csv", 240, 5), "--from", "1", "--to", "8", "--order", "30");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("modes from 1.000 to 8.000 Hz", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n\s+1\s+(1\.99|2\.0)\d* ± 0\.0", run.Output);
        Assert.Matches(@"\n\s+2\s+(4\.9|5\.0)\d* ± 0\.0", run.Output);
        Assert.Contains("shapes, real part", run.Output, StringComparison.Ordinal);
        Assert.Contains("cycles of the lowest mode", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modes_ChannelsInTwoUnits_HaveTheShapeThatTheyHaveInOne()
    {
        var one = Write("one.csv", 240, 5);
        var lines = File.ReadAllLines(one);
        var name = lines[0].Split(',')[2];
        lines[0] = lines[0].Replace(name, name.Replace("mps2", "mmps2", StringComparison.Ordinal), StringComparison.Ordinal);
        for (var line = 1; line < lines.Length; line++)
        {
            var cells = lines[line].Split(',');
            cells[2] = (1000 * double.Parse(cells[2], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
            lines[line] = string.Join(',', cells);
        }

        var two = Path.Combine(_folder, "two.csv");
        File.WriteAllLines(two, lines);

        var shapes = new List<double>();
        foreach (var file in new[] { one, two })
        {
            var run = await CommandLineRun.OfAsync("analyze", "modes", file, "--from", "1", "--to", "8", "--order", "30", "--json");
            shapes.Add(JsonNode.Parse(run.Output)![0]!["modes"]![0]!["shape"]![0]!["real"]!.GetValue<double>());
        }

        Assert.Equal(shapes[0], shapes[1], 1e-3);
    }

    [Fact]
    public async Task Modes_AccelerationInDegrees_SaysHowToNameTheColumn()
    {
        var file = Write("frame.csv", 60, 5);
        File.WriteAllText(file, File.ReadAllText(file).Replace("mps2", "degC", StringComparison.Ordinal));

        var run = await CommandLineRun.OfAsync("analyze", "modes", file);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("its unit is degC, and m/s2 is needed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modes_WithJson_HoldsShapesWithDeviations()
    {
        var run = await CommandLineRun.OfAsync("analyze", "modes", Write("frame.csv", 240, 5), "--from", "1", "--to", "8", "--order", "30", "--json");

        var result = JsonNode.Parse(run.Output)![0]!;
        Assert.Null(result["refusal"]);
        Assert.Equal(3, result["channels"]!.AsArray().Count);
        var mode = result["modes"]![0]!;
        Assert.Equal(2, mode["frequencyHz"]!.GetValue<double>(), 0.03);
        Assert.InRange(mode["dampingPercent"]!.GetValue<double>(), 0.5, 2);
        Assert.InRange(mode["frequencyStdHz"]!.GetValue<double>(), 0.0005, 0.02);
        var shape = mode["shape"]!.AsArray();
        Assert.Equal(0.5, shape[0]!["real"]!.GetValue<double>(), 0.05);
        Assert.Equal(1, shape[1]!["real"]!.GetValue<double>(), 1e-9);
        Assert.InRange(shape[0]!["std"]!.GetValue<double>(), 1e-5, 0.05);
    }

    [Fact]
    public async Task Modes_ShortRecord_IsRefusedWithTheReasonAndReturnsOne()
    {
        var run = await CommandLineRun.OfAsync("analyze", "modes", Write("short.csv", 20, 5), "--from", "1", "--to", "8");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("not judged. The record of 20 s holds 20.0 cycles of the lowest frequency of interest, 1 Hz; 50 are needed", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to 11", "--to is 11; permitted is above 0 up to 10 (0.4 times the rate)")]
    [InlineData("--relative-to acc_09_mps2", "no channel is named acc_09_mps2")]
    [InlineData("--relative-to acc*", "names 3 channels; name one")]
    [InlineData("--channels acc_01_mps2 --relative-to acc_01_mps2", "no other channel in m/s2 is left")]
    public async Task Modes_OptionThatDoesNotFitTheRecord_SaysWhichAndWhy(string options, string message)
    {
        var run = await CommandLineRun.OfAsync(["analyze", "modes", Write("frame.csv", 100, 5), .. options.Split(' ')]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Track_TwoFilesInWindows_KeepsNumbersWhileTheFrequencyFalls()
    {
        var run = await CommandLineRun.OfAsync(
            "analyze", "track", Write("monday.csv", 200, 5), Write("tuesday.csv", 200, 4.85), "--window", "100", "--from", "1", "--to", "8", "--order", "30", "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var result = JsonNode.Parse(run.Output)!;
        var records = result["records"]!.AsArray();
        Assert.Equal(4, records.Count);
        Assert.Equal(100, records[1]!["startSeconds"]!.GetValue<double>());
        var falling = result["modes"]!.AsArray().Single(mode => mode!["meanFrequencyHz"]!.GetValue<double>() is > 4.5 and < 5.3)!;
        Assert.Equal(4, falling["seen"]!.GetValue<int>());
        Assert.Equal(5, falling["highestFrequencyHz"]!.GetValue<double>(), 0.05);
        Assert.Equal(4.85, falling["lowestFrequencyHz"]!.GetValue<double>(), 0.05);
    }

    [Fact]
    public async Task Track_FilesOfOtherChannels_SaysWhich()
    {
        var other = Path.Combine(_folder, "other.csv");
        File.WriteAllLines(other, File.ReadAllLines(Write("first.csv", 60, 5)).Select(line => line.Replace("acc_03", "acc_07", StringComparison.Ordinal)));

        var run = await CommandLineRun.OfAsync("analyze", "track", Path.Combine(_folder, "first.csv"), other);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("acc_07_mps2 are not those of", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Track_WindowLongerThanTheFile_SaysSo()
    {
        var run = await CommandLineRun.OfAsync("analyze", "track", Write("frame.csv", 60, 5), "--window", "600");

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("holds no window of 600 s", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two modes of 1 % damping as recursions driven by noise, three channels.</summary>
    private string Write(string name, double seconds, double secondHz)
    {
        var random = new Random(6);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var count = (int)(seconds * RateHz);
        var samples = new double[3, count];
        foreach (var (frequencyHz, shape) in new[] { (2.0, new[] { 0.5, 1, 0.5 }), (secondHz, [1, 0, -1]) })
        {
            var angle = 2 * Math.PI * frequencyHz / RateHz;
            var (before, last) = (0.0, 0.0);
            for (var index = -500; index < count; index++)
            {
                (before, last) = (last, (2 * Math.Exp(-0.01 * angle) * Math.Cos(angle) * last) - (Math.Exp(-0.02 * angle) * before) + Normal());
                for (var channel = 0; channel < 3 && index >= 0; channel++)
                    samples[channel, index] += (shape[channel] * last) + (0.1 * Normal());
            }
        }

        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, Enumerable.Range(0, count).Select(index => string.Create(
            CultureInfo.InvariantCulture, $"{index / RateHz:F2},{samples[0, index]:G7},{samples[1, index]:G7},{samples[2, index]:G7}")).Prepend("time_s,acc_01_mps2,acc_02_mps2,acc_03_mps2"));
        return file;
    }
}
