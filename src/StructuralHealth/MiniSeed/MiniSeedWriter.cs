using System.Buffers;

namespace EdgeTwin.StructuralHealth.MiniSeed;

/// <summary>
/// Writes one channel's samples as records of version 2 or 3 while they come in: <see cref="StartSegment"/>, any number of appends, <see cref="Flush"/>.
/// A record leaves as soon as it is full; what waits is at most four records' worth, made once. A gap is a new segment; its missing samples are
/// never written. Not thread-safe; the output belongs to the caller.
/// </summary>
public sealed class MiniSeedWriter
{
    private readonly MiniSeedWriteOptions _options;
    private readonly IBufferWriter<byte> _output;
    private readonly IRecordFrame _frame;
    private readonly int _recordSamples;
    private readonly PendingSamples<int>? _integers;
    private readonly PendingSamples<float>? _floats;
    private readonly PendingSamples<double>? _doubles;
    private readonly PendingSamples<byte>? _text;
    private readonly Steim1Packing? _steim1;
    private long? _segmentStartNs;
    private long _segmentSamples;
    private int? _previous;

    /// <summary>A writer of one series.</summary>
    /// <param name="options">What the series is and how it is packed.</param>
    /// <param name="output">Takes each record as it is finished.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the record too short for its header and data.</exception>
    public MiniSeedWriter(MiniSeedWriteOptions options, IBufferWriter<byte> output)
    {
        MiniSeedWriteOptionsCheck.Validate(options);
        (_options, _output) = (options, output);
        _frame = options.FormatVersion == 2 ? new RecordFrame2(options) : new RecordFrame3(options);
        var capacity = MiniSeedEncodings.CapacityOf(options.Encoding, options.RecordBytes - _frame.DataOffset);
        if (capacity < 1)
            throw new ArgumentException($"{nameof(options.RecordBytes)} is {options.RecordBytes}; its headers of {_frame.DataOffset} bytes leave no room for {MiniSeedEncodings.NameOf(options.Encoding)}.", nameof(options));
        _recordSamples = (int)Math.Min(capacity, _frame.MaximumSamples);
        switch (MiniSeedEncodings.SampleTypeOf(options.Encoding))
        {
            case MiniSeedSampleType.Text:
                _text = new PendingSamples<byte>(_recordSamples);
                break;
            case MiniSeedSampleType.Float32:
                _floats = new PendingSamples<float>(_recordSamples);
                break;
            case MiniSeedSampleType.Float64:
                _doubles = new PendingSamples<double>(_recordSamples);
                break;
            default:
                _integers = new PendingSamples<int>(_recordSamples);
                _steim1 = options.Encoding == MiniSeedEncoding.Steim1 ? new Steim1Packing(_recordSamples) : null;
                break;
        }
    }

    /// <summary>Records written.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Samples written; those that wait for <see cref="Flush"/> are not among them.</summary>
    public long SampleCount { get; private set; }

    /// <summary>Bytes written.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Records written as 32-bit integers because Steim could not hold a difference.</summary>
    public long Int32RecordCount { get; private set; }

    /// <summary>Why the first such record was, in words; <see langword="null"/> while there is none.</summary>
    public string? Int32Reason { get; private set; }

    /// <summary>Begins a stretch without gaps; what waits is written first.</summary>
    /// <param name="startTimeNs">Time of its first sample, ns since 1970 in UTC; years 1900 to 2100 in version 2, 1678 to 2261 in version 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version cannot say this time.</exception>
    public void StartSegment(long startTimeNs)
    {
        Flush();
        var year = MiniSeedTime.ToCalendar(startTimeNs).Second.Year;
        var (first, last) = _options.FormatVersion == 2 ? (1900, 2100) : (MiniSeedTime.FirstYear, MiniSeedTime.LastYear);
        if (year < first || year > last)
            throw new ArgumentOutOfRangeException(nameof(startTimeNs), $"The year {year} does not fit; version {_options.FormatVersion} takes {first} to {last}.");
        (_segmentStartNs, _segmentSamples, _previous) = (startTimeNs, 0, null);
    }

