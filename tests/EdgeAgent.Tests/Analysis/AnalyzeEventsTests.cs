using System.Globalization;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Tests.CommandLine;

namespace EdgeTwin.EdgeAgent.Tests.Analysis;

public sealed class AnalyzeEventsTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("analyze-events");

    [Fact]
    public async Task Analyze_BurstInAllChannels_IsOneEventWithItsMeasures()
    {
        var run = await CommandLineRun.OfAsync("analyze", "events", Burst("cmps2"), "--json");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        var recording = JsonNode.Parse(run.Output)![0]!;
        var found = Assert.Single(recording["events"]!.AsArray())!;
        Assert.InRange(found["triggerSeconds"]!.GetValue<double>(), 30, 30.5);
        Assert.Equal(5, found["triggerSeconds"]!.GetValue<double>() - found["startSeconds"]!.GetValue<double>(), 1e-9);
        Assert.Equal(2, found["triggeredChannels"]!.GetValue<int>());
        var channel = found["channels"]![0]!;
        Assert.Equal("m/s2", channel["unit"]!.GetValue<string>());
        Assert.Equal(0.5, Math.Abs(channel["peak"]!.GetValue<double>()), 0.01);
        Assert.Equal(2, channel["frequencyHz"]!.GetValue<double>(), 0.1);
        Assert.Equal(0.5 / (16 * Math.PI * Math.PI), Math.Abs(channel["peakDisplacementM"]!.GetValue<double>()), 2e-4);
        Assert.InRange(channel["significantSeconds"]!.GetValue<double>(), 2.5, 6);
    }

    [Fact]
    public async Task Analyze_Burst_ShowsEventsThenChannelsThenTheBand()
    {
        var run = await CommandLineRun.OfAsync("analyze", "events", Burst("cmps2"), "--from", "0.5");

        Assert.Contains("1 event in 60.00 s", run.Output, StringComparison.Ordinal);
        Assert.Contains("Event 1 at 30.", run.Output, StringComparison.Ordinal);
        Assert.Contains("acc_02_cmps2", run.Output, StringComparison.Ordinal);
        Assert.Contains("from 0.5000 Hz up; a lasting displacement is not in them", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_QuietRecording_SaysThatThereIsNoEvent()
    {
        var run = await CommandLineRun.OfAsync("analyze", "events", Burst("cmps2"), "--level", "100");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("no event in 60.00 s", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analyze_RecordingShorterThanTheLongWindowTwice_RefusesAndReturnsOne()
    {
        var run = await CommandLineRun.OfAsync("analyze", "events", Burst("cmps2"), "--long-seconds", "40");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("shorter than twice the long window", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cmps2", "--trigger-from 80", "below 50 Hz")]
    [InlineData("cmps2", "--coincidence 3", "MinimumChannels is 3")]
    [InlineData("cmps2", "--channels acc_01_cmps2 strain_01_ue", "Events are measured in one unit")]
    [InlineData("volts", "", "Name the column")]
    public async Task Analyze_ImpossibleOption_SaysWhatIsPossible(string unit, string options, string message)
    {
        var run = await CommandLineRun.OfAsync(["analyze", "events", Burst(unit), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A minute at 100 Hz: two accelerations with a little noise and, around second 32, a swing of 2 Hz that reaches 50; a strain that does nothing.</summary>
    private string Burst(string unit)
    {
        var file = Path.Combine(_folder, "burst.csv");
        var random = new Random(1);
        double Noise() => 0.1 * (random.NextDouble() - 0.5);
        File.WriteAllLines(file, Enumerable.Range(0, 6000)
            .Select(index =>
            {
                var seconds = index / 100.0;
                var swing = 50 * Math.Exp(-0.5 * Math.Pow((seconds - 33) / 1.2, 2)) * Math.Cos(2 * Math.PI * 2 * (seconds - 33)) * (seconds < 30 ? 0 : 1);
                return string.Create(CultureInfo.InvariantCulture, $"{seconds:F2},{swing + Noise():F5},{(-0.5 * swing) + Noise():F5},{Noise():F5}");
            })
            .Prepend($"time_s,acc_01_{unit},acc_02_{unit},strain_01_ue"));
        return file;
    }
}
