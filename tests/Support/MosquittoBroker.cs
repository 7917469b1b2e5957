using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeTwin.Tests.Support;

/// <summary>A real mosquitto on a free loopback port, with its own folder; can be stopped, killed and started again on the same port.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("mosquitto");
    private Process? _process;

    public int Port { get; } = FreePort();

    public static async Task<MosquittoBroker> StartNewAsync(string extraConfiguration = "")
    {
        var broker = new MosquittoBroker();
        await File.WriteAllTextAsync(
            Path.Combine(broker._folder, "mosquitto.conf"),
            $"listener {broker.Port} 127.0.0.1\nallow_anonymous true\npersistence false\n{extraConfiguration}\n");
        await broker.StartAsync();
        return broker;
    }

    public async Task StartAsync()
    {
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        _process = Process.Start(new ProcessStartInfo(program, ["-c", Path.Combine(_folder, "mosquitto.conf")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Eventually.TrueAsync(Answers, TimeSpan.FromSeconds(15), $"mosquitto listens on port {Port}");
    }

    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
