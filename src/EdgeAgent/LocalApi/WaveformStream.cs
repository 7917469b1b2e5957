using System.Buffers.Binary;
using System.IO.Pipelines;

namespace EdgeTwin.EdgeAgent.LocalApi;

/// <summary>
/// The wire format of the live waveform; all numbers little-endian. The stream opens with one header of 16 bytes:
/// <code>
/// 0  4 bytes  "ETW1"
/// 4  u16      channels, in the order asked for
/// 6  u16      columns of the sweep
/// 8  f64      width of a column in nanoseconds of station time
/// </code>
/// Records follow until the client goes away:
/// <code>
/// 0  u16      channel; 65535: keep-alive, with no columns
/// 2  u16      columns in this record
/// 4  f32      newest sample, NaN when it is missing
/// 8  f64      number of the first column (station time since 1970 / width)
/// 16 f64      station time of the newest sample in milliseconds since 1970
/// 24 f32 f32  minimum and maximum, once per column
/// </code>
/// A column that was sent before replaces what was sent. NaN: a sample of the column is missing. +Infinity/-Infinity: no sample falls
/// into the column, because the channel is slower than the screen. A number that jumps: columns were passed over, the data is whole.
/// </summary>
internal static class WaveformStream
{
    public const int HeaderBytes = 16;
    public const int RecordHeaderBytes = 24;
    public const ushort KeepAlive = ushort.MaxValue;

    public static void WriteHeader(PipeWriter writer, int channels, int columns, double columnNs)
    {
        var span = writer.GetSpan(HeaderBytes);
        "ETW1"u8.CopyTo(span);
        BinaryPrimitives.WriteUInt16LittleEndian(span[4..], (ushort)channels);
        BinaryPrimitives.WriteUInt16LittleEndian(span[6..], (ushort)columns);
        BinaryPrimitives.WriteDoubleLittleEndian(span[8..], columnNs);
        writer.Advance(HeaderBytes);
    }

    public static void WriteRecord(PipeWriter writer, int channel, WaveformReader reader)
    {
        var columns = reader.Columns;
        var size = RecordHeaderBytes + (8 * columns.Count);
        var span = writer.GetSpan(size);
        WriteRecordHeader(span, (ushort)channel, columns.Count, reader.LastValue, reader.FirstColumn, reader.LastSampleUtcNs / 1e6);
        for (var i = 0; i < columns.Count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(span[(RecordHeaderBytes + (8 * i))..], columns[i].Min);
            BinaryPrimitives.WriteSingleLittleEndian(span[(RecordHeaderBytes + (8 * i) + 4)..], columns[i].Max);
        }

        writer.Advance(size);
    }

    public static void WriteKeepAlive(PipeWriter writer)
    {
        var span = writer.GetSpan(RecordHeaderBytes);
        WriteRecordHeader(span, KeepAlive, 0, float.NaN, 0, 0);
        writer.Advance(RecordHeaderBytes);
    }

    private static void WriteRecordHeader(Span<byte> span, ushort channel, int columns, float last, double firstColumn, double lastSampleMs)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(span, channel);
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], (ushort)columns);
        BinaryPrimitives.WriteSingleLittleEndian(span[4..], last);
        BinaryPrimitives.WriteDoubleLittleEndian(span[8..], firstColumn);
        BinaryPrimitives.WriteDoubleLittleEndian(span[16..], lastSampleMs);
    }
}
