using System.Globalization;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// A chip that the kernel drives, read from its buffer (<c>/dev/iio:deviceN</c>). Every record carries the kernel's timestamp on the
/// monotonic clock, so what the kernel's buffer lost shows as a hole in time and is counted there. A record whose timestamp does not
/// fit (in the future, not after the one before) is no record of this device. Called by one thread at a time.
/// </summary>
internal sealed class IioBufferedDriver : ISensorDriver
{
    private const string Timestamp = "in_timestamp";
    private const int RecordBytesMax = (16 + 1) * 8;
    private const int RecordsPerRead = 64;
    private const long FutureNsMax = 1_000_000;
    private const double SilentIntervals = 8;
    private const long SilentNs = 1_000_000_000;
    private const double BufferSeconds = 2;
    private const int BufferLengthMin = 128;

    private readonly IioOptions _options;
    private readonly IKernelFiles _files;
    private readonly TimeProvider _time;
    private readonly IioSysfs _sysfs;
    private readonly IioTimeline _timeline;
    private readonly IioScanElement[] _elements;
    private readonly double[] _scales;
    private readonly double[] _offsets;
    private readonly byte[] _bytes = new byte[RecordBytesMax * RecordsPerRead];
    private IioRecord _record = IioRecord.Layout([]);
    private IKernelDevice? _device;
    private int _filled;
    private long _lastDataNs;
    private long _missing;

    public IioBufferedDriver(SensorDescription description, BusLocation location, IioOptions options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _files = buses.Files;
        _time = time;
        _sysfs = new IioSysfs(buses, $"{description.Kind} on {location}", location.Name);
        _timeline = new IioTimeline(description.SampleRateHz);
        _elements = new IioScanElement[options.Channels.Count + 1];
        _scales = new double[options.Channels.Count];
        _offsets = new double[options.Channels.Count];
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        Close();
        _sysfs.Find();
        _sysfs.Write("buffer/enable", "0");
        _sysfs.Set("sampling_frequency", Description.SampleRateHz.ToString(CultureInfo.InvariantCulture));
        if (_sysfs.Exists("current_timestamp_clock"))
            _sysfs.Set("current_timestamp_clock", "monotonic");
        SetTrigger();
        EnableChannels();
        _sysfs.Set("buffer/length", Math.Max(BufferLengthMin, (int)(BufferSeconds * Description.SampleRateHz)).ToString(CultureInfo.InvariantCulture));
        _sysfs.Set("buffer/enable", "1");
        try
        {
            _device = _files.OpenDevice(_sysfs.DeviceFile);
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw _sysfs.Failure($"open {_sysfs.DeviceFile}", exception);
        }

        _filled = 0;
        _lastDataNs = _time.NowNs();
        _timeline.Restart(_lastDataNs);
    }

    public ReadOutcome Read(SampleBlock block)
    {
        var device = _device ?? throw BusFailure.NotOpen("read", _sysfs.Device);
        Fill(device);
        var nowNs = _time.NowNs();
        var taken = 0;
        while (taken < block.Capacity && (taken + 1) * _record.Bytes <= _filled && TakeRecord(block, taken, nowNs))
            taken++;
        if (taken == 0)
        {
            ThrowIfSilent(nowNs);
            return ReadOutcome.NotReady;
        }

        Consume(taken);
        block.SetSampleCount(taken);
        block.FirstSequence = _timeline.NextSequence - taken;
        block.SampleIntervalNs = _timeline.IntervalNs;
        block.MissingBefore = _missing;
        if (_missing > 0)
            MarkGap(block);
        _missing = 0;
        _lastDataNs = nowNs;
        return ReadOutcome.Ok;
    }

    public void Stop()
    {
        if (_device is null)
            return;
        Close();
        try
        {
            _sysfs.Write("buffer/enable", "0");
        }
        catch (SensorException)
        {
            // A device that is gone is at rest.
        }
    }

    public void Dispose() => Stop();

    private void SetTrigger()
    {
        const string current = "trigger/current_trigger";
        if (_options.Trigger.Length > 0)
        {
            _sysfs.Set(current, _options.Trigger);
        }
        else if (_sysfs.Exists(current) && _sysfs.ReadText(current).Length == 0)
        {
            throw new SensorException(
                "choose the trigger", _sysfs.Device, "the device has no trigger, so nothing would fill its buffer",
                "Write options.trigger in the station file; cat /sys/bus/iio/devices/trigger*/name lists what there is", isTransient: false);
        }
    }

