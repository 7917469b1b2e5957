using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

public sealed class SensorsCommandTests
{
    [Fact]
    public async Task Sensors_SimulatedStation_ShowsGravityRateAndNoiseOfTheDataSheet()
    {
        using var station = new BrokenStation();

        var run = await station.RunAsync("sensors", "--seconds", "5");

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.Equal(3, run.Output.Split("gravity 1.00 g").Length - 1);
        Assert.Matches(@"rate (1000|999\.99\d*|1000\.00\d*) Hz \([+-]?\d ppm\); 0 missing, 0 overruns", run.Output);
        Assert.Matches(@"acc-1\.x .*data sheet 0\.003489: noise ok", run.Output);
        Assert.Contains("3 of 3 sensors measure; figures over the last 5 s.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensors_UnpluggedChip_SaysWhichWireAndReturnsFour()
    {
        using var station = new BrokenStation([BrokenStation.Fault("acc-2", SimulatedFault.Unplugged)]);

        var run = await station.RunAsync("sensors", "--seconds", "2");

        Assert.Equal(ExitCode.NotAsConfigured, run.ExitCode);
        Assert.Matches(@"acc-2  adxl355 on spidev0\.1  does not measure", run.Output);
        Assert.Contains("MISO", run.Output, StringComparison.Ordinal);
        Assert.Contains("no sample yet", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SimulatedFault.Frozen, "quiet")]
    [InlineData(SimulatedFault.Noise, "loud")]
    public async Task Sensors_NoiseThatIsNotTheDataSheets_IsJudged(SimulatedFault fault, string verdict)
    {
        using var station = new BrokenStation([BrokenStation.Fault("acc-1", fault)]);

        var run = await station.RunAsync("sensors", "--seconds", "3", "--json");

        using var answer = JsonDocument.Parse(run.Output);
        var sensor = answer.RootElement.GetProperty("sensors")[0];
        Assert.All(sensor.GetProperty("channels").EnumerateArray(), channel => Assert.Equal(verdict, channel.GetProperty("noise").GetString()));
        var sound = answer.RootElement.GetProperty("sensors")[1].GetProperty("channels")[0];
        Assert.Equal("ok", sound.GetProperty("noise").GetString());
    }

    [Fact]
    public async Task Sensors_WrongClock_ShowsTheRateErrorInPpm()
    {
        using var station = new BrokenStation(optionsOfFirst: """{ "simulation": { "clockErrorPpm": 5000 } }""");

        var run = await station.RunAsync("sensors", "--seconds", "20", "--json");

        using var answer = JsonDocument.Parse(run.Output);
        Assert.InRange(answer.RootElement.GetProperty("sensors")[0].GetProperty("rateErrorPpm").GetDouble(), 4500, 5500);
        Assert.InRange(answer.RootElement.GetProperty("sensors")[1].GetProperty("rateErrorPpm").GetDouble(), -100, 100);
    }
}
