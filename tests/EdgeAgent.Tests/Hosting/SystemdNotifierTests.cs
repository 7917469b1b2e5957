using System.Net.Sockets;
using System.Text;
using EdgeTwin.EdgeAgent.Hosting;

namespace EdgeTwin.EdgeAgent.Tests.Hosting;

public sealed class SystemdNotifierTests : IDisposable
{
    private readonly string _folder = RepositoryFiles.TemporaryFolder("notify");
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };

    [Fact]
    public void Send_SocketInTheFileSystem_ArrivesAsOneDatagramEach()
    {
        var path = Path.Combine(_folder, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        using var notifier = Notifier(("NOTIFY_SOCKET", path));

        notifier.Ready();
        notifier.Status("Measuring 15 channels\nof 5 sensors");
        notifier.Watchdog();
        notifier.Stopping();

        Assert.True(notifier.IsEnabled);
        Assert.Equal(["READY=1", "STATUS=Measuring 15 channels of 5 sensors", "WATCHDOG=1", "STOPPING=1"], Receive(4));
        Assert.Equal(0, notifier.Failures);
    }

    [Fact]
    public void Send_AbstractSocket_Arrives()
    {
        var name = $"edgetwin-test-{Guid.NewGuid():N}";
        _systemd.Bind(new UnixDomainSocketEndPoint("\0" + name));
        using var notifier = Notifier(("NOTIFY_SOCKET", "@" + name));

        notifier.Ready();

        Assert.Equal(["READY=1"], Receive(1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("relative/path")]
    public void Send_NoSocketForUs_DoesNothing(string? socket)
    {
        using var notifier = Notifier(("NOTIFY_SOCKET", socket));

        notifier.Ready();
        notifier.Status("nobody listens");

        Assert.False(notifier.IsEnabled);
        Assert.Equal(0, notifier.Failures);
    }

    [Fact]
    public void Send_NobodyListens_IsCountedAndDoesNotThrow()
    {
        using var notifier = Notifier(("NOTIFY_SOCKET", Path.Combine(_folder, "absent")));

        notifier.Watchdog();

        Assert.Equal(1, notifier.Failures);
    }

    [Fact]
    public void Send_ReceiverDoesNotRead_NeverBlocks()
    {
        var path = Path.Combine(_folder, "full");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        using var notifier = Notifier(("NOTIFY_SOCKET", path));

        for (var i = 0; i < 2000; i++)
            notifier.Watchdog();

        Assert.True(notifier.Failures > 0);
    }

    [Fact]
    public void Status_LongText_IsCut()
    {
        var path = Path.Combine(_folder, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        using var notifier = Notifier(("NOTIFY_SOCKET", path));

        notifier.Status(new string('x', 100_000));

        Assert.Equal("STATUS=".Length + 512, Assert.Single(Receive(1)).Length);
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "42", 30.0)]
    [InlineData("30000000", "43", null)]
    [InlineData("0", "42", null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void WatchdogInterval_FromTheEnvironment_IsForThisProcessOnly(string? microseconds, string? processId, double? expectedSeconds)
    {
        using var notifier = Notifier(("WATCHDOG_USEC", microseconds), ("WATCHDOG_PID", processId));

        Assert.Equal(expectedSeconds, notifier.WatchdogInterval?.TotalSeconds);
    }

    public void Dispose()
    {
        _systemd.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static SystemdNotifier Notifier(params (string Name, string? Value)[] environment)
    {
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        return new SystemdNotifier(name => variables.GetValueOrDefault(name), processId: 42);
    }

    private List<string> Receive(int count)
    {
        var buffer = new byte[4096];
        var messages = new List<string>();
        for (var i = 0; i < count; i++)
            messages.Add(Encoding.UTF8.GetString(buffer, 0, _systemd.Receive(buffer)));
        return messages;
    }
}
