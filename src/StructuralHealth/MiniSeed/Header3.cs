using System.Buffers.Binary;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Reads a version 3 record (FDSN miniSEED 3, section "Definition"): a little-endian header of 40 bytes, identifier, extra headers, data.</summary>
internal static class Header3
{
    public const int Bytes = 40;

    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes.Length >= 3 && bytes[0] == 'M' && bytes[1] == 'S' && bytes[2] == 3;

    public static MiniSeedRecord Read(ReadOnlyMemory<byte> rest, MiniSeedReadOptions options, RecordFaults faults)
    {
        var all = rest.Span;
        faults.RequireBytes(Bytes, all.Length, "a version 3 header");
        var identifierBytes = all[33];
        var extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(all[34..]);
        var dataBytes = BinaryPrimitives.ReadUInt32LittleEndian(all[36..]);
        var recordBytes = Bytes + identifierBytes + extraBytes + (long)dataBytes;
        if (recordBytes > options.MaximumRecordBytes)
            throw faults.At(36, $"a record of {recordBytes} bytes; at most {options.MaximumRecordBytes} are read");
        if (extraBytes > options.MaximumExtraHeaderBytes)
            throw faults.At(34, $"extra headers of {extraBytes} bytes; at most {options.MaximumExtraHeaderBytes} are read");
        faults.RequireBytes(recordBytes, all.Length, "the record");
        var record = all[..(int)recordBytes];
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(all[MiniSeedCrc.FieldByte..]);
        if (options.ChecksCrc && MiniSeedCrc.Of(record) is var computed && computed != crc)
            throw faults.At(MiniSeedCrc.FieldByte, $"the CRC-32C is {computed:X8}, the header says {crc:X8}: the record is damaged");

        var startTimeNs = StartTime(record, faults);
        var rateHz = Rate(record, faults);
        var samples = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        faults.RequireSamples(record[15], samples, dataBytes, rateHz, startTimeNs, 15, 24);
        var encoding = (MiniSeedEncoding)record[15];
        var dataOffset = Bytes + identifierBytes + extraBytes;
        return new MiniSeedRecord
        {
            Index = faults.Index,
            ByteOffset = faults.ByteOffset,
            Bytes = (int)recordBytes,
            FormatVersion = 3,
            SourceIdentifier = Identifier(record.Slice(Bytes, identifierBytes), faults),
            StartTimeNs = startTimeNs,
            SampleRateHz = rateHz,
            Encoding = encoding,
            SampleCount = (int)samples,
            Flags = (MiniSeedFlags)record[3],
            PublicationVersion = record[32],
            Crc = crc,
            ExtraHeaders = rest.Slice(Bytes + identifierBytes, extraBytes),
            Data = rest.Slice(dataOffset, (int)dataBytes),
            DataOffset = dataOffset,
            DataIsBigEndian = MiniSeedEncodings.IsSteim(encoding),
        };
    }

    private static long StartTime(ReadOnlySpan<byte> record, RecordFaults faults)
    {
        var nanosecond = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        var year = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        var day = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        return MiniSeedTime.TryJoin(year, day, record[12], record[13], record[14], nanosecond)
            ?? throw faults.At(4, $"no valid time: year {year} ({MiniSeedTime.FirstYear} to {MiniSeedTime.LastYear} are read), day {day}, {record[12]}:{record[13]}:{record[14]}, nanosecond {nanosecond}");
    }

    /// <summary>Rate in Hz; a negative value is the sample interval in seconds.</summary>
    private static double Rate(ReadOnlySpan<byte> record, RecordFaults faults)
    {
        var stored = BinaryPrimitives.ReadDoubleLittleEndian(record[16..]);
        var rateHz = stored < 0 ? -1 / stored : stored;
        return double.IsFinite(stored) && double.IsFinite(rateHz) ? rateHz : throw faults.At(16, $"a sample rate of {stored}");
    }

    private static string Identifier(ReadOnlySpan<byte> bytes, RecordFaults faults)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] is < 32 or > 126)
                throw faults.At(Bytes + at, $"byte {bytes[at]} in the source identifier");
        }

        return System.Text.Encoding.ASCII.GetString(bytes);
    }
}
