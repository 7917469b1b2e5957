using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTwin.EdgeAgent.CommandLine;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Hosting;
using EdgeTwin.EdgeAgent.Tests.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Hosting;

/// <summary>An agent without any valid station file, with a real page on a free port and a real notification socket.</summary>
public sealed class WaitingAgentTests : IAsyncDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("waiting");
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
    private readonly HttpClient _browser = new() { Timeout = TimeSpan.FromSeconds(10) };
    private WaitingAgent? _agent;
    private Task<AgentEnd>? _run;

    private string StationPath => Path.Combine(_folder, "station.json");

    private static string TwoMistakes => StationText.With("\"seconds\": 60", "\"seconds\": -1").Replace("\"positionM\": 7.5", "\"positionM\": 75", StringComparison.Ordinal);

    [Fact]
    public async Task Run_FileWithMistakes_ServesThePageWithEveryMistakeAndItsRemedy()
    {
        await StartAsync(TwoMistakes);

        var snapshot = await SnapshotAsync();

        var health = snapshot["health"]!;
        Assert.Equal("Fault", (string?)health["state"]);
        Assert.Contains("Nothing is measured", (string?)health["sentence"], StringComparison.Ordinal);
        Assert.Contains("2 mistakes", (string?)health["sentence"], StringComparison.Ordinal);
        var expected = StationFile.Load(StationPath).Errors;
        Assert.Equal(2, expected.Count);
        foreach (var mistake in expected)
        {
            var item = Assert.Single(health["items"]!.AsArray(), item => ((string?)item!["area"])!.EndsWith(mistake.Path, StringComparison.Ordinal))!;
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Line {mistake.Line}: "), (string?)item["area"], StringComparison.Ordinal);
            Assert.Contains(mistake.Fix, (string?)item["sentence"], StringComparison.Ordinal);
        }

        Assert.Equal("mill-bridge", (string?)snapshot["gateway"]);
        using var page = await _browser.GetAsync(new Uri(_browser.BaseAddress!, "/healthz"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Run_NoFile_SaysSo()
    {
        await StartAsync(null);

        var sentence = (string?)(await SnapshotAsync())["health"]!["sentence"];

        Assert.Contains("there is no such file", sentence, StringComparison.Ordinal);
        Assert.Contains(StationPath, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FileIsPutRight_EndsForTheStationToStart()
    {
        await StartAsync(TwoMistakes);
        await File.WriteAllTextAsync(StationPath, StationText.Valid);

        _time.Advance(WaitingAgent.LookInterval);

        Assert.Equal(AgentEnd.Reload, await _run!.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Run_OneMistakeLeft_ShowsWhatIsLeftAndGoesOnWaiting()
    {
        await StartAsync(TwoMistakes);
        await File.WriteAllTextAsync(StationPath, StationText.With("\"seconds\": 60", "\"seconds\": -1"));

        _time.Advance(WaitingAgent.LookInterval);

        await BecomesTrueAsync(async () => (await SnapshotAsync())["health"]!["items"]!.AsArray().Count == 2);
        Assert.False(_run!.IsCompleted);
    }

    [Fact]
    public async Task Run_UnderSystemd_IsReadyAndFeedsTheWatchdog()
    {
        await StartAsync(TwoMistakes);

        Assert.Equal("READY=1", Receive());
        Assert.StartsWith("STATUS=Nothing is measured: the station waits for a valid station file.", Receive(), StringComparison.Ordinal);
        Assert.Equal("WATCHDOG=1", Receive());
        for (var fed = 0; fed < 3; fed++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            while (Receive() != "WATCHDOG=1")
            {
            }
        }
    }

    [Fact]
    public async Task Run_Stopped_EndsAsStopped()
    {
        await StartAsync(TwoMistakes);

        await _stop.CancelAsync();

        Assert.Equal(AgentEnd.Stopped, await _run!.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Control_WhileWaiting_AnswersInWords()
    {
        await StartAsync(TwoMistakes);
        using var client = new ControlClient(Path.Combine(_folder, "state"));

        var refusal = await Assert.ThrowsAsync<ControlException>(() => client.GetAsync("control/status", CancellationToken.None));

        Assert.Equal(WaitingControl.Sentence, refusal.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_run is not null)
            await _run;
        if (_agent is not null)
            await _agent.DisposeAsync();
        _systemd.Dispose();
        _browser.Dispose();
        _stop.Dispose();
    }

    private async Task StartAsync(string? stationFile)
    {
        if (stationFile is not null)
            await File.WriteAllTextAsync(StationPath, stationFile);
        var socket = Path.Combine(_folder, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(socket));
        var environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = socket, ["WATCHDOG_USEC"] = "30000000" };
        var options = new RunOptions { ConfigFile = StationPath, StateDirectory = Path.Combine(_folder, "state"), Page = "127.0.0.1:0" };
        _agent = new WaitingAgent(
            options, ConfigurationStore.Open(StationPath, options.StateDirectory), _time, new SystemdNotifier(environment.GetValueOrDefault, 1));
        _run = _agent.RunAsync(_stop.Token);
        await BecomesTrueAsync(() => Task.FromResult(_agent.Urls.Any(url => url.StartsWith("http://127", StringComparison.Ordinal) && !url.EndsWith(":0", StringComparison.Ordinal))));
        _browser.BaseAddress = new Uri(_agent.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal)));
        await BecomesTrueAsync(async () => (await _browser.GetAsync(new Uri("/healthz", UriKind.Relative))).IsSuccessStatusCode);
    }

    private static async Task BecomesTrueAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
    }

    private async Task<JsonObject> SnapshotAsync() =>
        JsonNode.Parse(await _browser.GetStringAsync(new Uri("/api/snapshot", UriKind.Relative)))!.AsObject();

    private string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer));
    }
}
