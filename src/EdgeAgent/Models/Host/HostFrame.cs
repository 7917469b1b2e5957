using System.Buffers.Binary;

namespace EdgeTwin.EdgeAgent.Models.Host;

/// <summary>What a frame between agent and model host asks or answers.</summary>
internal enum HostFrameKind : byte
{
    /// <summary>To the host: load the ONNX file whose path is the payload (UTF-8).</summary>
    Load = 1,

    /// <summary>To the host: number of features, features, number of covariates, covariates.</summary>
    Score = 2,

    /// <summary>To the host: show that you live.</summary>
    Ping = 3,

    /// <summary>From the host: done; after <see cref="Score"/>: score, index, number of features, contributions, expected values.</summary>
    Done = 65,

    /// <summary>From the host: not done; the reason is the payload (UTF-8).</summary>
    Failed = 66,
}

/// <summary>
/// The frames on the pipes between agent and model host, little-endian: body length (4 bytes), kind (1), sequence (4), payload. Anything
/// longer than <see cref="BodyBytesMax"/> is not a frame but a broken peer.
/// </summary>
internal static class HostFrame
{
    public const int BodyBytesMax = 65_536;
    private const int HeadBytes = 5;

    public static void Write(Stream stream, HostFrameKind kind, int sequence, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > BodyBytesMax - HeadBytes)
            throw new InvalidDataException($"A frame of {payload.Length} bytes is too long for the model host.");
        var frame = new byte[4 + HeadBytes + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, HeadBytes + payload.Length);
        frame[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(5), sequence);
        payload.CopyTo(frame.AsSpan(4 + HeadBytes));
        stream.Write(frame);
        stream.Flush();
    }

    /// <summary>The next frame; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">What came is not a frame.</exception>
    public static (HostFrameKind Kind, int Sequence, byte[] Payload)? Read(Stream stream)
    {
        Span<byte> length = stackalloc byte[4];
        if (stream.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4)
            return null;
        var bodyBytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bodyBytes is < HeadBytes or > BodyBytesMax)
            throw new InvalidDataException($"A frame of {bodyBytes} bytes cannot be.");
        var body = new byte[bodyBytes];
        if (stream.ReadAtLeast(body, bodyBytes, throwOnEndOfStream: false) < bodyBytes)
            return null;
        return ((HostFrameKind)body[0], BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(1)), body[HeadBytes..]);
    }
}
