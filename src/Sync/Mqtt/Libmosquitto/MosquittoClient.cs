#if !EDGE_PACKAGES_NUGET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeTwin.Sync.Mqtt.Libmosquitto;

/// <summary>
/// Sets a native client up and carries its callbacks to the <see cref="MosquittoLink"/> behind the user data handle. The
/// callbacks are static function pointers, so nothing can be collected under the library's feet; the handle outlives the client.
/// </summary>
internal static unsafe class MosquittoClient
{
    public static nint Create(MqttLinkOptions options, string? password, nint userData)
    {
        var client = NativeMosquitto.New(options.ClientId, options.CleanStart, userData);
        if (client == 0)
            throw Failure(options, "The MQTT client could not be made: the client identifier is not valid or memory is short.");
        try
        {
            SetOptions(client, options, password);
            SetWill(client, options);
        }
        catch
        {
            NativeMosquitto.Destroy(client);
            throw;
        }

        NativeMosquitto.OnConnect(client, &OnConnect);
        NativeMosquitto.OnPublish(client, &OnPublish);
        NativeMosquitto.OnSubscribe(client, &OnSubscribe);
        NativeMosquitto.OnMessage(client, &OnMessage);
        return client;
    }

    public static int Connect(nint client, MqttLinkOptions options)
    {
        using var properties = options.Version == MqttVersion.V5 ? MosquittoProperties.ForConnect(options) : default;
        return NativeMosquitto.Connect(client, options.Broker.Host, options.Broker.Port, options.Broker.KeepAliveSeconds, null, properties.List);
    }

    private static void SetOptions(nint client, MqttLinkOptions options, string? password)
    {
        Check(NativeMosquitto.ThreadedSet(client, true), options, "threads");
        var version = options.Version == MqttVersion.V5 ? NativeMosquitto.ProtocolV5 : NativeMosquitto.ProtocolV311;
        Check(NativeMosquitto.IntOption(client, NativeMosquitto.OptionProtocolVersion, version), options, "protocol version");
        Check(NativeMosquitto.IntOption(client, NativeMosquitto.OptionReceiveMaximum, options.ReceiveMaximum), options, "receive maximum");
        Check(NativeMosquitto.IntOption(client, NativeMosquitto.OptionTcpNoDelay, 1), options, "TCP no-delay");
        Check(NativeMosquitto.MaxInFlightSet(client, (uint)options.InFlightMax), options, "in-flight maximum");
        var broker = options.Broker;
        if (broker.Username is not null)
            Check(NativeMosquitto.UsernamePasswordSet(client, broker.Username, password), options, "user name and password");
        if (!broker.Tls)
            return;
        if (broker.CaFile is null)
            Check(NativeMosquitto.IntOption(client, NativeMosquitto.OptionTlsUseOsCertificates, 1), options, "system certificates");
        if (broker.CaFile is not null || broker.ClientCertificateFile is not null)
        {
            Check(
                NativeMosquitto.TlsSet(client, broker.CaFile, broker.CaFile is null ? "/etc/ssl/certs" : null, broker.ClientCertificateFile, broker.ClientKeyFile, 0),
                options, "TLS files; check that the CA, certificate and key files exist, are PEM and readable");
        }
    }

    private static void SetWill(nint client, MqttLinkOptions options)
    {
        if (options.Will is not { } will)
            return;
        fixed (byte* payload = will.Payload.Span)
            Check(NativeMosquitto.WillSet(client, will.Topic, will.Payload.Length, payload, will.QualityOfService, will.Retain, 0), options, "will");
    }

    private static void Check(int code, MqttLinkOptions options, string what)
    {
        if (code != NativeMosquitto.Success)
            throw Failure(options, $"The MQTT option '{what}' was not accepted: {NativeMosquitto.Describe(code)}.");
    }

    private static SyncException Failure(MqttLinkOptions options, string message) => new("connect", options.Broker.Name, message, mayPass: false);

    private static MosquittoLink Link(nint userData) => (MosquittoLink)GCHandle.FromIntPtr(userData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint client, nint userData, int reasonCode, int flags, nint properties) =>
        Link(userData).HandleConnected(reasonCode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint client, nint userData, int messageId, int reasonCode, nint properties) =>
        Link(userData).HandleOutcome(messageId, reasonCode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint client, nint userData, int messageId, int count, int* grantedReasonCodes, nint properties) =>
        Link(userData).HandleOutcome(messageId, count > 0 ? grantedReasonCodes[0] : MqttReason.FirstFailure);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint client, nint userData, NativeMosquitto.NativeMessage* message, nint properties) =>
        Link(userData).HandleMessage(message, properties);
}
#endif
