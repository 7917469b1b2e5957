using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EdgeTwin.EndToEnd;

/// <summary>
/// A SCADA host that shares no code with the product: a Node program with the npm packages mqtt and sparkplug-payload (tests/EndToEnd/foreign)
/// that decodes every Sparkplug message and prints it as one JSON line.
/// </summary>
internal sealed class SparkplugHost : IAsyncDisposable
{
    private static readonly Lock InstallGate = new();

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _messages = [];
    private readonly Process _process;

    private SparkplugHost(Process process)
    {
        _process = process;
    }

    /// <summary>All decoded messages: {"topic", "type", "device", "payload"}.</summary>
    public IReadOnlyList<JsonObject> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public static SparkplugHost Start(int port)
    {
        var folder = Path.Combine(RepositoryFiles.Root, "tests", "EndToEnd", "foreign");
        lock (InstallGate)
        {
            // npm writes this file when it is done.
            if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
                Install(folder);
        }

        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "sparkplug-host.mjs"), $"{port}"])
        {
            RedirectStandardOutput = true,
        })!;
        var host = new SparkplugHost(process);
        process.OutputDataReceived += (_, line) => host.Take(line.Data);
        process.BeginOutputReadLine();
        return host;
    }

    public IEnumerable<JsonObject> OfType(string type) => Messages.Where(message => (string)message["type"]! == type);

    /// <summary>The newest value of a metric of a device (empty: the node), or null.</summary>
    public JsonNode? Metric(string device, string name) => Messages
        .Where(message => (string)message["device"]! == device)
        .SelectMany(message => message["payload"]!["metrics"]?.AsArray().OfType<JsonObject>() ?? [])
        .LastOrDefault(metric => (string?)metric["name"] == name)?["value"];

    public bool HasAlarm(string key) => Messages
        .SelectMany(message => message["payload"]!["metrics"]?.AsArray().OfType<JsonObject>() ?? [])
        .Any(metric => ((string?)metric["name"])?.StartsWith($"Alarms/{key}/", StringComparison.Ordinal) == true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Install(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = folder })!;
        npm.WaitForExit();
        Assert.Equal(0, npm.ExitCode);
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _messages.Add(JsonNode.Parse(line)!.AsObject());
    }
}
