namespace EdgeTwin.SensorDrivers.Recordings;

/// <summary>
/// Reads a recorded CSV table (plain or gzip) as sample blocks. The first column is <c>time_s</c> (seconds from the start) or
/// <c>timestamp</c> (ISO 8601); every other column is a channel named quantity_number_unit; an empty cell is a missing sample.
/// </summary>
/// <remarks>
/// <para>Memory does not grow with the file. Values are rounded once, from decimal to the nearest <see cref="float"/> (relative error
/// at most 6e-8). Times are read to the nanosecond without passing through floating point.</para>
/// <para>Stamps in recordings jitter, and windows are cut by the time of a sample. So that every sample lands in the window that its
/// own stamp names, a block never reaches across a whole UTC second: it begins at the stamp of its first row, and the time of its
/// last sample, first + (count - 1) * interval, lies in the same second. In between, samples are evenly spaced.</para>
/// <para>One thread at a time. A row that cannot be read ends the recording with an error, after all rows before it were delivered.</para>
/// </remarks>
public sealed class RecordingReader : IDisposable
{
    // A sample set is missing where the stamps step further than this many intervals.
    private const double GapIntervals = 1.5;

    // A block is ended early when a stamp is this many intervals away from its place on the even grid.
    private const double DriftIntervals = 0.5;

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long ZoneUncertaintyNs = 14 * 3600 * NanosecondsPerSecond;

    private readonly RecordingRows _rows;
    private readonly RecordingSpacing _spacing;
    private readonly long _originNs;
    private bool _hasRow;
    private SensorException? _failure;
    private long _previousNs;
    private long _nextSequence;

    private RecordingReader(RecordingRows rows, RecordingSpacing spacing, DateTimeOffset? start)
    {
        _rows = rows;
        _spacing = spacing;
        var header = rows.Header;
        _originNs = header.TimeIsElapsed ? UnixNanoseconds(start ?? DateTimeOffset.UnixEpoch) : 0;
        _hasRow = rows.TryRead();
        FirstRowNs = rows.TimeNs;
        IsZoneAssumed = !header.TimeIsElapsed && !rows.HasZone;
        Quality = Trust(!header.TimeIsElapsed || start is not null);
    }

    /// <summary>The file.</summary>
    public string Path => _rows.Path;

    /// <summary>The channels in the order of the columns. The range is that of <see cref="float"/>: the file does not name the sensor's.</summary>
    public IReadOnlyList<ChannelDescription> Channels => _rows.Header.Channels;

    /// <summary>Estimated sample rate in Hz.</summary>
    public double SampleRateHz => 1e9 / _spacing.IntervalNs;

    /// <summary>Estimated sample interval in nanoseconds: mean of the steps between the first rows, gaps left out.</summary>
    public double SampleIntervalNs => _spacing.IntervalNs;

    /// <summary>UTC of the first row, in nanoseconds since 1970-01-01.</summary>
    public long StartUtcNs => _originNs + FirstRowNs;

    /// <summary>Whether rows carry time stamps; otherwise seconds from the start.</summary>
    public bool HasTimeStamps => !_rows.Header.TimeIsElapsed;

    /// <summary>Part of the file that was read so far, 0 to 1; of a compressed file, of its compressed bytes.</summary>
    public double ShareRead => _rows.ShareRead;

    /// <summary>Whether the stamps name no zone and were taken as UTC.</summary>
    public bool IsZoneAssumed { get; }

    /// <summary>Block capacity that never splits a second: the sample sets of one second, and a little more.</summary>
    public int SuggestedBlockCapacity => (int)Math.Ceiling(Math.Max(1, SampleRateHz) * 1.02) + 1;

    /// <summary>Rows delivered so far.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Sample sets missing so far where the stamps step further than 1.5 intervals.</summary>
    public long MissingSampleSets { get; private set; }

    private long FirstRowNs { get; }

    private ClockQuality Quality { get; }

