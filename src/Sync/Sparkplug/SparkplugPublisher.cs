using EdgeTwin.Sync.Drain;
using EdgeTwin.Sync.Mqtt;

namespace EdgeTwin.Sync.Sparkplug;

/// <summary>
/// Publishes births, data and device deaths of one session and owns the sequence number that node and devices share: it rises by
/// one with every message that really went out, 255 to 0. Used by the session's loop only.
/// </summary>
internal sealed class SparkplugPublisher(
    IMqttLink link, SparkplugLaneOptions options, SparkplugTopics topics, MetricBoard board, LaneState state, TimeProvider timeProvider)
{
    private byte _sequence;

    private long NowMs => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>NBIRTH with sequence number 0, then every DBIRTH, nothing in between.</summary>
    /// <exception cref="SyncException">The broker does not take a birth of this size.</exception>
    public async Task SendBirthsAsync(int birthDeathSequence, CancellationToken stop)
    {
        _sequence = 0;
        await SendOrThrowAsync(
            topics.NodeBirth, PayloadEncoder.NodeBirth(board.MetricsOf(string.Empty), birthDeathSequence, options.Compact, NowMs), stop);
        foreach (var device in board.Devices)
            await SendOrThrowAsync(topics.DeviceBirth(device), PayloadEncoder.DeviceBirth(board.MetricsOf(device), _sequence, options.Compact, NowMs), stop);
    }

    public Task SendDeviceDeathAsync(string device, CancellationToken stop) =>
        SendOrThrowAsync(topics.DeviceDeath(device), PayloadEncoder.DeviceDeath(_sequence, NowMs), stop);

    /// <summary>Sends the updates, one message for the node and one for each device among them.</summary>
    /// <returns>Payload bytes sent, or -1 when the broker is known not to take a message of this size.</returns>
    public async Task<int> SendDataAsync(IReadOnlyList<MetricUpdate> updates, bool historical, CancellationToken stop)
    {
        var bytes = 0;
        foreach (var ofDevice in updates.GroupBy(update => update.Metric.Device))
        {
            var payload = PayloadEncoder.Data(ofDevice, _sequence, historical, options.Compact, NowMs);
            if (!await SendAsync(ofDevice.Key.Length == 0 ? topics.NodeData : topics.DeviceData(ofDevice.Key), payload, stop))
                return -1;
            bytes += payload.Length;
            if (historical)
                continue;
            foreach (var update in ofDevice.Where(update => update.UtcNs >= update.Metric.LastUtcNs))
                board.Published(update);
        }

        return bytes;
    }

    private async Task SendOrThrowAsync(string topic, byte[] payload, CancellationToken stop)
    {
        if (!await SendAsync(topic, payload, stop))
            throw new SyncException("publish", string.Empty, $"The broker does not take {payload.Length} bytes on {topic}. Raise its limit of the packet size.", mayPass: true);
    }

    private async Task<bool> SendAsync(string topic, byte[] payload, CancellationToken stop)
    {
        var result = await link.PublishAsync(new MqttPublication { Topic = topic, Payload = payload, QualityOfService = 0 }, stop);
        if (!result.Accepted)
            return false;
        _sequence++;
        state.AddSent(payload.Length);
        return true;
    }
}
