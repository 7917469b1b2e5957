using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>A real <c>edgetwin run</c> in a process of its own, with its state directory, page and control socket.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(40);
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly HttpClient _control;

    private AgentProcess(Process process, string stateDirectory, int pagePort)
    {
        _process = process;
        StateDirectory = stateDirectory;
        PagePort = pagePort;
        Page = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{pagePort.ToString(CultureInfo.InvariantCulture)}/"), Timeout = TimeSpan.FromSeconds(10) };
        _control = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://edgetwin/") };
    }

    public string StateDirectory { get; }

    public int PagePort { get; }

    public HttpClient Page { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "edgetwin");

    /// <summary>Starts the agent and waits until its page answers.</summary>
    public static async Task<AgentProcess> StartAsync(string configurationFile, string stateDirectory, params string[] more)
    {
        var pagePort = FreePort();
        // Tests started under nohup would hand down their deafness to SIGHUP.
        var process = Process.Start(new ProcessStartInfo(
            "env", ["--default-signal=HUP", Program, "run", "--config", configurationFile, "--state", stateDirectory, "--page", $"127.0.0.1:{pagePort}", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var agent = new AgentProcess(process, stateDirectory, pagePort);
        process.OutputDataReceived += (_, line) => agent.Take(line.Data);
        process.ErrorDataReceived += (_, line) => agent.Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await agent.UntilAsync(async () => (await agent.SnapshotAsync()) is not null, StartTimeout, "the page answers");
        return agent;
    }

    public async Task<JsonObject?> SnapshotAsync()
    {
        try
        {
            return JsonNode.Parse(await Page.GetStringAsync(new Uri("api/snapshot", UriKind.Relative))) as JsonObject;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<JsonObject> ControlAsync(string path, JsonObject? body = null)
    {
        using var answer = body is null
            ? await _control.GetAsync(new Uri(path, UriKind.Relative))
            : await _control.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return (JsonNode.Parse(text) as JsonObject)!;
    }

    /// <summary>Waits for a condition; on time-out or early end the agent's output is part of the message.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan within, string what)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await condition())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The agent ended with {_process.ExitCode} before: {what}\n{Output}");
            if (clock.GetElapsedTime(start) > within)
                throw new TimeoutException($"After {within.TotalSeconds:0} s still not true: {what}\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        }
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks for a clean stop and returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Signal("TERM");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        Page.Dispose();
        _control.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(StateDirectory, "control.sock")), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
