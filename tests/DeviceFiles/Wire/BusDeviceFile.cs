using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace EdgeTwin.DeviceFiles.Wire;

/// <summary>
/// A device file in <c>/dev</c> that a process of its own serves (cuse/bus_device_file.c), with a far end that is played here.
/// It can be taken away and come back, as a USB adapter does.
/// </summary>
internal sealed class BusDeviceFile : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly FarEnd _farEnd;
    private readonly int _spiMessageBytesMax;
    private Process? _server;
    private Thread? _conversation;

    private BusDeviceFile(string name, FarEnd farEnd, int spiMessageBytesMax)
    {
        _name = name;
        _farEnd = farEnd;
        _spiMessageBytesMax = spiMessageBytesMax;
        ComeBack();
    }

    /// <summary>The program that serves a device file; scripts/device-files.sh compiles it and names it.</summary>
    public static string Server { get; } =
        Environment.GetEnvironmentVariable("EDGETWIN_BUS_DEVICE_FILE")
        ?? throw new InvalidOperationException("These tests run in User-Mode Linux: start scripts/device-files.sh.");

    public string Path => $"/dev/{_name}";

    public static BusDeviceFile I2c(int bus, FarEnd farEnd) => new(string.Create(CultureInfo.InvariantCulture, $"i2c-{bus}"), farEnd, 0);

    /// <summary>Serves <c>/dev/spidevB.C</c> with a message limit, spidev's parameter bufsiz.</summary>
    public static BusDeviceFile Spi(int bus, int chipSelect, FarEnd farEnd, int messageBytesMax = 4096) =>
        new(string.Create(CultureInfo.InvariantCulture, $"spidev{bus}.{chipSelect}"), farEnd, messageBytesMax);

    /// <summary>Kills the server; may be called by the far end while it answers.</summary>
    public void Pull()
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server)
            return;
        server.Kill();
        server.WaitForExit();
        server.Dispose();
    }

    /// <summary>Kills the server; returns when the device file is gone.</summary>
    public void Vanish()
    {
        Pull();
        _conversation!.Join();
        WaitUntil(() => !File.Exists(Path), "is gone");
    }

    /// <summary>Starts the server; returns when the device file is there.</summary>
    public void ComeBack()
    {
        var socketPath = System.IO.Path.Combine(System.IO.Path.GetTempPath(), _name + ".socket");
        File.Delete(socketPath);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socketPath));
        listener.Listen(1);
        _server = Process.Start(Server, [_name, socketPath, _spiMessageBytesMax.ToString(CultureInfo.InvariantCulture)]);
        if (!listener.Poll(Soon, SelectMode.SelectRead))
            throw new TimeoutException($"{Server} did not connect to {socketPath}; init.log may say why.");
        var conversation = new Conversation(listener.Accept(), _farEnd);
        _conversation = new Thread(conversation.Run) { IsBackground = true, Name = _name };
        _conversation.Start();
        WaitUntil(() => File.Exists(Path), "is there");
    }

    public void Dispose() => Vanish();

    private void WaitUntil(Func<bool> condition, string state) =>
        Task.Run(() => Eventually.TrueAsync(condition, Soon, $"{Path} {state}")).GetAwaiter().GetResult();
}
