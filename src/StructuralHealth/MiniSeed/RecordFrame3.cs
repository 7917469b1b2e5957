using System.Buffers.Binary;
using System.Text;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Headers of version 3, with the CRC-32C over the finished record. A record is as long as its data, nothing is padded.</summary>
internal sealed class RecordFrame3(MiniSeedWriteOptions options) : IRecordFrame
{
    private readonly byte[] _identifier = Encoding.ASCII.GetBytes(options.SourceIdentifier.ToString());
    private readonly byte[] _extraHeaders = Encoding.UTF8.GetBytes(options.ExtraHeaders);

    public int DataOffset => Header3.Bytes + _identifier.Length + _extraHeaders.Length;

    public int MaximumSamples => int.MaxValue;

    public int Finish(Span<byte> record, MiniSeedEncoding encoding, int samples, int dataBytes, long startTimeNs)
    {
        var finished = record[..(DataOffset + dataBytes)];
        var (second, nanosecond) = MiniSeedTime.ToCalendar(startTimeNs);
        finished[..Header3.Bytes].Clear();
        (finished[0], finished[1], finished[2], finished[3]) = ((byte)'M', (byte)'S', 3, (byte)options.Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(finished[4..], (uint)nanosecond);
        BinaryPrimitives.WriteUInt16LittleEndian(finished[8..], (ushort)second.Year);
        BinaryPrimitives.WriteUInt16LittleEndian(finished[10..], (ushort)second.DayOfYear);
        (finished[12], finished[13], finished[14], finished[15]) = ((byte)second.Hour, (byte)second.Minute, (byte)second.Second, (byte)encoding);
        BinaryPrimitives.WriteDoubleLittleEndian(finished[16..], options.SampleRateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(finished[24..], (uint)samples);
        finished[32] = (byte)options.PublicationVersion;
        finished[33] = (byte)_identifier.Length;
        BinaryPrimitives.WriteUInt16LittleEndian(finished[34..], (ushort)_extraHeaders.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(finished[36..], (uint)dataBytes);
        _identifier.CopyTo(finished[Header3.Bytes..]);
        _extraHeaders.CopyTo(finished[(Header3.Bytes + _identifier.Length)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(finished[MiniSeedCrc.FieldByte..], MiniSeedCrc.Of(finished));
        return finished.Length;
    }
}
