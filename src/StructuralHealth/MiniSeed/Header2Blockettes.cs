using System.Buffers.Binary;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>What the blockettes behind a version 2 header say (SEED 2.4, chapter 8): 1000 encoding and length, 1001 microseconds, 100 the rate. Others are passed over.</summary>
internal sealed class Header2Blockettes
{
    private const int ShortestHeader = 48;

    public byte Encoding { get; private set; }

    public int EncodingByte { get; private set; }

    public bool DataIsBigEndian { get; private set; }

    public int RecordBytes { get; private set; }

    /// <summary>Rate of Blockette 100, Hz; 0 where there is none.</summary>
    public double RateHz { get; private set; }

    public int Microseconds { get; private set; }

    public int? TimingQualityPercent { get; private set; }

    /// <summary>First byte behind the blockettes.</summary>
    public int End { get; private set; } = ShortestHeader;

    public static Header2Blockettes Read(ReadOnlySpan<byte> record, bool bigEndian, int first, int maximumBytes, RecordFaults faults)
    {
        var found = new Header2Blockettes();
        var at = first;
        while (at != 0)
        {
            if (at < found.End)
                throw faults.At(at, $"a blockette at byte {at} of the record, in front of byte {found.End}, where the chain has come to");
            faults.RequireBytes(at + 4, record.Length, "a blockette");
            var type = UInt16(record[at..], bigEndian);
            var next = UInt16(record[(at + 2)..], bigEndian);
            found.End = at + LengthOf(type);
            faults.RequireBytes(found.End, record.Length, $"blockette {type}");
            found.Take(type, record, at, bigEndian, maximumBytes, faults);
            at = next;
        }

        return found.RecordBytes > 0
            ? found
            : throw faults.At(46, "no Blockette 1000, so that encoding and length of the record are not known; such files of before 1994 are not read");
    }

    private void Take(int type, ReadOnlySpan<byte> record, int at, bool bigEndian, int maximumBytes, RecordFaults faults)
    {
        var body = record[at..End];
        switch (type)
        {
            case 1000:
                Encoding = body[4];
                EncodingByte = at + 4;
                DataIsBigEndian = body[5] != 0;
                if (body[5] > 1)
                    throw faults.At(at + 5, $"byte order {body[5]} of the data; known are 0 (little-endian) and 1 (big-endian)");
                RecordBytes = body[6] is >= 7 and <= 28 ? 1 << body[6] : throw faults.At(at + 6, $"a record length of 2^{body[6]} bytes; permitted are 2^7 to 2^20");
                if (RecordBytes > maximumBytes)
                    throw faults.At(at + 6, $"a record of {RecordBytes} bytes; at most {maximumBytes} are read");
                break;
            case 1001:
                TimingQualityPercent = body[4] <= 100 ? body[4] : null;
                Microseconds = (sbyte)body[5];
                break;
            case 100:
                RateHz = bigEndian ? BinaryPrimitives.ReadSingleBigEndian(body[4..]) : BinaryPrimitives.ReadSingleLittleEndian(body[4..]);
                if (!float.IsFinite((float)RateHz) || RateHz < 0)
                    throw faults.At(at + 4, $"a sample rate of {RateHz} in Blockette 100");
                break;
        }
    }

    private static int LengthOf(int type) => type switch
    {
        1000 or 1001 => 8,
        100 => 12,
        _ => 4,
    };

    private static int UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
