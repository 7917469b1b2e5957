using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Headers of version 2, big-endian: fixed section, Blockette 1000, Blockette 100 where single precision is nearer to the rate than a fraction of
/// 16-bit numbers, Blockette 1001 where there are microseconds or a timing quality. Times are rounded to the microsecond.
/// </summary>
internal sealed class RecordFrame2 : IRecordFrame
{
    private const int NsPerMicrosecond = 1000;
    private readonly MiniSeedWriteOptions _options;
    private readonly short _factor;
    private readonly short _multiplier;
    private readonly bool _needsBlockette100;
    private int _sequence;

    public RecordFrame2(MiniSeedWriteOptions options)
    {
        _options = options;
        _sequence = options.FirstSequenceNumber;
        if (options.SampleRateHz > 0)
        {
            (_factor, _multiplier) = SampleRateFactors.Split(options.SampleRateHz);
            _needsBlockette100 = Math.Abs(SampleRateFactors.Join(_factor, _multiplier) - options.SampleRateHz) > Math.Abs((float)options.SampleRateHz - options.SampleRateHz);
        }
    }

    public int DataOffset => _needsBlockette100 ? 128 : 64;

    public int MaximumSamples => ushort.MaxValue;

    public int Finish(Span<byte> record, MiniSeedEncoding encoding, int samples, int dataBytes, long startTimeNs)
    {
        record[..DataOffset].Clear();
        record[(DataOffset + dataBytes)..].Clear();
        WriteCodes(record);
        var microseconds = WriteTime(record[20..], startTimeNs);
        BinaryPrimitives.WriteUInt16BigEndian(record[30..], (ushort)samples);
        BinaryPrimitives.WriteInt16BigEndian(record[32..], _factor);
        BinaryPrimitives.WriteInt16BigEndian(record[34..], _multiplier);
        record[36] = Bit(MiniSeedFlags.CalibrationSignal, 0x01);
        record[37] = Bit(MiniSeedFlags.ClockLocked, 0x20);
        record[38] = Bit(MiniSeedFlags.TimeQuestionable, 0x80);
        BinaryPrimitives.WriteUInt16BigEndian(record[44..], (ushort)DataOffset);
        record[39] = WriteBlockettes(record, encoding, microseconds);
        _sequence = _sequence == 999_999 ? 1 : _sequence + 1;
        return record.Length;
    }

    private void WriteCodes(Span<byte> record)
    {
        _sequence.TryFormat(record[..6], out _, "D6", System.Globalization.CultureInfo.InvariantCulture);
        record[6] = (byte)"RDQM"[_options.PublicationVersion - 1];
        record[7..20].Fill((byte)' ');
        var identifier = _options.SourceIdentifier;
        Encoding.ASCII.GetBytes(identifier.Station, record[8..13]);
        Encoding.ASCII.GetBytes(identifier.Location, record[13..15]);
        Encoding.ASCII.GetBytes(identifier.Band, record[15..16]);
        Encoding.ASCII.GetBytes(identifier.Source, record[16..17]);
        Encoding.ASCII.GetBytes(identifier.Subsource, record[17..18]);
        Encoding.ASCII.GetBytes(identifier.Network, record[18..20]);
    }

    /// <summary>Writes the time to 0.1 ms and returns the microseconds beyond it, 0 to 99.</summary>
    private static int WriteTime(Span<byte> time, long startTimeNs)
    {
        var rounded = (startTimeNs + (startTimeNs >= 0 ? NsPerMicrosecond / 2 : -NsPerMicrosecond / 2)) / NsPerMicrosecond * NsPerMicrosecond;
        var (second, nanosecond) = MiniSeedTime.ToCalendar(rounded);
        BinaryPrimitives.WriteUInt16BigEndian(time, (ushort)second.Year);
        BinaryPrimitives.WriteUInt16BigEndian(time[2..], (ushort)second.DayOfYear);
        (time[4], time[5], time[6]) = ((byte)second.Hour, (byte)second.Minute, (byte)second.Second);
        BinaryPrimitives.WriteUInt16BigEndian(time[8..], (ushort)(nanosecond / 100_000));
        return nanosecond % 100_000 / NsPerMicrosecond;
    }

    private byte WriteBlockettes(Span<byte> record, MiniSeedEncoding encoding, int microseconds)
    {
        var at = Header2.Bytes;
        BinaryPrimitives.WriteUInt16BigEndian(record[46..], (ushort)at);
        byte count = 1;
        BinaryPrimitives.WriteUInt16BigEndian(record[at..], 1000);
        (record[at + 4], record[at + 5], record[at + 6]) = ((byte)encoding, 1, (byte)BitOperations.Log2((uint)record.Length));
        var (last, end) = (at, at + 8);
        if (_needsBlockette100)
        {
            Link(record, ref last, end, 100, ref count);
            BinaryPrimitives.WriteSingleBigEndian(record[(end + 4)..], (float)_options.SampleRateHz);
            end += 12;
        }

        if (microseconds != 0 || _options.TimingQualityPercent is not null)
        {
            Link(record, ref last, end, 1001, ref count);
            record[end + 4] = (byte)(_options.TimingQualityPercent ?? 0);
            record[end + 5] = (byte)microseconds;
        }

        return count;
    }

    private byte Bit(MiniSeedFlags flag, byte bit) => (_options.Flags & flag) != 0 ? bit : (byte)0;

    private static void Link(Span<byte> record, ref int last, int at, ushort type, ref byte count)
    {
        BinaryPrimitives.WriteUInt16BigEndian(record[(last + 2)..], (ushort)at);
        BinaryPrimitives.WriteUInt16BigEndian(record[at..], type);
        last = at;
        count++;
    }
}
