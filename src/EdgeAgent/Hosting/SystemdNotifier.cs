using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeTwin.EdgeAgent.Hosting;

/// <summary>
/// Tells systemd how the service is doing (man 3 sd_notify): one datagram per state on the socket that NOTIFY_SOCKET names. Without
/// that variable nothing is sent. A message that cannot be sent is counted and dropped: systemd's watchdog is what notices silence.
/// Thread-safe.
/// </summary>
internal sealed class SystemdNotifier : IDisposable
{
    // systemd reads at most a page; a longer status would be refused whole.
    private const int StatusCharactersMax = 512;
    private const int SocketPathBytesMax = 107;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _endPoint;
    private long _failures;

    public SystemdNotifier()
        : this(Environment.GetEnvironmentVariable, Environment.ProcessId)
    {
    }

    internal SystemdNotifier(Func<string, string?> environment, int processId)
    {
        WatchdogInterval = ReadWatchdog(environment, processId);
        _endPoint = EndPoint(environment("NOTIFY_SOCKET"));
        if (_endPoint is not null)
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    }

    /// <summary>Whether systemd listens.</summary>
    public bool IsEnabled => _socket is not null;

    /// <summary>
    /// Within which time systemd wants to hear <see cref="Watchdog"/>, or it restarts the service; <see langword="null"/> when it does
    /// not watch. Send at least twice as often.
    /// </summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Messages that could not be sent.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>The service is up.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>The service goes down in good order.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>The service is alive; call it where samples are processed, not from a timer.</summary>
    public void Watchdog() => Send("WATCHDOG=1");

    /// <summary>One line for <c>systemctl status</c>.</summary>
    public void Status(string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var line = status.ReplaceLineEndings(" ");
        Send("STATUS=" + (line.Length <= StatusCharactersMax ? line : line[..StatusCharactersMax]));
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private void Send(string state)
    {
        if (_socket is null)
            return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(state), _endPoint!);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    private static TimeSpan? ReadWatchdog(Func<string, string?> environment, int processId)
    {
        // WATCHDOG_PID names another process when the variables were inherited by a child (man 3 sd_watchdog_enabled).
        var watched = environment("WATCHDOG_PID");
        if (!string.IsNullOrEmpty(watched) && watched != processId.ToString(CultureInfo.InvariantCulture))
            return null;
        return long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromTicks(microseconds * 10)
            : null;
    }

    private static UnixDomainSocketEndPoint? EndPoint(string? name)
    {
        // A name beginning with @ is in the abstract name space: a zero byte stands in its place. Other kinds (vsock) are not for services.
        if (name is null || name.Length < 2 || name[0] is not ('/' or '@') || Encoding.UTF8.GetByteCount(name) > SocketPathBytesMax)
            return null;
        return new UnixDomainSocketEndPoint(name[0] == '@' ? string.Concat("\0", name.AsSpan(1)) : name);
    }
}
