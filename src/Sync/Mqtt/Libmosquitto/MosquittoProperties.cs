#if !EDGE_PACKAGES_NUGET
using System.Runtime.InteropServices;

namespace EdgeTwin.Sync.Mqtt.Libmosquitto;

/// <summary>A native MQTT 5 property list: built for what we send, read from what we receive. Freed by <see cref="Dispose"/>.</summary>
internal unsafe ref partial struct MosquittoProperties
{
    private const string Library = "mosquitto";

    private const int MessageExpiryInterval = 2;
    private const int ContentType = 3;
    private const int ResponseTopic = 8;
    private const int CorrelationData = 9;
    private const int SessionExpiryInterval = 17;
    private const int UserProperty = 38;
    private const int MaximumPacketSize = 39;

    /// <summary>Other than the payload: topic, properties and headers of the largest message we take.</summary>
    private const int PacketOverheadBytes = 8 * 1024;

    private nint _list;

    public readonly nint List => _list;

    public static MosquittoProperties ForConnect(MqttLinkOptions options)
    {
        var properties = default(MosquittoProperties);
        if (options.SessionExpirySeconds > 0)
            properties.Check(AddInt32(ref properties._list, SessionExpiryInterval, options.SessionExpirySeconds));
        properties.Check(AddInt32(ref properties._list, MaximumPacketSize, (uint)(options.InboundBytesMax + PacketOverheadBytes)));
        return properties;
    }

    public static MosquittoProperties ForPublish(MqttPublication publication)
    {
        var properties = default(MosquittoProperties);
        if (publication.MessageExpirySeconds is { } expiry)
            properties.Check(AddInt32(ref properties._list, MessageExpiryInterval, expiry));
        if (publication.ContentType is { } contentType)
            properties.Check(AddString(ref properties._list, ContentType, contentType));
        if (publication.ResponseTopic is { } responseTopic)
            properties.Check(AddString(ref properties._list, ResponseTopic, responseTopic));
        if (!publication.CorrelationData.IsEmpty)
        {
            fixed (byte* data = publication.CorrelationData.Span)
                properties.Check(AddBinary(ref properties._list, CorrelationData, data, (ushort)publication.CorrelationData.Length));
        }

        foreach (var (name, value) in publication.UserProperties)
            properties.Check(AddStringPair(ref properties._list, UserProperty, name, value));
        return properties;
    }

    /// <summary>Completes a received message with the properties of <paramref name="list"/>, which stays owned by the library.</summary>
    public static MqttMessage Read(nint list, MqttMessage message)
    {
        if (list == 0)
            return message;
        return message with
        {
            MessageExpirySeconds = ReadInt32(list, MessageExpiryInterval, out var expiry, 0) != 0 ? expiry : null,
            ContentType = ReadText(list, ContentType),
            ResponseTopic = ReadText(list, ResponseTopic),
            CorrelationData = ReadData(list, CorrelationData),
            UserProperties = ReadPairs(list),
        };
    }

    public void Dispose()
    {
        if (_list != 0)
            FreeAll(ref _list);
    }

    private void Check(int code)
    {
        if (code == NativeMosquitto.Success)
            return;
        Dispose();
        throw new ArgumentException($"An MQTT property is not valid: {NativeMosquitto.Describe(code)}.");
    }

    private static string? ReadText(nint list, int identifier)
    {
        nint text = 0;
        if (ReadString(list, identifier, ref text, 0) == 0)
            return null;
        return TakeText(text);
    }

    private static byte[] ReadData(nint list, int identifier)
    {
        nint data = 0;
        if (ReadBinary(list, identifier, ref data, out var length, 0) == 0)
            return [];
        var copy = new Span<byte>((void*)data, length).ToArray();
        NativeMemory.Free((void*)data);
        return copy;
    }

    private static List<KeyValuePair<string, string>> ReadPairs(nint list)
    {
        List<KeyValuePair<string, string>> pairs = [];
        nint name = 0;
        nint value = 0;
        for (var at = ReadStringPair(list, UserProperty, ref name, ref value, 0); at != 0; at = ReadStringPair(at, UserProperty, ref name, ref value, 1))
            pairs.Add(new(TakeText(name), TakeText(value)));
        return pairs;
    }

    /// <summary>The library hands out copies made with malloc.</summary>
    private static string TakeText(nint text)
    {
        var managed = Marshal.PtrToStringUTF8(text) ?? string.Empty;
        NativeMemory.Free((void*)text);
        return managed;
    }

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_int32")]
    private static partial int AddInt32(ref nint list, int identifier, uint value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_binary")]
    private static partial int AddBinary(ref nint list, int identifier, byte* value, ushort length);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddString(ref nint list, int identifier, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_string_pair", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddStringPair(ref nint list, int identifier, string name, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_free_all")]
    private static partial void FreeAll(ref nint list);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_int32")]
    internal static partial nint ReadInt32(nint list, int identifier, out uint value, byte skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_string")]
    private static partial nint ReadString(nint list, int identifier, ref nint value, byte skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_binary")]
    private static partial nint ReadBinary(nint list, int identifier, ref nint value, out ushort length, byte skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_string_pair")]
    private static partial nint ReadStringPair(nint list, int identifier, ref nint name, ref nint value, byte skipFirst);
}
#endif