    private void EnableChannels()
    {
        var elements = new List<(int Index, IioScanElement Element)>();
        for (var i = 0; i <= _options.Channels.Count; i++)
        {
            var name = i < _options.Channels.Count ? _options.Channels[i].Channel : Timestamp;
            _sysfs.Set($"scan_elements/{name}_en", "1");
            var type = _sysfs.ReadText($"scan_elements/{name}_type");
            if (!IioScanElement.TryParse(type, out _elements[i]))
            {
                throw new SensorException(
                    "read the scan elements", _sysfs.Device, $"{name} has the form {type}, which this program does not read",
                    "Use another channel, or the chip's own driver of this program", isTransient: false);
            }

            elements.Add(((int)_sysfs.ReadNumber($"{_sysfs.Folder}/scan_elements/{name}_index"), _elements[i]));
            if (i < _options.Channels.Count)
                (_scales[i], _offsets[i]) = ScaleOf(_options.Channels[i]);
        }

        _record = IioRecord.Layout(elements);
    }

    private (double Scale, double Offset) ScaleOf(IioChannel channel) => (
        _sysfs.Attribute(1, $"{channel.Channel}_scale", channel.Quantity.Shared("scale")) * channel.Quantity.Factor,
        _sysfs.Attribute(0, $"{channel.Channel}_offset", channel.Quantity.Shared("offset")));

    private void Fill(IKernelDevice device)
    {
        try
        {
            var room = _record.Bytes * RecordsPerRead - _filled;
            if (room > 0)
                _filled += device.Read(_bytes.AsSpan(_filled, room));
        }
        catch (Exception exception) when (BusFailure.Is(exception))
        {
            throw _sysfs.Failure("read the buffer", exception);
        }
    }

    // A hole ends the block, so that its samples stand at even intervals.
    private bool TakeRecord(SampleBlock block, int place, long nowNs)
    {
        var record = _bytes.AsSpan(place * _record.Bytes, _record.Bytes);
        var timestampNs = _elements[^1].Decode(record[_record.Offsets[^1]..]);
        var missing = _timeline.MissingBefore(timestampNs);
        if (missing < 0 || timestampNs > nowNs + FutureNsMax)
            throw BadTimestamp(timestampNs, nowNs);
        if (missing > 0 && place > 0)
            return false;
        var sampleNs = _timeline.Take(timestampNs, missing);
        if (place == 0)
        {
            block.FirstSampleMonotonicNs = sampleNs;
            _missing = missing;
        }

        for (var channel = 0; channel < _scales.Length; channel++)
        {
            var raw = _elements[channel].Decode(record[_record.Offsets[channel]..]);
            block.Row(channel)[place] = (float)((raw + _offsets[channel]) * _scales[channel]);
            var (lowest, highest) = _elements[channel].Ends;
            if (raw == lowest || raw == highest)
                block.Status[channel] = ChannelStatus.Saturated;
        }

        return true;
    }

    private SensorException BadTimestamp(long timestampNs, long nowNs)
    {
        _filled = 0;
        return new SensorException(
            "read the buffer", _sysfs.Device, $"a record has a timestamp that cannot be ({(timestampNs - nowNs) / 1e9:0.000} s from now)",
            "Check that the kernel's driver stamps with the monotonic clock (current_timestamp_clock); the sensor is started again by itself",
            isTransient: true);
    }

    private void Consume(int records)
    {
        var used = records * _record.Bytes;
        _bytes.AsSpan(used, _filled - used).CopyTo(_bytes);
        _filled -= used;
    }

    private static void MarkGap(SampleBlock block)
    {
        foreach (ref var status in block.Status)
        {
            if (status == ChannelStatus.Ok)
                status = ChannelStatus.Gap;
        }
    }

    private void ThrowIfSilent(long nowNs)
    {
        if (nowNs - _lastDataNs < SilentIntervals * _timeline.IntervalNs + SilentNs)
            return;
        throw new SensorException(
            "read the buffer", _sysfs.Device, "the buffer is switched on but stays empty",
            "Check the chip's wires and its trigger (options.trigger); dmesg shows what its driver says", isTransient: true);
    }

    private void Close()
    {
        _device?.Dispose();
        _device = null;
    }
}
