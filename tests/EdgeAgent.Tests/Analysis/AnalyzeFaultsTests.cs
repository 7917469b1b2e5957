using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeFaultsTests : IDisposable
{
    private const int RateHz = 50;
    private const int Count = 60 * 20 * RateHz / 4;
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-faults");

    [Fact]
    public async Task Faults_GapAndFrozenChannel_AreListedWithTimeAndAdvice()
    {
        var run = await CommandLineRun.OfAsync("analyze", "faults", Write("broken.csv", 1, (row, values) =>
        {
            if (row > 5000)
                values[1] = 9.8;
            return row is >= 1000 and < 1010;
        }));

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var rows = run.Output.Split('\n');
        Assert.Contains(rows, row => row.StartsWith("acc_02_mps2", StringComparison.Ordinal) && row.Contains("stuck", StringComparison.Ordinal) && row.Contains("Power-cycle", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("dropout", StringComparison.Ordinal) && row.Contains("20.0000", StringComparison.Ordinal) && row.Contains("certain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Faults_SoundRecording_HasNone()
    {
        var run = await CommandLineRun.OfAsync("analyze", "faults", Write("sound.csv", 2, (_, _) => false), "--json");
        Assert.Empty(JsonNode.Parse(run.Output)![0]!["faults"]!.AsArray());
    }

    [Fact]
    public async Task Faults_WithReference_FindsTheTurnedSensor()
    {
        var reference = Write("reference.csv", 3, (_, _) => false);
        var turned = Write("turned.csv", 4, (_, values) =>
        {
            values[2] = 19.6 - values[2];
            return false;
        });

        var run = await CommandLineRun.OfAsync("analyze", "faults", turned, "--reference", reference, "--json");

        var fault = Assert.Single(JsonNode.Parse(run.Output)![0]!["faults"]!.AsArray())!;
        Assert.Equal("acc_03_mps2", fault["channel"]!.GetValue<string>());
        Assert.Equal("swappedPolarity", fault["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Faults_WrongRate_IsAFault()
    {
        var run = await CommandLineRun.OfAsync("analyze", "faults", Write("rate.csv", 5, (_, _) => false), "--rate", "51", "--json");
        Assert.Equal("rateError", Assert.Single(JsonNode.Parse(run.Output)![0]!["faults"]!.AsArray())!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Faults_ReferenceWithoutTheChannels_SaysWhatItHas()
    {
        var reference = Path.Combine(_folder, "other.csv");
        File.WriteAllLines(reference, Enumerable.Range(0, 2000).Select(row => $"{(row / 50.0).ToString("R", CultureInfo.InvariantCulture)},1").Prepend("time_s,strain_01_ue"));

        var run = await CommandLineRun.OfAsync("analyze", "faults", Write("sound.csv", 2, (_, _) => false), "--reference", reference);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("no channel is named acc_01_mps2", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Four accelerometers on a beam of two noisy oscillations; the change may alter a row's values and says whether the row is left out.</summary>
    private string Write(string name, int seed, Func<int, double[], bool> change)
    {
        var random = new Random(seed);
        var lines = new List<string> { "time_s,acc_01_mps2,acc_02_mps2,acc_03_mps2,acc_04_mps2" };
        var (first, second) = (new Oscillator(2.3, random), new Oscillator(6.1, random));
        for (var row = 0; row < Count; row++)
        {
            var (one, two) = (first.Next(), second.Next());
            var values = Enumerable.Range(1, 4).Select(sensor =>
                9.8 + (0.2 * one * Math.Sin(Math.PI * sensor / 6.0)) + (0.1 * two * Math.Sin(2 * Math.PI * sensor / 6.0)) + (0.01 * (random.NextDouble() - 0.5))).ToArray();
            if (!change(row, values))
                lines.Add(string.Join(',', values.Prepend(row / (double)RateHz).Select(value => value.ToString("0.######", CultureInfo.InvariantCulture))));
        }

        var file = Path.Combine(_folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>Second-order recursion driven by noise, of unit size.</summary>
    private sealed class Oscillator(double frequencyHz, Random random)
    {
        private const double Radius = 0.98;
        private readonly double _turn = 2 * Radius * Math.Cos(2 * Math.PI * frequencyHz / RateHz);
        private double _last;
        private double _before;

        public double Next()
        {
            var next = (_turn * _last) - (Radius * Radius * _before) + (0.3 * (random.NextDouble() - 0.5));
            (_before, _last) = (_last, next);
            return next;
        }
    }
}