    /// <summary>Appends integers to be packed as <see cref="MiniSeedEncoding.Int16"/>, <see cref="MiniSeedEncoding.Int32"/>, Steim-1 or Steim-2.</summary>
    /// <exception cref="ArgumentException">A value or difference does not fit the encoding (<see cref="SteimOverflow"/>); nothing of this call was taken up for int16.</exception>
    /// <exception cref="InvalidOperationException">The encoding is of another type, or no segment was started.</exception>
    public void Append(ReadOnlySpan<int> samples)
    {
        if (_options.Encoding == MiniSeedEncoding.Int16)
            RequireInt16(samples);
        Take(samples, _integers);
    }

    /// <summary>Appends numbers to be stored as <see cref="MiniSeedEncoding.Float32"/>, bit for bit.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{int})" path="/exception[@cref='InvalidOperationException']"/>
    public void Append(ReadOnlySpan<float> samples) => Take(samples, _floats);

    /// <summary>Appends numbers to be stored as <see cref="MiniSeedEncoding.Float64"/>, bit for bit.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{int})" path="/exception[@cref='InvalidOperationException']"/>
    public void Append(ReadOnlySpan<double> samples) => Take(samples, _doubles);

    /// <summary>Appends text in UTF-8; all its records bear the segment's time.</summary>
    /// <inheritdoc cref="Append(ReadOnlySpan{int})" path="/exception[@cref='InvalidOperationException']"/>
    public void Append(ReadOnlySpan<byte> text) => Take(text, _text);

    /// <summary>Writes what waits as a last, perhaps shorter record. The segment goes on after it.</summary>
    public void Flush()
    {
        while (Waiting > 0)
            WriteRecord();
    }

    private int Waiting => (_integers?.Count ?? 0) + (_floats?.Count ?? 0) + (_doubles?.Count ?? 0) + (_text?.Count ?? 0);

    private void Take<T>(ReadOnlySpan<T> samples, PendingSamples<T>? pending)
        where T : unmanaged
    {
        if (pending is null)
            throw new InvalidOperationException($"This series is written as {MiniSeedEncodings.NameOf(_options.Encoding)}, which does not take {typeof(T).Name} samples.");
        if (_segmentStartNs is null)
            throw new InvalidOperationException("No segment was started.");
        while (!samples.IsEmpty)
        {
            var room = pending.Room();
            var taken = Math.Min(room.Length, samples.Length);
            samples[..taken].CopyTo(room);
            pending.Added(taken);
            samples = samples[taken..];
            while (pending.FillsRecord)
                WriteRecord();
        }
    }

    private void WriteRecord()
    {
        var record = _output.GetSpan(_options.RecordBytes)[.._options.RecordBytes];
        var data = record[_frame.DataOffset..];
        var (encoding, samples, dataBytes) = _integers is not null ? PackIntegers(data) : PackOthers(data);
        var startTimeNs = _segmentStartNs!.Value + MiniSeedTime.DurationNs(_segmentSamples, _options.SampleRateHz);
        var bytes = _frame.Finish(record, encoding, samples, dataBytes, startTimeNs);
        _output.Advance(bytes);
        _segmentSamples += samples;
        SampleCount += samples;
        ByteCount += bytes;
        RecordCount++;
    }

    private (MiniSeedEncoding Encoding, int Samples, int DataBytes) PackIntegers(Span<byte> data)
    {
        var waiting = _integers!.Items;
        waiting = waiting[..Math.Min(waiting.Length, _recordSamples)];
        var packed = MiniSeedEncodings.IsSteim(_options.Encoding) ? PackSteim(waiting, data) : PackFixed(waiting, data, _options.Encoding);
        _previous = waiting[packed.Samples - 1];
        _integers.Taken(packed.Samples);
        return packed;
    }

