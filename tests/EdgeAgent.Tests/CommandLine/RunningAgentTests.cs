using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Hosting;
using EdgeTwin.SensorDrivers.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary><c>scan</c> and <c>sensors</c> beside a real station that measures, over its real control socket.</summary>
public sealed class RunningAgentTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Scan_AsksTheAgent_WhichLosesNothing()
    {
        await using var agent = await RunningAgent.StartAsync();
        var before = agent.Station.Slots[0].Account.Delivered;

        var run = await CommandLineRun.OfAsync("scan", "--state", agent.State);

        Assert.Equal(ExitCode.NotAsConfigured, run.ExitCode);
        Assert.Contains("An agent runs on", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"acc-1 \(adxl355\) +known +the running agent reads this adxl355", run.Output);
        Assert.Matches(@"acc-3 \(adxl355\) +conflict +identify the chip failed: .*got 52E212", run.Output);
        Assert.Matches(@"i2c-1 address 0x3C +- +unknown", run.Output);
        await Eventually.TrueAsync(() => agent.Station.Slots[0].Account.Delivered > before + 1000, Deadline, "it goes on measuring");
        Assert.All(agent.Station.Slots, slot => Assert.Equal((0, 0, 0), (slot.Account.Missing, slot.Account.Overruns, slot.Account.Unaccounted)));
    }

    [Fact]
    public async Task Scan_SelfTestBesideTheAgent_IsRefused()
    {
        await using var agent = await RunningAgent.StartAsync();
        var run = await CommandLineRun.OfAsync("scan", "--self-test", "--state", agent.State);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.Contains("Stop the agent first", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensors_AsksTheAgent_AndJudgesItsOwnData()
    {
        await using var agent = await RunningAgent.StartAsync();
        var run = await CommandLineRun.OfAsync("sensors", "--seconds", "3", "--json", "--state", agent.State);

        Assert.Equal(ExitCode.NotAsConfigured, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Output);
        Assert.Equal("agent", answer.RootElement.GetProperty("source").GetString());
        var sensors = answer.RootElement.GetProperty("sensors").EnumerateArray().ToList();
        Assert.Equal([true, true, false], sensors.Select(sensor => sensor.GetProperty("running").GetBoolean()));
        Assert.InRange(sensors[0].GetProperty("gravityG").GetDouble(), 0.99, 1.01);
        Assert.Equal("ok", sensors[0].GetProperty("channels")[0].GetProperty("noise").GetString());
        Assert.Contains("got 52E212", sensors[2].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private sealed class RunningAgent : IAsyncDisposable
    {
        private readonly BrokenStation _files = new([BrokenStation.Fault("acc-3", SimulatedFault.WrongIdentity)], [BrokenStation.Unknown(0x3C)]);
        private readonly WebApplication _web;

        private RunningAgent()
        {
            Directory.CreateDirectory(State);
            Station = new Station(
                _files.Configuration, State, new StationServices(TimeProvider.System, NullLoggerFactory.Instance, null, path => path));
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(server => server.ListenUnixSocket(StateDirectory.ControlSocket(State)));
            _web = builder.Build();
            ControlEndpoints.Map(_web, () => Station);
        }

        public string State => _files.State;

        public Station Station { get; }

        public static async Task<RunningAgent> StartAsync()
        {
            var agent = new RunningAgent();
            await agent._web.StartAsync();
            await agent.Station.StartAsync();
            await Eventually.TrueAsync(
                () => agent.Station.Slots.Count(slot => slot.Account.Delivered > 4000) == 2 && agent.Station.Slots[2].State.Restarts > 0,
                Deadline, "two sensors measure, one failed");
            return agent;
        }

        public async ValueTask DisposeAsync()
        {
            await _web.DisposeAsync();
            await Station.StopAsync(CancellationToken.None);
            await Station.DisposeAsync();
            _files.Dispose();
        }
    }
}
