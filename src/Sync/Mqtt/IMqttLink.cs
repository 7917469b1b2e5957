using System.Threading.Channels;

namespace EdgeTwin.Sync.Mqtt;

/// <summary>
/// One MQTT connection, from connect to its end. A link never reconnects: whoever owns it makes a new one, so that every
/// publish belongs to exactly one network connection and nothing is sent again behind the owner's back. Thread-safe.
/// </summary>
public interface IMqttLink : IAsyncDisposable
{
    /// <summary>Messages from the broker, in order of arrival; completes when the connection ends.</summary>
    ChannelReader<MqttMessage> Messages { get; }

    /// <summary>Completes with the reason, in words for a person, when the connection ended for whatever cause. Never faults.</summary>
    Task<string> Closed { get; }

    /// <summary>Inbound messages that were dropped since the connect because they were too large or the inbox was full.</summary>
    long InboundDropped { get; }

    /// <summary>Connects and waits for the broker's answer. To be called once.</summary>
    /// <exception cref="SyncException">Unreachable, refused, or no answer within <see cref="MqttLinkOptions.ConnectDeadline"/>.</exception>
    Task ConnectAsync(MqttLinkOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes. Quality of service 1 completes with the broker's PUBACK, 0 when the packet was handed to the socket.
    /// Without PUBACK within <see cref="MqttLinkOptions.PublishDeadline"/> the connection is given up as dead.
    /// </summary>
    /// <returns>The broker's reason code; a refusal is a result, not an exception.</returns>
    /// <exception cref="SyncException">The connection ended before the outcome was known.</exception>
    Task<MqttPublishResult> PublishAsync(MqttPublication publication, CancellationToken cancellationToken);

    /// <summary>Subscribes at quality of service 1 and waits for the SUBACK.</summary>
    /// <param name="filter">Topic filter.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="SyncException">Refused, or the connection ended.</exception>
    Task SubscribeAsync(string filter, CancellationToken cancellationToken);

    /// <summary>Sends DISCONNECT and waits until the connection is closed.</summary>
    /// <param name="withWill">Ask the broker to publish the will all the same (MQTT 5 reason 0x04); 3.1.1 cannot.</param>
    /// <param name="cancellationToken">Stops the waiting; the connection is then cut.</param>
    Task DisconnectAsync(bool withWill, CancellationToken cancellationToken);
}
