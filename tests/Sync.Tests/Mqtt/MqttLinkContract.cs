using System.Diagnostics;
using System.Text;
using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Tests.Mqtt;

/// <summary>What every implementation of <see cref="IMqttLink"/> must do, against a real broker.</summary>
public abstract class MqttLinkContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected abstract IMqttLink CreateLink(TimeProvider timeProvider);

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task PublishAsync_QualityOfService1_ArrivesAtSubscriber(MqttVersion version)
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var link = await ConnectedAsync(broker.Port, options => options with { Version = version });
        await link.SubscribeAsync("a/+", default);

        var result = await link.PublishAsync(new() { Topic = "a/b", Payload = "hello"u8.ToArray(), ContentType = "text/plain" }, default);

        Assert.True(result.Accepted);
        var message = await ReadAsync(link);
        Assert.Equal("a/b", message.Topic);
        Assert.Equal("hello"u8.ToArray(), message.Payload.ToArray());
        Assert.Equal(version == MqttVersion.V5 ? "text/plain" : null, message.ContentType);
        Assert.False(message.Retained);
    }

    [Fact]
    public async Task PublishAsync_AllProperties_ArriveUnchanged()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var link = await ConnectedAsync(broker.Port);
        await link.SubscribeAsync("p", default);

        await link.PublishAsync(
            new()
            {
                Topic = "p", Payload = new byte[] { 1, 0, 255 }, ContentType = "application/x", MessageExpirySeconds = 100, ResponseTopic = "answer/hier",
                CorrelationData = new byte[] { 0, 1, 2 }, UserProperties = [new("first", "Grüße"), new("second", "2")],
            },
            default);

        var message = await ReadAsync(link);
        Assert.Equal(new byte[] { 1, 0, 255 }, message.Payload.ToArray());
        Assert.Equal("application/x", message.ContentType);
        Assert.InRange(message.MessageExpirySeconds ?? 0, 95u, 100u);
        Assert.Equal("answer/hier", message.ResponseTopic);
        Assert.Equal(new byte[] { 0, 1, 2 }, message.CorrelationData.ToArray());
        Assert.Equal([new("first", "Grüße"), new("second", "2")], message.UserProperties);
    }

    [Fact]
    public async Task PublishAsync_Retained_IsMarkedRetainedForLaterSubscriber()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var link = await ConnectedAsync(broker.Port);
        await link.PublishAsync(new() { Topic = "r", Payload = "kept"u8.ToArray(), Retain = true }, default);

        await link.SubscribeAsync("r", default);

        var message = await ReadAsync(link);
        Assert.True(message.Retained);
        Assert.Equal("kept", Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task PublishAsync_ManyAtOnce_AllAcknowledgedInOrder()
    {
        const int Count = 500;
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var link = await ConnectedAsync(broker.Port, options => options with { InboxMax = Count, InFlightMax = 7 });
        await link.SubscribeAsync("n", default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Count).Select(number =>
            link.PublishAsync(new() { Topic = "n", Payload = BitConverter.GetBytes(number) }, default)));

        Assert.All(outcomes, outcome => Assert.True(outcome.Accepted));
        var numbers = new List<int>();
        while (numbers.Count < Count)
            numbers.Add(BitConverter.ToInt32((await ReadAsync(link)).Payload.Span));
        Assert.Equal(Enumerable.Range(0, Count), numbers.Order());
    }

    [Theory]
    [InlineData("message_size_limit 100")]
    [InlineData("max_packet_size 200")]
    public async Task PublishAsync_LargerThanBrokerTakes_ReturnsPacketTooLarge(string limit)
    {
        await using var broker = await MosquittoBroker.StartNewAsync(limit);
        await using var link = await ConnectedAsync(broker.Port);

        var large = await link.PublishAsync(new() { Topic = "l", Payload = new byte[1000] }, default);
        var small = await link.PublishAsync(new() { Topic = "l", Payload = new byte[10] }, default);

        Assert.Equal(MqttReason.PacketTooLarge, large.ReasonCode);
        Assert.True(small.Accepted);
    }

    [Fact]
    public async Task PublishAsync_BrokerKilled_FailsAndCloses()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var link = await ConnectedAsync(broker.Port);
        await broker.KillAsync();

        await link.Closed.WaitAsync(Patience);
        var failure = await Assert.ThrowsAsync<SyncException>(() => link.PublishAsync(new() { Topic = "x", Payload = new byte[1] }, default));

        Assert.True(failure.MayPass);
        Assert.True(link.Messages.Completion.IsCompleted);
    }

    [Fact]
    public async Task PublishAsync_NoAnswerWithinDeadline_GivesConnectionUp()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var link = await ConnectedAsync(relay.Port, options => options with { PublishDeadline = TimeSpan.FromSeconds(1) });
        relay.Freeze();

        await Assert.ThrowsAsync<SyncException>(() => link.PublishAsync(new() { Topic = "x", Payload = new byte[1] }, default));

        Assert.Contains("no acknowledgement", await link.Closed.WaitAsync(Patience));
    }

    [Fact]
    public async Task Closed_HalfOpenConnection_NoticedByKeepAlive()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        await using var link = await ConnectedAsync(relay.Port);
        relay.Freeze();

        await link.Closed.WaitAsync(TimeSpan.FromSeconds(25));

        await Assert.ThrowsAsync<SyncException>(() => link.PublishAsync(new() { Topic = "x", Payload = new byte[1] }, default));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task DisconnectAsync_WillAskedFor_DecidesWhetherBrokerPublishesIt(bool withWill, bool expected)
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await ConnectedAsync(broker.Port);
        await watcher.SubscribeAsync("#", default);
        var link = await ConnectedAsync(broker.Port, options => options with { ClientId = "mortal", Will = new MqttWill("will", "gone"u8.ToArray(), 1, false) });

        await link.DisconnectAsync(withWill, default);
        await link.DisposeAsync();
        await watcher.PublishAsync(new() { Topic = "after", Payload = new byte[1] }, default);

        Assert.Equal(expected ? "will" : "after", (await ReadAsync(watcher)).Topic);
    }

    [Fact]
    public async Task DisposeAsync_WithoutDisconnect_BrokerPublishesWill()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var watcher = await ConnectedAsync(broker.Port);
        await watcher.SubscribeAsync("will", default);
        var link = await ConnectedAsync(broker.Port, options => options with { ClientId = "mortal", Will = new MqttWill("will", "gone"u8.ToArray(), 1, false) });

        await link.DisposeAsync();

        Assert.Equal("gone", Encoding.UTF8.GetString((await ReadAsync(watcher)).Payload.Span));
    }

    [Fact]
    public async Task ConnectAsync_OldBroker_ReportsUnsupportedProtocolVersion()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port) { RefuseMqtt5 = true };

        var refused = await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(relay.Port));
        await using var older = await ConnectedAsync(relay.Port, options => options with { Version = MqttVersion.V311 });

        Assert.Equal(MqttReason.UnsupportedProtocolVersion, refused.ReasonCode);
        Assert.False(older.Closed.IsCompleted);
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_SaysSo()
    {
        var broker = await MosquittoBroker.StartNewAsync();
        await broker.DisposeAsync();

        var failure = await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port));

        Assert.Contains($"127.0.0.1:{broker.Port}", failure.Message);
        Assert.True(failure.MayPass);
    }

    [Fact]
    public async Task ConnectAsync_SilentPeer_EndsAtDeadline()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var relay = new FaultyRelay(broker.Port);
        relay.Freeze();

        var failure = await Assert.ThrowsAsync<SyncException>(
            () => ConnectedAsync(relay.Port, options => options with { ConnectDeadline = TimeSpan.FromSeconds(1) }));

        Assert.Contains("did not answer", failure.Message);
    }

    [Fact]
    public async Task ConnectAsync_MutualTls_NeedsOurCertificateAndTheBrokersAuthority()
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        await using var broker = await MosquittoBroker.StartNewAsync(certificates.BrokerConfiguration);
        MqttLinkOptions Tls(MqttLinkOptions options, string authority, string? certificate) => options with
        {
            Broker = options.Broker with
            {
                Tls = true, CaFile = authority, ClientCertificateFile = certificate, ClientKeyFile = certificate?.Replace(".pem", "-key.pem", StringComparison.Ordinal),
            },
        };

        await using var link = await ConnectedAsync(broker.Port, options => Tls(options, certificates["ca"], certificates["client"]));
        await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port, options => Tls(options, others["ca"], certificates["client"])));
        await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port, options => Tls(options, certificates["ca"], null)));
        var missing = await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port, options => Tls(options, "/nowhere/ca.pem", null)));

        Assert.True((await link.PublishAsync(new() { Topic = "t", Payload = "safe"u8.ToArray() }, default)).Accepted);
        Assert.Contains("files", missing.Message);
    }

    [Fact]
    public async Task ConnectAsync_PasswordFile_IsReadAndWrongPasswordRefused()
    {
        var folder = RepositoryFiles.TemporaryFolder("password");
        var secrets = Path.Combine(folder, "mosquitto.passwd");
        var password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, "right\n");
        await Process.Start("mosquitto_passwd", ["-b", "-c", secrets, "station", "right"]).WaitForExitAsync();
        await Process.Start("chmod", ["a+r", secrets]).WaitForExitAsync();
        await using var broker = await MosquittoBroker.StartNewAsync($"password_file {secrets}\nallow_anonymous false");
        MqttLinkOptions As(MqttLinkOptions options, string file) => options with { Broker = options.Broker with { Username = "station", PasswordFile = file } };

        await using var link = await ConnectedAsync(broker.Port, options => As(options, password));
        await File.WriteAllTextAsync(password, "wrong\n");
        var refused = await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port, options => As(options, password)));
        var unreadable = await Assert.ThrowsAsync<SyncException>(() => ConnectedAsync(broker.Port, options => As(options, Path.Combine(folder, "none"))));
        Directory.Delete(folder, recursive: true);

        Assert.Contains("not authorized", refused.Message);
        Assert.Contains("password file", unreadable.Message);
        Assert.DoesNotContain("wrong", refused.Message);
    }

    [Fact]
    public async Task Messages_LargerThanLimitOrInboxFull_AreDroppedAndCounted()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var sender = await ConnectedAsync(broker.Port);
        await using var link = await ConnectedAsync(broker.Port, options => options with { ClientId = "small", InboxMax = 2, InboundBytesMax = 64, Version = MqttVersion.V311 });
        await link.SubscribeAsync("d", default);

        await sender.PublishAsync(new() { Topic = "d", Payload = new byte[65] }, default);
        for (var number = 0; number < 4; number++)
            await sender.PublishAsync(new() { Topic = "d", Payload = new[] { (byte)number } }, default);

        await Eventually.TrueAsync(() => link.InboundDropped == 3, Patience, "one too large and two beyond the inbox are dropped");
        Assert.Equal(0, (await ReadAsync(link)).Payload.Span[0]);
        Assert.Equal(1, (await ReadAsync(link)).Payload.Span[0]);
    }

    [Fact]
    public async Task SessionExpiry_CleanStartFalse_MessagesOfTheAbsenceAreDelivered()
    {
        await using var broker = await MosquittoBroker.StartNewAsync();
        await using var sender = await ConnectedAsync(broker.Port);
        MqttLinkOptions Lasting(MqttLinkOptions options) => options with { ClientId = "lasting", CleanStart = false, SessionExpirySeconds = 600 };
        var first = await ConnectedAsync(broker.Port, Lasting);
        await first.SubscribeAsync("s", default);
        await first.DisposeAsync();

        await sender.PublishAsync(new() { Topic = "s", Payload = "while away"u8.ToArray() }, default);
        await using var second = await ConnectedAsync(broker.Port, Lasting);

        Assert.Equal("while away", Encoding.UTF8.GetString((await ReadAsync(second)).Payload.Span));
    }

    private static async Task<MqttMessage> ReadAsync(IMqttLink link) => await link.Messages.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task<IMqttLink> ConnectedAsync(int port, Func<MqttLinkOptions, MqttLinkOptions>? change = null)
    {
        var options = new MqttLinkOptions { Broker = new BrokerOptions { Port = port, KeepAliveSeconds = 5 }, ClientId = $"test-{Guid.NewGuid():N}" };
        var link = CreateLink(TimeProvider.System);
        try
        {
            await link.ConnectAsync(change?.Invoke(options) ?? options, default);
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }

        return link;
    }
}
