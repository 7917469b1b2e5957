using System.Net.Sockets;
using System.Text.Json;
using EdgeTwin.EdgeAgent.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeTwin.EdgeAgent.Tests.CommandLine;

/// <summary>The client against a real HTTP server on a real unix socket that answers what each test says.</summary>
public sealed class SimulateCommandTests : IAsyncDisposable
{
    // Unix sockets allow 107 characters for the whole path.
    private readonly string _state = Directory.CreateTempSubdirectory("et-").FullName;
    private readonly List<(string Call, JsonElement Body)> _calls = [];
    private WebApplication? _agent;

    [Fact]
    public async Task Damage_IsSentWithMemberAndSeverity()
    {
        await AnswerAsync(200, "{}");

        var run = await CommandLineRun.OfAsync("simulate", "damage", "--member", "midspan", "--severity", "0.25", "--state", _state);

        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Error));
        Assert.Contains("'midspan' has now lost 25 %", run.Output, StringComparison.Ordinal);
        var (call, body) = Assert.Single(_calls);
        Assert.Equal("POST /control/damage", call);
        Assert.Equal(("midspan", 0.25), (body.GetProperty("member").GetString(), body.GetProperty("severity").GetDouble()));
    }

    [Fact]
    public async Task Damage_Cleared_CallsClear()
    {
        await AnswerAsync(200, "{}");

        var run = await CommandLineRun.OfAsync("simulate", "damage", "--clear", "--state", _state);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal("POST /control/damage/clear", Assert.Single(_calls).Call);
    }

    [Theory]
    [InlineData("unplugged", "is now unplugged")]
    [InlineData("garbage", "is now answering garbage")]
    [InlineData("wrong-identity", "is now answering with a wrong identity")]
    [InlineData("none", "works again")]
    public async Task Fault_IsSentWithSensorAndKind(string kind, string words)
    {
        await AnswerAsync(200, "{}");

        var run = await CommandLineRun.OfAsync("simulate", "fault", "--sensor", "acc-3", "--kind", kind, "--state", _state);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        var (call, body) = Assert.Single(_calls);
        Assert.Equal("POST /control/fault", call);
        Assert.Equal(("acc-3", kind), (body.GetProperty("sensor").GetString(), body.GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task Fault_WithAmount_SendsIt()
    {
        await AnswerAsync(200, "{}");

        var run = await CommandLineRun.OfAsync("simulate", "fault", "--sensor", "acc-3", "--kind", "noise", "--amount", "20", "--state", _state);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal(20, Assert.Single(_calls).Body.GetProperty("amount").GetDouble());
    }

    [Fact]
    public async Task Status_IsSaidInWords()
    {
        await AnswerAsync(200, """{"simulated":true,"time":"2026-05-01T06:00:00Z","speed":39.5,"damage":[{"member":"midspan","severity":0.2}],"faults":[]}""");

        var run = await CommandLineRun.OfAsync("simulate", "status", "--state", _state);

        string[] expected =
        [
            "simulated time: 2026-05-01T06:00:00Z", "speed:          39.5 times real time", "damage:         midspan 0.2", "faults:         none", "",
        ];
        Assert.Equal(expected, run.Output.Split(Environment.NewLine));
        Assert.Equal("GET /control/status", Assert.Single(_calls).Call);
    }

    [Theory]
    [InlineData(404, """{"error":"There is no member 'x'; the members are: deck."}""", "There is no member 'x'; the members are: deck.")]
    [InlineData(409, "", "This station measures a real bridge: there is nothing to simulate.")]
    [InlineData(500, "<html>", "The agent refused (500")]
    public async Task Damage_Refused_ReturnsOneAndSaysWhy(int status, string answer, string words)
    {
        await AnswerAsync(status, answer);

        var run = await CommandLineRun.OfAsync("simulate", "damage", "--member", "x", "--state", _state);

        Assert.Equal((ExitCode.Failure, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NoAgent_SaysHowToStartOne()
    {
        var run = await CommandLineRun.OfAsync("simulate", "status", "--state", _state);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains($"No agent runs on the state directory {_state}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SocketOfADeadAgent_SaysToStartItAgain()
    {
        using var nobody = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        nobody.Bind(new UnixDomainSocketEndPoint(StateDirectory.ControlSocket(_state)));

        var run = await CommandLineRun.OfAsync("simulate", "status", "--state", _state);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("Nobody answers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_PathTooLongForASocket_SaysSo()
    {
        var run = await CommandLineRun.OfAsync("simulate", "status", "--state", Path.Combine(_state, new string('x', 120)));

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("too long for a unix socket", run.Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private async Task AnswerAsync(int status, string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.ListenUnixSocket(StateDirectory.ControlSocket(_state)));
        _agent = builder.Build();
        _agent.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            _calls.Add(($"{context.Request.Method} {context.Request.Path}", JsonSerializer.Deserialize<JsonElement>(body.Length == 0 ? "{}" : body)));
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(answer);
        });
        await _agent.StartAsync();
    }
}
