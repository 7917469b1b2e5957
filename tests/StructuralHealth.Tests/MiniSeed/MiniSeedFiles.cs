using System.Buffers;
using System.Buffers.Binary;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

/// <summary>Small files for the tests: written by our writer, or by hand after the standard.</summary>
internal static class MiniSeedFiles
{
    public const long StartNs = 1_767_225_600_123_456_000; // 2026-01-01T00:00:00.123456Z

    public static MiniSeedWriteOptions Options(int version = 3, MiniSeedEncoding encoding = MiniSeedEncoding.Steim2, int recordBytes = 512, double rateHz = 100) => new()
    {
        SourceIdentifier = FdsnSourceIdentifier.Parse("FDSN:XX_BRIDG_00_H_N_Z"),
        SampleRateHz = encoding == MiniSeedEncoding.Text ? 0 : rateHz,
        FormatVersion = version,
        Encoding = encoding,
        RecordBytes = recordBytes,
    };

    public static byte[] Write(MiniSeedWriteOptions options, ReadOnlySpan<int> samples) => Write(options, writer => { }, samples, out _);

    public static byte[] Write(MiniSeedWriteOptions options, Action<MiniSeedWriter> before, ReadOnlySpan<int> samples, out MiniSeedWriter writer)
    {
        var output = new ArrayBufferWriter<byte>();
        writer = new MiniSeedWriter(options, output);
        writer.StartSegment(StartNs);
        before(writer);
        switch (MiniSeedEncodings.SampleTypeOf(options.Encoding))
        {
            case MiniSeedSampleType.Integer:
                writer.Append(samples);
                break;
            case MiniSeedSampleType.Float32:
                writer.Append(Array.ConvertAll(samples.ToArray(), sample => (float)sample));
                break;
            case MiniSeedSampleType.Float64:
                writer.Append(Array.ConvertAll(samples.ToArray(), sample => (double)sample));
                break;
            default:
                writer.Append(Array.ConvertAll(samples.ToArray(), sample => (byte)sample));
                break;
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    public static List<MiniSeedRecord> Read(ReadOnlyMemory<byte> file) => [.. MiniSeedReader.ReadRecords(file)];

    public static int[] Integers(IEnumerable<MiniSeedRecord> records) => [.. records.SelectMany(record =>
    {
        var samples = new int[record.SampleCount];
        record.Decode(samples);
        return samples;
    })];

    /// <summary>A wave with noise, of a digitiser that counts.</summary>
    public static int[] Wave(int count, double amplitude = 3000, int noise = 40)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(index => (int)(amplitude * Math.Sin(index * 0.2)) + random.Next(-noise, noise + 1))];
    }

    /// <summary>
    /// A version 2 record of 128 bytes by hand (SEED 2.4, chapter 8) in either byte order: XX.BRDG.01.HNZ, 2010 day 58, 06:50:00.0695,
    /// 100 Hz, two 32-bit integers -7 and 70000 from byte 64.
    /// </summary>
    public static byte[] ByHand(bool bigEndian, int year = 2010, int day = 58, byte activityFlags = 0, int correction = 0)
    {
        var record = new byte[128];
        "000001R BRDG 01HNZXX"u8.CopyTo(record);
        Put16(20, year);
        Put16(22, day);
        (record[24], record[25]) = (6, 50);
        Put16(28, 695);
        Put16(30, 2);
        Put16(32, 100);
        Put16(34, 1);
        (record[36], record[39]) = (activityFlags, 1);
        Put32(40, correction);
        Put16(44, 64);
        Put16(46, 48);
        Put16(48, 1000);
        (record[52], record[53], record[54]) = (3, bigEndian ? (byte)1 : (byte)0, 7);
        Put32(64, -7);
        Put32(68, 70000);
        return record;

        void Put16(int at, int value)
        {
            if (bigEndian)
                BinaryPrimitives.WriteInt16BigEndian(record.AsSpan(at), (short)value);
            else
                BinaryPrimitives.WriteInt16LittleEndian(record.AsSpan(at), (short)value);
        }

        void Put32(int at, int value)
        {
            if (bigEndian)
                BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(at), value);
            else
                BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(at), value);
        }
    }
}
