using System.Buffers;
using System.Buffers.Binary;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>Reads a version 2 record: the fixed section of the data header (SEED 2.4, chapter 8) of 48 bytes in either byte order, then blockettes.</summary>
internal static class Header2
{
    public const int Bytes = 48;
    private const int TimeByte = 20;
    private const int FirstBlocketteByte = 46;
    private const string Qualities = "RDQM";
    private static readonly SearchValues<byte> s_sequence = SearchValues.Create("0123456789 \0"u8);

    /// <summary>Whether the bytes begin like a version 2 record: six digits, blanks or zeros, a quality letter, a blank or zero.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8
        && !bytes[..6].ContainsAnyExcept(s_sequence)
        && Qualities.Contains((char)bytes[6])
        && bytes[7] is (byte)' ' or 0;

    /// <summary>Whether a control header of a full SEED volume begins here (volume, abbreviations, station, time span).</summary>
    public static bool IsControlHeaderAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 8 && !bytes[..6].ContainsAnyExcept(s_sequence) && "VAST".Contains((char)bytes[6]) && (bytes[7] is (byte)' ' or (byte)'*');

    public static MiniSeedRecord Read(ReadOnlyMemory<byte> rest, MiniSeedReadOptions options, RecordFaults faults)
    {
        var all = rest.Span;
        faults.RequireBytes(Bytes, all.Length, "a version 2 header");
        var bigEndian = IsBigEndian(all, faults);
        var blockettes = Header2Blockettes.Read(all, bigEndian, UInt16(all[FirstBlocketteByte..], bigEndian), options.MaximumRecordBytes, faults);
        faults.RequireBytes(blockettes.RecordBytes, all.Length, "the record");
        if (blockettes.End > blockettes.RecordBytes)
            throw faults.At(FirstBlocketteByte, $"the blockettes end at byte {blockettes.End} of a record of {blockettes.RecordBytes}");

        var samples = UInt16(all[30..], bigEndian);
        var dataOffset = DataOffset(all, bigEndian, samples, blockettes, faults);
        var rateHz = blockettes.RateHz > 0 ? blockettes.RateHz : SampleRateFactors.Join(Int16(all[32..], bigEndian), Int16(all[34..], bigEndian));
        var startTimeNs = StartTime(all, bigEndian, blockettes.Microseconds, faults);
        var dataBytes = blockettes.RecordBytes - dataOffset;
        faults.RequireSamples(blockettes.Encoding, samples, dataBytes, rateHz, startTimeNs, blockettes.EncodingByte, 30);
        return new MiniSeedRecord
        {
            Index = faults.Index,
            ByteOffset = faults.ByteOffset,
            Bytes = blockettes.RecordBytes,
            FormatVersion = 2,
            SourceIdentifier = Identifier(all, faults),
            StartTimeNs = startTimeNs,
            SampleRateHz = rateHz,
            Encoding = (MiniSeedEncoding)blockettes.Encoding,
            SampleCount = samples,
            Flags = FlagsOf(all),
            PublicationVersion = Qualities.IndexOf((char)all[6], StringComparison.Ordinal) + 1,
            TimingQualityPercent = blockettes.TimingQualityPercent,
            SequenceNumber = int.TryParse(all[..6], System.Globalization.CultureInfo.InvariantCulture, out var sequence) ? sequence : null,
            Data = rest.Slice(dataOffset, dataBytes),
            DataOffset = dataOffset,
            DataIsBigEndian = blockettes.DataIsBigEndian,
        };
    }

    /// <summary>
    /// The byte order in which year, day and the place of the first blockette make sense. Year 2056 (0x0808) and day 257 (0x0101) read the same both
    /// ways; then the blockette decides.
    /// </summary>
    private static bool IsBigEndian(ReadOnlySpan<byte> header, RecordFaults faults)
    {
        var (big, little) = (IsTime(header, true), IsTime(header, false));
        if (!big && !little)
            throw faults.At(TimeByte, "no year from 1900 to 2100 and day from 1 to 366 in either byte order");
        return big && (!little || LeadsToBlockette(header, true) || !LeadsToBlockette(header, false));
    }

    private static bool IsTime(ReadOnlySpan<byte> header, bool bigEndian) =>
        UInt16(header[TimeByte..], bigEndian) is >= 1900 and <= 2100 && UInt16(header[(TimeByte + 2)..], bigEndian) is >= 1 and <= 366;

    private static bool LeadsToBlockette(ReadOnlySpan<byte> header, bool bigEndian)
    {
        var at = UInt16(header[FirstBlocketteByte..], bigEndian);
        return at >= Bytes && at + 2 <= header.Length && UInt16(header[at..], bigEndian) is >= 100 and <= 2000;
    }

    private static int DataOffset(ReadOnlySpan<byte> header, bool bigEndian, int samples, Header2Blockettes blockettes, RecordFaults faults)
    {
        var offset = UInt16(header[44..], bigEndian);
        if (samples == 0 && (offset == 0 || offset > blockettes.RecordBytes))
            return blockettes.RecordBytes;
        if (offset < blockettes.End || offset > blockettes.RecordBytes)
            throw faults.At(44, $"the data begin at byte {offset}; blockettes end at {blockettes.End}, the record at {blockettes.RecordBytes}");
        return offset;
    }

    /// <summary>Start time with the header's correction, unless the flag says that it is applied already, and Blockette 1001's microseconds.</summary>
    private static long StartTime(ReadOnlySpan<byte> header, bool bigEndian, int microseconds, RecordFaults faults)
    {
        var time = header[TimeByte..];
        var fraction = UInt16(time[8..], bigEndian);
        var startTimeNs = fraction <= 9999
            ? MiniSeedTime.TryJoin(UInt16(time, bigEndian), UInt16(time[2..], bigEndian), time[4], time[5], time[6], fraction * 100_000L)
            : null;
        if (startTimeNs is not { } start)
            throw faults.At(TimeByte, $"no valid time: year {UInt16(time, bigEndian)}, day {UInt16(time[2..], bigEndian)}, {time[4]}:{time[5]}:{time[6]}, fraction {fraction}");
        const byte correctionIsApplied = 2;
        var correction = (header[36] & correctionIsApplied) != 0 ? 0L : Int32(header[40..], bigEndian);
        return start + (correction * 100_000) + (microseconds * 1000L);
    }

    private static string Identifier(ReadOnlySpan<byte> header, RecordFaults faults)
    {
        for (var at = 8; at < 20; at++)
        {
            if (header[at] is < 32 or > 126 and not 0)
                throw faults.At(at, $"byte {header[at]} in the codes of station, location, channel and network");
        }

        return FdsnSourceIdentifier.FromSeed(Code(header[18..20]), Code(header[8..13]), Code(header[13..15]), Code(header[15..18])).ToString();
    }

    private static string Code(ReadOnlySpan<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes).Replace('\0', ' ');

    private static MiniSeedFlags FlagsOf(ReadOnlySpan<byte> header) =>
        ((header[36] & 0x01) != 0 ? MiniSeedFlags.CalibrationSignal : 0)
        | ((header[38] & 0x80) != 0 ? MiniSeedFlags.TimeQuestionable : 0)
        | ((header[37] & 0x20) != 0 ? MiniSeedFlags.ClockLocked : 0);

    private static int UInt16(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Int16(ReadOnlySpan<byte> bytes, bool bigEndian) => (short)UInt16(bytes, bigEndian);

    private static int Int32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
}
