using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Resampling;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// Cuts the blocks of all sensors into windows that are aligned to UTC, so that gateways on one bridge cut the same windows.
/// Two windows are open at a time, since sensors deliver with different delays. A window closes when every sensor has delivered past its end,
/// or when the station's time is later than its end by the configured lateness; a sample that comes later still is counted as late.
/// Samples of chips with clocks of their own are kept twice: as they were measured, and on the station's time base for spectra (decision 8).
/// Not thread-safe: the signal path's loop owns it.
/// </summary>
internal sealed class WindowAssembler
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const double CapacityMargin = 1.05;

    private readonly ChannelTable _table;
    private readonly long _latenessNs;
    private readonly SensorWindow[] _current;
    private readonly SensorWindow[] _next;
    private readonly SensorTimeBase?[] _timeBases;
    private readonly long[] _deliveredUntilUtcNs;
    private long _stationUtcNs = long.MinValue;
    private long _lastMonotonicNs;
    private ClockQuality _quality = ClockQuality.Unknown;

    public WindowAssembler(ChannelTable table, WindowConfiguration options)
    {
        _table = table;
        WindowNs = options.Seconds * NanosecondsPerSecond;
        _latenessNs = (long)(options.LatenessSeconds * NanosecondsPerSecond);
        _current = CreateWindows(options.Seconds);
        _next = CreateWindows(options.Seconds);
        var filter = new ResamplingFilter();
        _timeBases = [.. table.Sensors.Select(sensor => SensorTimeBase.Needs(sensor) ? new SensorTimeBase(filter, sensor, WindowNs) : null)];
        _deliveredUntilUtcNs = new long[table.Sensors.Count];
        Array.Fill(_deliveredUntilUtcNs, long.MinValue);
    }

    public long WindowNs { get; }

    /// <summary>Start of the oldest open window; <see cref="long.MinValue"/> before the first sample.</summary>
    public long StartUtcNs { get; private set; } = long.MinValue;

    public long EndUtcNs => StartUtcNs + WindowNs;

    /// <summary>Sample sets that came after their window was closed.</summary>
    public long LateSampleSets { get; private set; }

    /// <summary>Sample sets that did not fit into their window's buffer.</summary>
    public long RefusedSampleSets { get; private set; }

    /// <summary>Monotonic time that belongs to the end of the oldest open window.</summary>
    public long EndMonotonicNs => _lastMonotonicNs - (_stationUtcNs - EndUtcNs);

    public ClockQuality Quality => _quality;

    /// <summary>What a sensor measured in the oldest open window, sample by sample.</summary>
    public SensorWindow Window(int sensorIndex) => _current[sensorIndex];

    /// <summary>
    /// A channel in the oldest open window for spectra: on the station's time base, so that every channel of one nominal rate has the same
    /// samples' times, if its chip has a clock of its own; else as it was measured.
    /// </summary>
    public ReadOnlySpan<float> Uniform(StationChannel channel) =>
        _timeBases[channel.SensorIndex] is { } timeBase
            ? timeBase.Channel(channel.Row, StartUtcNs) : _current[channel.SensorIndex].Channel(channel.Row);

    /// <summary>Sample sets that a sensor should deliver in a window.</summary>
    public double ExpectedSampleSets(int sensorIndex) => _table.Sensors[sensorIndex].SampleRateHz * WindowNs / NanosecondsPerSecond;

    /// <summary>Tells the time although no block came; lets windows close while sensors are silent.</summary>
    public void Tick(long utcNs, long monotonicNs, ClockQuality quality)
    {
        if (utcNs < _stationUtcNs)
            return;
        _stationUtcNs = utcNs;
        _lastMonotonicNs = monotonicNs;
        _quality = quality;
        if (StartUtcNs == long.MinValue)
            StartUtcNs = Align(utcNs);
    }

    /// <summary>Adds a block to the open windows. Call <see cref="IsComplete"/> before the next one.</summary>
    public void Add(SampleBlock block)
    {
        var end = block.FirstSampleUtcNs + (long)(block.SampleCount * block.SampleIntervalNs);
        if (StartUtcNs == long.MinValue)
            StartUtcNs = Align(block.FirstSampleUtcNs);
        var newest = end - (long)block.SampleIntervalNs;
        Tick(newest, block.FirstSampleMonotonicNs + (newest - block.FirstSampleUtcNs), block.ClockQuality);

        var first = 0;
        while (first < block.SampleCount)
        {
            var utcNs = block.FirstSampleUtcNs + (long)(first * block.SampleIntervalNs);
            var windowStart = Align(utcNs);
            var count = Math.Min(block.SampleCount - first, SamplesUntil(windowStart + WindowNs, utcNs, block.SampleIntervalNs));
            AddPart(block, first, count, utcNs, windowStart);
            first += count;
        }

        if (_timeBases[block.SensorIndex] is { } timeBase)
        {
            timeBase.Add(block, _table.OfSensor(block.SensorIndex), StartUtcNs);
            end = Math.Min(end, timeBase.KnownUntilUtcNs);
        }

        _deliveredUntilUtcNs[block.SensorIndex] = Math.Max(_deliveredUntilUtcNs[block.SensorIndex], end);
    }

    /// <summary>Whether a block can be added without a window that is still open being skipped.</summary>
    public bool CanAdd(SampleBlock block) =>
        StartUtcNs == long.MinValue
        || block.FirstSampleUtcNs + (long)(block.SampleCount * block.SampleIntervalNs) <= EndUtcNs + WindowNs;

    /// <summary>Whether the oldest open window is complete or overdue.</summary>
    public bool IsComplete()
    {
        if (StartUtcNs == long.MinValue || _stationUtcNs < EndUtcNs)
            return false;
        if (_stationUtcNs >= EndUtcNs + _latenessNs)
            return true;
        foreach (var deliveredUntil in _deliveredUntilUtcNs)
        {
            if (deliveredUntil < EndUtcNs)
                return false;
        }

        return true;
    }

    /// <summary>Whether any sensor has samples in an open window.</summary>
    public bool HasSamples => Array.Exists(_current, window => window.Count > 0) || Array.Exists(_next, window => window.Count > 0);

    /// <summary>Leaves a stretch without any data behind; only when no open window has samples.</summary>
    public void JumpTo(long utcNs)
    {
        StartUtcNs = Math.Max(StartUtcNs, Align(utcNs));
        foreach (var timeBase in _timeBases)
            timeBase?.Clear();
    }

    /// <summary>Forgets the oldest open window and opens the next.</summary>
    public void MoveOn()
    {
        for (var sensor = 0; sensor < _current.Length; sensor++)
        {
            RefusedSampleSets += _current[sensor].Refused;
            _current[sensor].Clear();
            (_current[sensor], _next[sensor]) = (_next[sensor], _current[sensor]);
            _timeBases[sensor]?.MoveOn();
        }

        StartUtcNs += WindowNs;
    }

    private void AddPart(SampleBlock block, int first, int count, long utcNs, long windowStart)
    {
        if (windowStart < StartUtcNs)
        {
            LateSampleSets += count;
            return;
        }

        var window = windowStart == StartUtcNs ? _current[block.SensorIndex] : _next[block.SensorIndex];
        if (first == 0)
            AppendMissingBefore(block, window, utcNs, windowStart);
        var fit = Math.Min(count, window.Capacity - window.Count);
        foreach (var channel in _table.OfSensor(block.SensorIndex))
            channel.Calibrate(block.Channel(channel.Row).Slice(first, fit), window.Free(channel.Row, fit));
        window.Commit(count);
    }

    // Of the samples missing before the block, only those that fall into this window belong here.
    private static void AppendMissingBefore(SampleBlock block, SensorWindow window, long utcNs, long windowStart)
    {
        if (block.MissingBefore == 0)
            return;
        var place = (long)Math.Round((utcNs - windowStart) / block.SampleIntervalNs);
        window.AppendMissing(block.ChannelCount, Math.Clamp(place - window.Count, 0, block.MissingBefore));
    }

    private static int SamplesUntil(long endNs, long utcNs, double intervalNs) =>
        (int)Math.Min(int.MaxValue, Math.Max(1, Math.Ceiling((endNs - utcNs) / intervalNs)));

    private long Align(long utcNs) => utcNs - ((utcNs % WindowNs) + WindowNs) % WindowNs;

    private SensorWindow[] CreateWindows(int seconds) =>
        [.. _table.Sensors.Select(sensor => new SensorWindow(sensor.Channels.Count, (int)Math.Ceiling(sensor.SampleRateHz * seconds * CapacityMargin) + 16))];
}