    /// <summary>Opens a recording, reads its header and estimates its sample rate.</summary>
    /// <param name="path">A <c>.csv</c> or <c>.csv.gz</c> file.</param>
    /// <param name="start">UTC at <c>time_s</c> = 0; 1970-01-01 when not given. Not used for a recording with real time stamps.</param>
    /// <exception cref="SensorException">The file is absent, empty, or not such a table; the message names line, column and the fix.</exception>
    public static RecordingReader Open(string path, DateTimeOffset? start = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var spacing = RecordingSpacing.Estimate(path);
        var rows = RecordingRows.Open(path);
        try
        {
            return new RecordingReader(rows, spacing, start);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Moves the next rows into <paramref name="block"/> and sets its times (monotonic: since the first row), sequence number, gap,
    /// status and clock quality. Sequence numbers count missing sample sets.
    /// </summary>
    /// <param name="block">An empty block of <see cref="Channels"/>.Count channels; owned by the caller.</param>
    /// <returns><see langword="false"/> at the end of the recording; the block is untouched then.</returns>
    /// <exception cref="SensorException">A row cannot be read; the message names line, column and the fix.</exception>
    /// <exception cref="ArgumentException">The block has another number of channels.</exception>
    public bool ReadBlock(SampleBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.ChannelCount != Channels.Count)
            throw new ArgumentException($"The block has {block.ChannelCount} channels, the recording {Channels.Count}.", nameof(block));
        if (_failure is not null)
            throw _failure;
        if (!_hasRow)
            return false;

        var firstNs = _rows.TimeNs;
        StartBlock(block, firstNs);
        var count = 0;
        do
        {
            _rows.CopyTo(block, count++);
            _previousNs = _rows.TimeNs;
            Advance();
        }
        while (_hasRow && count < block.Capacity && BelongsToBlock(firstNs, count));

        FinishBlock(block, firstNs, count);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private void StartBlock(SampleBlock block, long firstNs)
    {
        var missing = RowsRead == 0 ? 0 : _spacing.MissingBetween(_previousNs, firstNs, GapIntervals);
        MissingSampleSets += missing;
        block.MissingBefore = missing;
        block.FirstSequence = _nextSequence + missing;
        block.FirstSampleUtcNs = _originNs + firstNs;
        block.FirstSampleMonotonicNs = firstNs - FirstRowNs;
        block.ClockQuality = Quality;
    }

    private void FinishBlock(SampleBlock block, long firstNs, int count)
    {
        block.SetSampleCount(count);
        block.SampleIntervalNs = _spacing.IntervalNs;
        var lastNs = firstNs + (long)Math.Round((count - 1) * _spacing.IntervalNs);
        if (count > 1 && Second(lastNs) != Second(firstNs))
            block.SampleIntervalNs = (_previousNs - firstNs) / (double)(count - 1);

        for (var channel = 0; channel < block.ChannelCount; channel++)
        {
            var hole = block.MissingBefore > 0 || HasMissing(block.Channel(channel));
            block.Status[channel] = hole ? ChannelStatus.Gap : ChannelStatus.Ok;
        }

        RowsRead += count;
        _nextSequence = block.FirstSequence + count;
    }

    private void Advance()
    {
        try
        {
            _hasRow = _rows.TryRead();
            if (_hasRow)
                _spacing.Check(_previousNs, _rows);
        }
        catch (SensorException exception)
        {
            _hasRow = false;
            _failure = exception;
        }
    }

    private bool BelongsToBlock(long firstNs, int count)
    {
        var drift = Math.Abs(_rows.TimeNs - firstNs - (count * _spacing.IntervalNs));
        return Second(_rows.TimeNs) == Second(firstNs)
            && _rows.TimeNs - _previousNs <= GapIntervals * _spacing.IntervalNs
            && drift <= DriftIntervals * _spacing.IntervalNs;
    }

    private long Second(long rowNs)
    {
        var (second, rest) = Math.DivRem(_originNs + rowNs, NanosecondsPerSecond);
        return rest < 0 ? second - 1 : second;
    }

    private static bool HasMissing(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            if (float.IsNaN(sample))
                return true;
        }

        return false;
    }

    // A stated time is exact by definition; one without a zone may be wrong by as much as zones differ from UTC.
    private ClockQuality Trust(bool isStartKnown) => isStartKnown
        ? IsZoneAssumed ? new ClockQuality(ClockSource.Rtc, ZoneUncertaintyNs) : new ClockQuality(ClockSource.Gnss, 0)
        : ClockQuality.Unknown;

    private static long UnixNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
