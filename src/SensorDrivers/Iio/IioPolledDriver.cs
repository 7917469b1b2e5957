using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Iio;

/// <summary>
/// A chip that the kernel drives, asked for one value at a time through sysfs; for slow quantities. The kernel measures while the file
/// is read, so the sample's time is the middle of the read. Called by one thread at a time.
/// </summary>
internal sealed class IioPolledDriver(
    SensorDescription description, BusLocation location, IioOptions options, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private readonly IioSysfs _sysfs = new(buses, $"{description.Kind} on {location}", location.Name);
    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private readonly string[] _paths = new string[options.Channels.Count];
    private readonly double[] _scales = new double[options.Channels.Count];
    private readonly double[] _offsets = new double[options.Channels.Count];
    private bool _isRunning;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _isRunning = false;
        _sysfs.Find();
        for (var i = 0; i < _paths.Length; i++)
            Prepare(i);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _sysfs.Device);
        var beforeNs = time.NowNs();
        if (!_schedule.IsDue(beforeNs))
            return ReadOutcome.NotReady;
        _schedule.Take(beforeNs);
        for (var channel = 0; channel < _paths.Length; channel++)
        {
            var value = (_sysfs.ReadNumber(_paths[channel]) + _offsets[channel]) * _scales[channel];
            block.Row(channel)[0] = (float)value;
            block.Status[channel] = ChannelStatus.Ok;
        }

        _schedule.Label(block, beforeNs + (time.NowNs() - beforeNs) / 2);
        return ReadOutcome.Ok;
    }

    public void Stop() => _isRunning = false;

    public void Dispose() => Stop();

    // in_temp_input is a value in the ABI's unit; in_temp_raw needs offset and scale.
    private void Prepare(int index)
    {
        var channel = options.Channels[index];
        var isProcessed = _sysfs.Exists($"{channel.Channel}_input");
        if (!isProcessed && !_sysfs.Exists($"{channel.Channel}_raw"))
        {
            throw new SensorException(
                "find the channel", _sysfs.Device, $"it has no {channel.Channel}_raw and no {channel.Channel}_input",
                $"Write a channel that the device has; ls {_sysfs.Folder} shows them", isTransient: false);
        }

        _paths[index] = $"{_sysfs.Folder}/{channel.Channel}_{(isProcessed ? "input" : "raw")}";
        _scales[index] = channel.Quantity.Factor
            * (isProcessed ? 1 : _sysfs.Attribute(1, $"{channel.Channel}_scale", channel.Quantity.Shared("scale")));
        _offsets[index] = isProcessed ? 0 : _sysfs.Attribute(0, $"{channel.Channel}_offset", channel.Quantity.Shared("offset"));
    }
}
