using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeTwin.DeviceFiles.Wire;

/// <summary>The .NET end of cuse/far_end.h: answers the transfers of one device file until it is gone.</summary>
internal sealed class Conversation(Socket socket, FarEnd farEnd)
{
    private const int QuestionBytes = 20;
    private const int SegmentBytes = 8;
    private const int AnswerBytes = 8;
    private const uint BusSpi = 2;
    private const ushort SegmentReads = 1;
    private const ushort SegmentDeselects = 2;

    /// <summary>Runs until the other side closes.</summary>
    public void Run()
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (true)
                Write(stream, farEnd(Read(stream)));
        }
        catch (IOException)
        {
            // The device file was taken away.
        }
    }

    private static Exchange Read(NetworkStream stream)
    {
        Span<byte> question = stackalloc byte[QuestionBytes];
        stream.ReadExactly(question);
        var isSpi = BinaryPrimitives.ReadUInt32LittleEndian(question) == BusSpi;
        var count = BinaryPrimitives.ReadInt32LittleEndian(question[4..]);
        var headers = new byte[count * SegmentBytes];
        stream.ReadExactly(headers);
        var written = new byte[BinaryPrimitives.ReadInt32LittleEndian(question[8..])];
        stream.ReadExactly(written);

        var segments = new Segment[count];
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var header = headers.AsSpan(i * SegmentBytes, SegmentBytes);
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            var isRead = (flags & SegmentReads) != 0;
            var own = isRead ? [] : written.AsSpan(next, length).ToArray();
            next += own.Length;
            segments[i] = new Segment(
                BinaryPrimitives.ReadUInt16LittleEndian(header), isRead, (flags & SegmentDeselects) != 0, own, length);
        }

        return new Exchange(
            isSpi, BinaryPrimitives.ReadInt32LittleEndian(question[12..]), BinaryPrimitives.ReadInt32LittleEndian(question[16..]), segments);
    }

    private static void Write(NetworkStream stream, Answer answer)
    {
        var bytes = new byte[AnswerBytes + answer.Read.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, answer.Result);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), answer.Read.Length);
        answer.Read.CopyTo(bytes, AnswerBytes);
        stream.Write(bytes);
    }
}
