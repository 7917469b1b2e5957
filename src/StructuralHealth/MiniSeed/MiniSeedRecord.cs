using System.Text;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// One record as it lies in the file: its header brought to the terms of miniSEED 3, whichever version it has, and its data still packed.
/// It refers to the file's memory and copies nothing; <see cref="Decode(Span{double})"/> unpacks into the caller's span.
/// </summary>
public sealed record MiniSeedRecord
{
    /// <summary>Position of the record in the file, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Position of the record in the file, in bytes from its start.</summary>
    public required long ByteOffset { get; init; }

    /// <summary>Length of the record, bytes.</summary>
    public required int Bytes { get; init; }

    /// <summary>2 or 3.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Source identifier, as a rule of FDSN (<c>FDSN:NET_STA_LOC_B_S_SS</c>); that of version 2 is made of its codes.</summary>
    public required string SourceIdentifier { get; init; }

    /// <summary>Time of the first sample, ns since 1970 in UTC (<see cref="MiniSeedTime"/>), header corrections applied.</summary>
    public required long StartTimeNs { get; init; }

    /// <summary>Sample rate, Hz; 0 where the record says none.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>How the samples are packed.</summary>
    public required MiniSeedEncoding Encoding { get; init; }

    /// <summary>Samples in the record; never more than its bytes can hold.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Flags, in the bits of version 3.</summary>
    public MiniSeedFlags Flags { get; init; }

    /// <summary>Publication version, 0 to 255; of version 2 the quality letter: R is 1, D 2, Q 3, M 4.</summary>
    public int PublicationVersion { get; init; }

    /// <summary>CRC-32C as stored; 0 in version 2.</summary>
    public uint Crc { get; init; }

    /// <summary>Quality of the timing in per cent (Blockette 1001); <see langword="null"/> where not said.</summary>
    public int? TimingQualityPercent { get; init; }

    /// <summary>Sequence number of version 2, 0 to 999 999; <see langword="null"/> in version 3 or where it is blank.</summary>
    public int? SequenceNumber { get; init; }

    /// <summary>Extra headers of version 3: JSON in UTF-8, as stored and not judged; empty where there are none.</summary>
    public ReadOnlyMemory<byte> ExtraHeaders { get; init; }

    /// <summary>The packed samples.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Position of <see cref="Data"/> in the record, bytes.</summary>
    public required int DataOffset { get; init; }

    /// <summary>Byte order of <see cref="Data"/>.</summary>
    public required bool DataIsBigEndian { get; init; }

    /// <summary>What the samples are once decoded.</summary>
    public MiniSeedSampleType SampleType => MiniSeedEncodings.SampleTypeOf(Encoding);

    /// <summary>Time at which the next record of the series begins: one sample interval behind the last sample, ns.</summary>
    public long NextTimeNs => StartTimeNs + MiniSeedTime.DurationNs(SampleCount, SampleRateHz);

    /// <summary>Decodes the samples of an integer encoding.</summary>
    /// <param name="samples">At least <see cref="SampleCount"/> long.</param>
    /// <exception cref="ArgumentException">The span is too short, or the encoding is not of integers.</exception>
    /// <exception cref="MiniSeedException">The data are damaged.</exception>
    public void Decode(Span<int> samples)
    {
        Require(samples.Length, SampleType == MiniSeedSampleType.Integer, "int");
        DecodeIntegers(samples[..SampleCount]);
    }

    /// <summary>Decodes the samples of <see cref="MiniSeedEncoding.Float32"/>.</summary>
    /// <inheritdoc cref="Decode(Span{int})"/>
    public void Decode(Span<float> samples)
    {
        Require(samples.Length, SampleType == MiniSeedSampleType.Float32, "float");
        FixedWidth.Read(Data.Span, DataIsBigEndian, samples[..SampleCount]);
    }

    /// <summary>Decodes the samples of any encoding but text; each is represented exactly.</summary>
    /// <inheritdoc cref="Decode(Span{int})"/>
    public void Decode(Span<double> samples)
    {
        Require(samples.Length, SampleType != MiniSeedSampleType.Text, "double");
        var target = samples[..SampleCount];
        switch (SampleType)
        {
            case MiniSeedSampleType.Float64:
                FixedWidth.Read(Data.Span, DataIsBigEndian, target);
                break;
            case MiniSeedSampleType.Float32:
                FixedWidth.Read(Data.Span, DataIsBigEndian, FixedWidth.UpperHalf<float>(target));
                FixedWidth.Widen<float>(target);
                break;
            default:
                DecodeIntegers(FixedWidth.UpperHalf<int>(target));
                FixedWidth.Widen<int>(target);
                break;
        }
    }

    /// <summary>The text of <see cref="MiniSeedEncoding.Text"/>; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentException">The encoding is not text.</exception>
    public string DecodeText()
    {
        Require(SampleCount, SampleType == MiniSeedSampleType.Text, "text");
        return System.Text.Encoding.UTF8.GetString(Data.Span[..SampleCount]);
    }

    /// <summary>The extra headers as text.</summary>
    public string ExtraHeadersText() => System.Text.Encoding.UTF8.GetString(ExtraHeaders.Span);

    private void DecodeIntegers(Span<int> samples)
    {
        switch (Encoding)
        {
            case MiniSeedEncoding.Int16:
                FixedWidth.ReadInt16(Data.Span, DataIsBigEndian, samples);
                break;
            case MiniSeedEncoding.Int32:
                FixedWidth.Read(Data.Span, DataIsBigEndian, samples);
                break;
            default:
                var fault = SteimDecoder.Decode(Data.Span, DataIsBigEndian, Encoding == MiniSeedEncoding.Steim2, samples);
                if (fault.IsFault)
                    throw new MiniSeedException(Index, ByteOffset + DataOffset + fault.Byte, fault.What!);
                break;
        }
    }

    private void Require(int length, bool isOfType, string type)
    {
        if (!isOfType)
            throw new ArgumentException($"Record {Index} holds {MiniSeedEncodings.NameOf(Encoding)}, which is not read as {type}.");
        if (length < SampleCount)
            throw new ArgumentException($"Record {Index} holds {SampleCount} samples; the span takes {length}.");
    }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"{Index} at byte {ByteOffset}: {SourceIdentifier} {MiniSeedTime.Format(StartTimeNs)} {SampleRateHz} Hz, {SampleCount} samples, {Encoding}");
        return true;
    }
}