    private (MiniSeedEncoding Encoding, int Samples, int DataBytes) PackSteim(ReadOnlySpan<int> waiting, Span<byte> data)
    {
        var steim2 = _options.Encoding == MiniSeedEncoding.Steim2;
        var first = _previous is { } previous ? (long)waiting[0] - previous : 0;
        var firstFits = SteimEncoder.BitsOf(first) <= SteimEncoder.WidestBits(steim2);
        if (!firstFits && _options.SteimOverflow == SteimOverflow.Refuse)
            throw Overflow(0, waiting[0], _previous!.Value);
        // The difference to the record before is never used by a reader; where it does not fit, 0 stands for it.
        var frames = data[..(data.Length / SteimFrame.Bytes * SteimFrame.Bytes)];
        var packed = SteimEncoder.Encode(waiting, firstFits ? (int)first : 0, frames, steim2, _steim1);
        var at = packed.OverflowAt;
        if (at < 0)
            return (_options.Encoding, packed.Samples, packed.Frames * SteimFrame.Bytes);
        var overflow = Overflow(at, waiting[at], waiting[at - 1]);
        if (_options.SteimOverflow == SteimOverflow.Refuse)
            throw overflow;
        // A record may end in front of the jump and the next begin with it; only if that would hold less than integers do is it not Steim.
        if (packed.Samples >= MiniSeedEncodings.CapacityOf(MiniSeedEncoding.Int32, data.Length))
            return (_options.Encoding, packed.Samples, packed.Frames * SteimFrame.Bytes);
        Int32RecordCount++;
        Int32Reason ??= overflow.Message;
        return PackFixed(waiting, data, MiniSeedEncoding.Int32);
    }

    private ArgumentException Overflow(int at, int value, int before) =>
        new($"Sample {_segmentSamples + at} of the segment is {value} after {before}; their difference needs more than the "
            + $"{SteimEncoder.WidestBits(_options.Encoding == MiniSeedEncoding.Steim2)} bits of {MiniSeedEncodings.NameOf(_options.Encoding)}. Write int32, or scale the values.");

    private (MiniSeedEncoding Encoding, int Samples, int DataBytes) PackFixed(ReadOnlySpan<int> waiting, Span<byte> data, MiniSeedEncoding encoding)
    {
        var bigEndian = _options.FormatVersion == 2;
        var samples = (int)Math.Min(waiting.Length, MiniSeedEncodings.CapacityOf(encoding, data.Length));
        if (encoding == MiniSeedEncoding.Int16)
        {
            FixedWidth.WriteInt16(waiting[..samples], data, bigEndian);
            return (encoding, samples, samples * sizeof(short));
        }

        FixedWidth.Write(waiting[..samples], data, bigEndian);
        return (encoding, samples, samples * sizeof(int));
    }

    private (MiniSeedEncoding Encoding, int Samples, int DataBytes) PackOthers(Span<byte> data)
    {
        var samples = Math.Min(Waiting, _recordSamples);
        var bigEndian = _options.FormatVersion == 2;
        if (_floats is not null)
        {
            FixedWidth.Write(_floats.Items[..samples], data, bigEndian);
            _floats.Taken(samples);
            return (MiniSeedEncoding.Float32, samples, samples * sizeof(float));
        }

        if (_doubles is not null)
        {
            FixedWidth.Write(_doubles.Items[..samples], data, bigEndian);
            _doubles.Taken(samples);
            return (MiniSeedEncoding.Float64, samples, samples * sizeof(double));
        }

        _text!.Items[..samples].CopyTo(data);
        _text.Taken(samples);
        return (MiniSeedEncoding.Text, samples, samples);
    }

    private static void RequireInt16(ReadOnlySpan<int> samples)
    {
        for (var index = 0; index < samples.Length; index++)
        {
            if (samples[index] is < short.MinValue or > short.MaxValue)
                throw new ArgumentException($"Sample {index} is {samples[index]}; int16 takes {short.MinValue} to {short.MaxValue}.", nameof(samples));
        }
    }
}
