#if !EDGE_PACKAGES_NUGET
using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeTwin.Sync.Mqtt.Libmosquitto;

/// <summary>The part of libmosquitto 2.0 that we call (mosquitto.h).</summary>
internal static unsafe partial class NativeMosquitto
{
    private const string Library = "mosquitto";
    private const string FileName = "libmosquitto.so.1";

    private static readonly Lazy<nint> Loaded = new(Load);

    internal const int Success = 0;
    internal const int NoConnection = 4;
    internal const int Errno = 14;
    internal const int NameNotResolved = 15;
    internal const int KeepAliveExpired = 19;
    internal const int OversizePacket = 25;
    internal const int PayloadSize = 9;

    internal const int OptionProtocolVersion = 1;
    internal const int OptionReceiveMaximum = 4;
    internal const int OptionSendMaximum = 5;
    internal const int OptionTcpNoDelay = 11;
    internal const int OptionTlsUseOsCertificates = 13;
    internal const int ProtocolV311 = 4;
    internal const int ProtocolV5 = 5;

    /// <summary>Loads the library once and initialises it.</summary>
    /// <exception cref="SyncException">It is not installed.</exception>
    internal static void EnsureLoaded() => _ = Loaded.Value;

    internal static string Describe(int code) => code switch
    {
        Errno => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()),
        NameNotResolved => "the broker's name could not be resolved",
        _ => Marshal.PtrToStringUTF8(StrError(code)) ?? $"error {code}",
    };

    private static nint Load()
    {
        if (!NativeLibrary.TryLoad(FileName, typeof(NativeMosquitto).Assembly, null, out var handle))
        {
            throw new SyncException(
                "load", string.Empty,
                $"The MQTT library {FileName} is not installed. Install the Debian package libmosquitto1 (apt-get install libmosquitto1) and start again.",
                mayPass: false);
        }

        NativeLibrary.SetDllImportResolver(typeof(NativeMosquitto).Assembly, Resolve);
        _ = LibraryInitialise();
        return handle;

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Library ? handle : 0;
    }

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_init")]
    private static partial int LibraryInitialise();

    [LibraryImport(Library, EntryPoint = "mosquitto_strerror")]
    private static partial nint StrError(int code);

    [LibraryImport(Library, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint New(string clientId, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint userData);

    [LibraryImport(Library, EntryPoint = "mosquitto_destroy")]
    internal static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "mosquitto_int_option")]
    internal static partial int IntOption(nint client, int option, int value);

    [LibraryImport(Library, EntryPoint = "mosquitto_threaded_set")]
    internal static partial int ThreadedSet(nint client, [MarshalAs(UnmanagedType.U1)] bool threaded);

    [LibraryImport(Library, EntryPoint = "mosquitto_max_inflight_messages_set")]
    internal static partial int MaxInFlightSet(nint client, uint maximum);

    [LibraryImport(Library, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UsernamePasswordSet(nint client, string? username, string? password);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TlsSet(nint client, string? caFile, string? caPath, string? certificateFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Library, EntryPoint = "mosquitto_will_set_v5", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int WillSet(
        nint client, string topic, int payloadLength, byte* payload, int qualityOfService, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_bind_v5", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Connect(nint client, string host, int port, int keepAliveSeconds, string? bindAddress, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5")]
    internal static partial int Disconnect(nint client, int reasonCode, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Publish(
        nint client, out int messageId, string topic, int payloadLength, byte* payload, int qualityOfService,
        [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Subscribe(nint client, out int messageId, string filter, int qualityOfService, int options, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop", SetLastError = true)]
    internal static partial int Loop(nint client, int timeoutMs, int packetsMax);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_v5_callback_set")]
    internal static partial void OnConnect(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5_callback_set")]
    internal static partial void OnPublish(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5_callback_set")]
    internal static partial void OnSubscribe(nint client, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_message_v5_callback_set")]
    internal static partial void OnMessage(nint client, delegate* unmanaged[Cdecl]<nint, nint, NativeMessage*, nint, void> callback);

    /// <summary><c>struct mosquitto_message</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeMessage
    {
        public int MessageId;
        public nint Topic;
        public byte* Payload;
        public int PayloadLength;
        public int QualityOfService;
        public byte Retain;
    }
}
#endif
