using System.Buffers.Binary;
using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.StructuralHealth.Tests.MiniSeed;

public sealed class MiniSeedReaderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadRecord_Version2OfEitherByteOrder_IsTheSame(bool bigEndian)
    {
        var record = Assert.Single(MiniSeedFiles.Read(MiniSeedFiles.ByHand(bigEndian)));

        Assert.Equal("FDSN:XX_BRDG_01_H_N_Z", record.SourceIdentifier);
        Assert.Equal("2010-02-27T06:50:00.069500000Z", MiniSeedTime.Format(record.StartTimeNs));
        Assert.Equal((100.0, 2, 128, 1, (int?)1), (record.SampleRateHz, record.SampleCount, record.Bytes, record.PublicationVersion, record.SequenceNumber));
        Assert.Equal([-7, 70000], MiniSeedFiles.Integers([record]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadRecord_YearAndDayThatReadTheSameBothWays_TakesTheOrderOfTheBlockette(bool bigEndian)
    {
        // 2056 is 0x0808 and 257 is 0x0101.
        var record = Assert.Single(MiniSeedFiles.Read(MiniSeedFiles.ByHand(bigEndian, year: 2056, day: 257)));

        Assert.Equal([-7, 70000], MiniSeedFiles.Integers([record]));
    }

    [Theory]
    [InlineData(0, "2010-02-27T06:50:01.069500000Z")]
    [InlineData(2, "2010-02-27T06:50:00.069500000Z")]
    public void ReadRecord_TimeCorrectionOfASecond_IsAppliedUnlessItWas(byte activityFlags, string start)
    {
        var record = Assert.Single(MiniSeedFiles.Read(MiniSeedFiles.ByHand(true, activityFlags: activityFlags, correction: 10_000)));

        Assert.Equal(start, MiniSeedTime.Format(record.StartTimeNs));
    }

    [Fact]
    public void ReadRecord_MicrosecondsBelowZeroAndTimingQuality_AreTaken()
    {
        var bytes = MiniSeedFiles.ByHand(true);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(50), 56);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(56), 1001);
        (bytes[60], bytes[61]) = (87, unchecked((byte)-49));

        var record = Assert.Single(MiniSeedFiles.Read(bytes));

        Assert.Equal("2010-02-27T06:50:00.069451000Z", MiniSeedTime.Format(record.StartTimeNs));
        Assert.Equal(87, record.TimingQualityPercent);
    }

    [Fact]
    public void ReadRecord_Blockette100_IsTheRate()
    {
        var bytes = MiniSeedFiles.ByHand(true);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(44), 96);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(50), 56);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(56), 100);
        BinaryPrimitives.WriteSingleBigEndian(bytes.AsSpan(60), 99.9375f);

        Assert.Equal(99.9375, Assert.Single(MiniSeedFiles.Read(bytes)).SampleRateHz);
    }

    [Fact]
    public void ReadRecord_NegativeRateOfVersion3_IsAnInterval()
    {
        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(), [1, 2, 3]);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16), -8);

        var record = Assert.Single(MiniSeedReader.ReadRecords(bytes, new MiniSeedReadOptions { ChecksCrc = false }));

        Assert.Equal(0.125, record.SampleRateHz);
    }

    [Theory]
    [InlineData(0, 'X', 0, "neither a version 2 data record nor a version 3 record")]
    [InlineData(6, 'V', 6, "a control header (V) of a full SEED volume")]
    [InlineData(20, 0, 20, "no year from 1900 to 2100")]
    [InlineData(24, 24, 20, "no valid time")]
    [InlineData(30, 255, 30, "65282 samples in 64 bytes of int32, which hold 16 at most")]
    [InlineData(44, 255, 44, "the data begin at byte 65344")]
    [InlineData(44, 0, 44, null)]
    [InlineData(49, 0, 46, "no Blockette 1000")]
    [InlineData(51, 20, 20, "in front of byte 56")]
    [InlineData(51, 200, 128, "a blockette needs 204 bytes, 128 are left")]
    [InlineData(52, 19, 52, "encoding 19 is not read")]
    [InlineData(53, 2, 53, "byte order 2")]
    [InlineData(54, 6, 54, "2^6")]
    [InlineData(54, 9, 128, "the record needs 512 bytes, 128 are left")]
    [InlineData(54, 21, 54, "at most 1048576 are read")]
    [InlineData(9, 7, 9, "byte 7 in the codes")]
    public void ReadRecord_Version2WithOneByteWrong_NamesTheByteAndTheFault(int at, int value, int faultAt, string? fault)
    {
        byte[] bytes = [.. MiniSeedFiles.ByHand(true), .. MiniSeedFiles.ByHand(true)];
        bytes[128 + at] = (byte)value;

        if (fault is null)
        {
            Assert.Equal(2, MiniSeedFiles.Read(bytes).Count);
            return;
        }

        var exception = Assert.Throws<MiniSeedException>(() => MiniSeedFiles.Read(bytes));
        Assert.Equal((1, 128 + faultAt), (exception.RecordIndex, exception.ByteOffset));
        Assert.Contains(fault, exception.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0xFF_FF_FF_FF, 4, "nanosecond 4294967295")]
    [InlineData(8, 0x0001_FFFF, 4, "year 65535")]
    [InlineData(24, 0x7FFF_FFFF, 24, "2147483647 samples")]
    [InlineData(36, 0xFFFF_FFFF, 36, "at most 1048576 are read")]
    [InlineData(36, 0x0000_8000, 0, "truncated: the record needs 32830 bytes")]
    [InlineData(20, 0x7FF0_0000, 16, "a sample rate of")]
    [InlineData(20, 0x0000_0001, 24, "end behind the year 2261")]
    public void ReadRecord_Version3WithAHostileField_NamesTheByteAndTheFault(int at, uint value, int faultAt, string fault)
    {
        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(), [1, 2, 3]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

        var exception = Assert.Throws<MiniSeedException>(() => MiniSeedReader.ReadRecord(bytes, options: new MiniSeedReadOptions { ChecksCrc = false }));

        Assert.Equal(faultAt == 0 ? bytes.Length : faultAt, exception.ByteOffset);
        Assert.Contains(fault, exception.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecord_Version3WithOneBitChanged_FailsByItsCrc()
    {
        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(), MiniSeedFiles.Wave(50));
        bytes[^1] ^= 1;

        var exception = Assert.Throws<MiniSeedException>(() => MiniSeedFiles.Read(bytes));

        Assert.Equal(28, exception.ByteOffset);
        Assert.Contains("CRC-32C", exception.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Crc_Of32ZeroBytes_IsThatOfRfc3720() => Assert.Equal(0x8A9136AAu, MiniSeedCrc.Of(new byte[32]));

    [Fact]
    public void Decode_SteimRecordWithAChangedDifference_NamesRecordAndByteOfTheConstant()
    {
        var bytes = MiniSeedFiles.Write(MiniSeedFiles.Options(version: 2), MiniSeedFiles.Wave(1000));
        var second = MiniSeedFiles.Read(bytes)[1];
        bytes[second.ByteOffset + 64 + 20] ^= 1;

        var exception = Assert.Throws<MiniSeedException>(() => second.Decode(new double[second.SampleCount]));

        Assert.Equal((1, second.ByteOffset + 64 + 8), (exception.RecordIndex, exception.ByteOffset));
        Assert.Contains("reverse integration constant", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRecords_EmptyFile_IsAFault() =>
        Assert.Contains("no byte is left", Assert.Throws<MiniSeedException>(() => MiniSeedFiles.Read(Array.Empty<byte>())).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_WrongTypeOrShortSpan_IsRefused()
    {
        var record = MiniSeedFiles.Read(MiniSeedFiles.Write(MiniSeedFiles.Options(encoding: MiniSeedEncoding.Float32), [1, 2, 3])).Single();

        Assert.Contains("not read as int", Assert.Throws<ArgumentException>(() => record.Decode(new int[3])).Message, StringComparison.Ordinal);
        Assert.Contains("the span takes 2", Assert.Throws<ArgumentException>(() => record.Decode(new float[2])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(127)]
    [InlineData((1 << 28) + 1)]
    public void ReadRecord_OptionOutOfItsRange_IsRefused(int maximumRecordBytes) =>
        Assert.Equal(
            nameof(MiniSeedReadOptions.MaximumRecordBytes),
            Assert.Throws<ArgumentException>(() => MiniSeedReader.ReadRecord(MiniSeedFiles.ByHand(true), options: new MiniSeedReadOptions { MaximumRecordBytes = maximumRecordBytes })).ParamName);
}
