using System.Net;
using System.Net.Sockets;

namespace EdgeTwin.Sync.Tests;

/// <summary>A TCP relay before a broker that can cut connections, swallow all traffic, or refuse MQTT 5 like an old broker.</summary>
internal sealed class FaultyRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly Lock _gate = new();
    private readonly int _brokerPort;
    private readonly Task _accepting;
    private volatile bool _frozen;

    public FaultyRelay(int brokerPort)
    {
        _brokerPort = brokerPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public bool RefuseMqtt5 { get; init; }

    /// <summary>A broker that answers a large packet by closing the connection.</summary>
    public int CutAboveBytes { get; init; } = int.MaxValue;

    /// <summary>From now on nothing passes, but connections stay open: a modem that lost its network.</summary>
    public void Freeze() => _frozen = true;

    public void Thaw() => _frozen = false;

    /// <summary>Resets every connection without a farewell.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            foreach (var socket in _sockets)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            Cut();
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_gate)
            _sockets.AddRange([client, broker]);
        try
        {
            if (RefuseMqtt5 && await RefusesAsync(client))
                return;
            await broker.ConnectAsync(IPAddress.Loopback, _brokerPort);
            await Task.WhenAny(CopyAsync(client, broker), CopyAsync(broker, client));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            return;
        }
        finally
        {
            lock (_gate)
            {
                _sockets.Remove(client);
                _sockets.Remove(broker);
                client.Dispose();
                broker.Dispose();
            }
        }
    }

    /// <summary>CONNECT: type, length, 00 04 "MQTT", level. Answers level 5 with CONNACK "unacceptable protocol version" of 3.1.1.</summary>
    private static async Task<bool> RefusesAsync(Socket client)
    {
        var peek = new byte[16];
        var count = 0;
        while (count < 10)
            count = await client.ReceiveAsync(peek, SocketFlags.Peek);
        var level = peek[Array.IndexOf(peek, (byte)'T', 5) + 2];
        if (level != 5)
            return false;
        await client.SendAsync(new byte[] { 0x20, 0x02, 0x00, 0x01 });
        return true;
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16384];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                if (count > CutAboveBytes)
                    return;
                if (!_frozen)
                    await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return;
        }
    }
}
