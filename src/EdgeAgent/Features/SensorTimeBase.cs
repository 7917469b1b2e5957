using EdgeTwin.SensorDrivers;
using EdgeTwin.SensorDrivers.Resampling;

namespace EdgeTwin.EdgeAgent.Features;

/// <summary>
/// The samples of a chip with a clock of its own, brought onto the station's time base, in the two open windows. What is known of a window is
/// at its place from the start; what is not, or not yet, is NaN. Spectra read this; what was measured, and how much of it, stays in
/// <see cref="SensorWindow"/>. Buffers are made once; owned by the signal path's loop.
/// </summary>
internal sealed class SensorTimeBase
{
    private readonly SensorResampler _resampler;
    private readonly long _windowNs;
    private readonly int _rowLength;
    private float[] _current;
    private float[] _next;

    public SensorTimeBase(ResamplingFilter filter, SensorDescription sensor, long windowNs)
    {
        _resampler = new SensorResampler(filter, sensor.Channels.Count, sensor.SampleRateHz);
        _windowNs = windowNs;
        _rowLength = (int)CeilingDivide(windowNs, _resampler.OutputIntervalNs);
        _current = new float[sensor.Channels.Count * _rowLength];
        _next = new float[_current.Length];
        Clear();
    }

    /// <summary>Whether a sensor's samples have to be brought onto the time base.</summary>
    public static bool Needs(SensorDescription sensor) =>
        sensor is { IsChipClocked: true, SampleRateHz: >= StationChannel.DynamicRateHzMin }
        && sensor.Channels.Any(channel => channel.Quantity == "acceleration");

    /// <summary>Time up to which everything is at its place.</summary>
    public long KnownUntilUtcNs { get; private set; } = long.MinValue;

    /// <summary>A channel in the oldest open window: a value for every whole interval of UTC in it, in m/s2 of the structure.</summary>
    /// <param name="row">Row of the channel.</param>
    /// <param name="startUtcNs">Start of that window.</param>
    public ReadOnlySpan<float> Channel(int row, long startUtcNs) => _current.AsSpan(row * _rowLength, (int)(First(startUtcNs + _windowNs) - First(startUtcNs)));

    /// <summary>Takes in a block of the sensor.</summary>
    /// <param name="block">The block.</param>
    /// <param name="channels">The channels of the sensor.</param>
    /// <param name="startUtcNs">Start of the oldest open window.</param>
    public void Add(SampleBlock block, ReadOnlySpan<StationChannel> channels, long startUtcNs)
    {
        for (var first = 0; first < block.SampleCount; first += _resampler.BlockSamples)
        {
            _resampler.Add(block, first, Math.Min(_resampler.BlockSamples, block.SampleCount - first));
            if (_resampler.OutputCount == 0)
                continue;
            Place(_current, startUtcNs, channels);
            Place(_next, startUtcNs + _windowNs, channels);
            KnownUntilUtcNs = (_resampler.FirstOutput + _resampler.OutputCount) * _resampler.OutputIntervalNs;
        }
    }

    /// <summary>Forgets the oldest open window and opens the next.</summary>
    public void MoveOn()
    {
        (_current, _next) = (_next, _current);
        Array.Fill(_next, float.NaN);
    }

    /// <summary>Forgets both windows.</summary>
    public void Clear()
    {
        Array.Fill(_current, float.NaN);
        Array.Fill(_next, float.NaN);
    }

    // The outputs that fall into the window of this buffer; those of a closed window have nowhere to go.
    private void Place(float[] buffer, long windowStartUtcNs, ReadOnlySpan<StationChannel> channels)
    {
        var windowFirst = First(windowStartUtcNs);
        var from = Math.Max(windowFirst, _resampler.FirstOutput);
        var count = (int)(Math.Min(First(windowStartUtcNs + _windowNs), _resampler.FirstOutput + _resampler.OutputCount) - from);
        if (count <= 0)
            return;
        foreach (var channel in channels)
        {
            var outputs = _resampler.Output(channel.Row).Slice((int)(from - _resampler.FirstOutput), count);
            channel.Calibrate(outputs, buffer.AsSpan(channel.Row * _rowLength + (int)(from - windowFirst), count));
        }
    }

    private long First(long utcNs) => CeilingDivide(utcNs, _resampler.OutputIntervalNs);

    private static long CeilingDivide(long value, long by) => (value + by - 1) / by;
}
