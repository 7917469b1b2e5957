using System.Buffers;
using System.Text;
using EdgeTwin.StructuralHealth.MiniSeed;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class MiniSeedWriterTests
{
    [Fact]
    public void WriteThenRead_AnySeriesHoweverItIsAppended_IsTheSameBitForBit() =>
        Prop.ForAll(Series.ToArbitrary(), series =>
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new MiniSeedWriter(series.Options, output);
            writer.StartSegment(MiniSeedFiles.StartNs);
            foreach (var piece in series.Samples.Chunk(series.Piece))
                Append(writer, series.Options.Encoding, piece);
            writer.Flush();
            var records = MiniSeedFiles.Read(output.WrittenMemory);
            return records.Count == writer.RecordCount
                && output.WrittenCount == writer.ByteCount
                && records.Sum(record => record.SampleCount) == series.Samples.Length
                && records.All(record => record.Bytes <= series.Options.RecordBytes && (series.Options.FormatVersion == 3 || record.Bytes == series.Options.RecordBytes))
                && records.SelectMany(Bits).SequenceEqual(series.Samples.Select(sample => BitsOf(series.Options.Encoding, sample)))
                && AreInTime(records, series.Options.SampleRateHz);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Append_DifferenceBeyond30Bits_WritesThatRecordAsInt32AndSaysWhy()
    {
        int[] samples = [.. MiniSeedFiles.Wave(20), 2_000_000_000, -2_000_000_000, .. MiniSeedFiles.Wave(900)];

        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(), _ => { }, samples, out var writer);

        var records = MiniSeedFiles.Read(bytes);
        Assert.Equal(samples, MiniSeedFiles.Integers(records));
        Assert.Equal(1, writer.Int32RecordCount);
        Assert.Equal(MiniSeedEncoding.Int32, records[0].Encoding);
        Assert.All(records.Skip(1), record => Assert.Equal(MiniSeedEncoding.Steim2, record.Encoding));
        Assert.Contains("Sample 20 of the segment is 2000000000 after", writer.Int32Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(5)]
    public void Append_DifferenceBeyond30BitsWhereThatIsRefused_NamesTheSample(int before)
    {
        var options = MiniSeedFiles.Options() with { SteimOverflow = SteimOverflow.Refuse };

        var exception = Assert.Throws<ArgumentException>(() => MiniSeedFiles.Write(options, [.. new int[before], 1 << 29, 0]));

        Assert.Contains($"Sample {before} of the segment is 536870912 after 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_Int16OutOfRange_IsRefusedBeforeAnythingIsTaken()
    {
        var writer = new MiniSeedWriter(MiniSeedFiles.Options(encoding: MiniSeedEncoding.Int16), new ArrayBufferWriter<byte>());
        writer.StartSegment(MiniSeedFiles.StartNs);

        var exception = Assert.Throws<ArgumentException>(() => writer.Append([1, 32768]));
        writer.Flush();

        Assert.Contains("Sample 1 is 32768; int16 takes -32768 to 32767", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, writer.RecordCount);
    }

    [Fact]
    public void Flush_SequenceNumberBehindTheLast_StartsAgainAtOne()
    {
        var options = MiniSeedFiles.Options(version: 2, encoding: MiniSeedEncoding.Int32, recordBytes: 128) with { FirstSequenceNumber = 999_998 };

        var records = MiniSeedFiles.Read(MiniSeedFiles.Write(options, new int[60]));

        Assert.Equal([999_998, 999_999, 1, 2], records.Select(record => record.SequenceNumber!.Value));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void StartSegment_AfterAGap_KeepsBothSegmentsAndTheirTimes(int version)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MiniSeedWriter(MiniSeedFiles.Options(version), output);
        writer.StartSegment(MiniSeedFiles.StartNs);
        writer.Append(MiniSeedFiles.Wave(700));
        writer.StartSegment(MiniSeedFiles.StartNs + 10_000_000_000);
        writer.Append(MiniSeedFiles.Wave(100));
        writer.Flush();

        var trace = MiniSeedTrace.Assemble(MiniSeedReader.ReadRecords(output.WrittenMemory)).Single();

        Assert.Equal([700L, 100L], trace.Segments.Select(segment => segment.SampleCount));
        Assert.Equal((MiniSeedBreakKind.Gap, 3.0), (trace.Breaks.Single().Kind, trace.Breaks.Single().Seconds));
    }

    [Fact]
    public void Append_ExtraHeadersFlagsAndVersion_AreInEveryRecord()
    {
        var options = MiniSeedFiles.Options() with
        {
            ExtraHeaders = """{"EdgeTwin":{"unit":"m/s2"}}""", PublicationVersion = 9, Flags = MiniSeedFlags.ClockLocked | MiniSeedFlags.TimeQuestionable,
        };

        var records = MiniSeedFiles.Read(MiniSeedFiles.Write(options, MiniSeedFiles.Wave(2000)));

        Assert.True(records.Count > 2);
        Assert.All(records, record => Assert.Equal((options.ExtraHeaders, 9, options.Flags), (record.ExtraHeadersText(), record.PublicationVersion, record.Flags)));
    }

    [Fact]
    public void Append_Version2FlagsQualityAndTiming_AreInEveryRecord()
    {
        var options = MiniSeedFiles.Options(version: 2) with
        {
            PublicationVersion = 4, TimingQualityPercent = 93, Flags = MiniSeedFlags.ClockLocked | MiniSeedFlags.TimeQuestionable | MiniSeedFlags.CalibrationSignal,
        };

        var records = MiniSeedFiles.Read(MiniSeedFiles.Write(options, MiniSeedFiles.Wave(2000)));

        Assert.All(records, record => Assert.Equal((options.Flags, 4, (int?)93), (record.Flags, record.PublicationVersion, record.TimingQualityPercent)));
        Assert.Equal(MiniSeedFiles.StartNs, records[0].StartTimeNs);
    }

    [Fact]
    public void Append_Text_IsReadAsText()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MiniSeedWriter(MiniSeedFiles.Options(version: 2, MiniSeedEncoding.Text), output);
        var text = string.Join('\n', Enumerable.Range(0, 100).Select(line => $"line {line} of the station's log"));
        writer.StartSegment(MiniSeedFiles.StartNs);
        writer.Append(Encoding.UTF8.GetBytes(text));
        writer.Flush();

        Assert.Equal(text, string.Concat(MiniSeedFiles.Read(output.WrittenMemory).Select(record => record.DecodeText())));
    }

    [Fact]
    public void Append_OtherTypeOrNoSegment_IsRefused()
    {
        var writer = new MiniSeedWriter(MiniSeedFiles.Options(), new ArrayBufferWriter<byte>());

        Assert.Contains("No segment", Assert.Throws<InvalidOperationException>(() => writer.Append([1])).Message, StringComparison.Ordinal);
        writer.StartSegment(0);
        Assert.Contains("does not take Double", Assert.Throws<InvalidOperationException>(() => writer.Append([1.0])).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, MiniSeedWriteOptions> WrongOptions => new()
    {
        { "FormatVersion", MiniSeedFiles.Options(version: 4) },
        { "Encoding", MiniSeedFiles.Options() with { Encoding = (MiniSeedEncoding)19 } },
        { "RecordBytes", MiniSeedFiles.Options(recordBytes: 127) },
        { "RecordBytes", MiniSeedFiles.Options(version: 2, recordBytes: 500) },
        { "RecordBytes", MiniSeedFiles.Options(recordBytes: 128, encoding: MiniSeedEncoding.Int32) with { ExtraHeaders = $$"""{"a":"{{new string('x', 100)}}"}""" } },
        { "SampleRateHz", MiniSeedFiles.Options(rateHz: 0) },
        { "SampleRateHz", MiniSeedFiles.Options(rateHz: double.NaN) },
        { "SampleRateHz", MiniSeedFiles.Options() with { Encoding = MiniSeedEncoding.Text } },
        { "SourceIdentifier", MiniSeedFiles.Options() with { SourceIdentifier = default } },
        { "SourceIdentifier", MiniSeedFiles.Options(version: 2) with { SourceIdentifier = FdsnSourceIdentifier.Parse("FDSN:XX_BRIDGE1_00_H_N_Z") } },
        { "PublicationVersion", MiniSeedFiles.Options(version: 2) with { PublicationVersion = 5 } },
        { "PublicationVersion", MiniSeedFiles.Options() with { PublicationVersion = 256 } },
        { "TimingQualityPercent", MiniSeedFiles.Options(version: 2) with { TimingQualityPercent = 101 } },
        { "FirstSequenceNumber", MiniSeedFiles.Options(version: 2) with { FirstSequenceNumber = 0 } },
        { "ExtraHeaders", MiniSeedFiles.Options() with { ExtraHeaders = "{" } },
        { "ExtraHeaders", MiniSeedFiles.Options() with { ExtraHeaders = "[1]" } },
        { "ExtraHeaders", MiniSeedFiles.Options(version: 2) with { ExtraHeaders = "{}" } },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Create_OptionOutOfItsRange_IsRefusedByItsName(string option, MiniSeedWriteOptions options)
    {
        var exception = Assert.Throws<ArgumentException>(() => new MiniSeedWriter(options, new ArrayBufferWriter<byte>()));

        Assert.StartsWith(option, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_OnceWarm_AllocatesNothing()
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var writer = new MiniSeedWriter(MiniSeedFiles.Options(version: 2), output);
        var samples = MiniSeedFiles.Wave(5000);
        writer.StartSegment(MiniSeedFiles.StartNs);
        writer.Append(samples);
        output.ResetWrittenCount();

        var before = GC.GetAllocatedBytesForCurrentThread();
        writer.Append(samples);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static bool AreInTime(List<MiniSeedRecord> records, double rateHz)
    {
        var samples = 0L;
        foreach (var record in records)
        {
            var expectedNs = MiniSeedFiles.StartNs + (rateHz > 0 ? (long)(samples / (decimal)rateHz * 1_000_000_000m) : 0);
            if (Math.Abs(record.StartTimeNs - expectedNs) > (record.FormatVersion == 2 ? 501 : 1))
                return false;
            samples += record.SampleCount;
        }

        return true;
    }

    private static Gen<WrittenSeries> Series =>
        from version in Gen.Elements(2, 3)
        from encoding in Gen.Elements(
            MiniSeedEncoding.Text, MiniSeedEncoding.Int16, MiniSeedEncoding.Int32, MiniSeedEncoding.Float32, MiniSeedEncoding.Float64, MiniSeedEncoding.Steim1, MiniSeedEncoding.Steim2)
        from power in Gen.Choose(8, 14)
        from less in version == 3 ? Gen.Choose(0, 60) : Gen.Constant(0)
        from rateHz in Gen.Elements(100, 0.1, 62.5, 1000, 4000, 125)
        from bits in Gen.Choose(1, 32)
        from length in Gen.Choose(1, 4000)
        from piece in Gen.Choose(1, 3000)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new WrittenSeries(
            MiniSeedFiles.Options(version, encoding, (1 << power) - less, rateHz),
            Random(encoding == MiniSeedEncoding.Int16 ? Math.Min(bits, 16) : bits, length, new Random(seed)),
            piece);

    private static int[] Random(int bits, int length, Random random) =>
        [.. Enumerable.Range(0, length).Select(_ => (int)random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1)))];

    private static void Append(MiniSeedWriter writer, MiniSeedEncoding encoding, int[] samples)
    {
        switch (MiniSeedEncodings.SampleTypeOf(encoding))
        {
            case MiniSeedSampleType.Integer:
                writer.Append(samples);
                break;
            case MiniSeedSampleType.Float32:
                writer.Append(Array.ConvertAll(samples, BitConverter.Int32BitsToSingle));
                break;
            case MiniSeedSampleType.Float64:
                writer.Append(Array.ConvertAll(samples, sample => BitConverter.Int64BitsToDouble(sample * 0x1_0000_0001L)));
                break;
            default:
                writer.Append(Array.ConvertAll(samples, sample => (byte)sample));
                break;
        }
    }

    /// <summary>What the sample is in the file: any bit pattern, also those of NaN.</summary>
    private static long BitsOf(MiniSeedEncoding encoding, int sample) => encoding switch
    {
        MiniSeedEncoding.Float64 => sample * 0x1_0000_0001L,
        MiniSeedEncoding.Text => (byte)sample,
        _ => sample,
    };

    private static IEnumerable<long> Bits(MiniSeedRecord record)
    {
        switch (record.SampleType)
        {
            case MiniSeedSampleType.Integer:
                return MiniSeedFiles.Integers([record]).Select(sample => (long)sample);
            case MiniSeedSampleType.Float32:
                var floats = new float[record.SampleCount];
                record.Decode(floats);
                return floats.Select(sample => (long)BitConverter.SingleToInt32Bits(sample));
            case MiniSeedSampleType.Float64:
                var doubles = new double[record.SampleCount];
                record.Decode(doubles);
                return doubles.Select(BitConverter.DoubleToInt64Bits);
            default:
                return record.Data[..record.SampleCount].ToArray().Select(sample => (long)sample);
        }
    }

    private sealed record WrittenSeries(MiniSeedWriteOptions Options, int[] Samples, int Piece);
}
