using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ds18b20;

/// <summary>
/// DS18B20 through the kernel's 1-Wire files. Reading the file measures: it takes the time of a conversion, up to 0.75 s, on the thread of
/// this 1-Wire bus, which has no other work. The kernel's text carries the chip's whole memory; a value is believed when its check sum is
/// right, its configuration is the one that was set, its thresholds are those of the start, and it is not what the chip says after power-on.
/// Called by one thread at a time.
/// </summary>
internal sealed class Ds18b20Driver : ISensorDriver
{
    private const int FailedInRowMax = 5;
    private const int SilentInRowMax = 3;
    private const int NoValue = int.MinValue;

    // 85 degC is believed of a chip without the power-on mark only beside a value that is near it.
    private const int NearCounts = 5 * Ds18b20Scratchpad.CountsPerDegree;

    private readonly Ds18b20Options _options;
    private readonly TimeProvider _time;
    private readonly Ds18b20Link _link;
    private readonly Ds18b20Files _files;
    private readonly HostPacedSchedule _schedule;
    private readonly byte[] _text = new byte[Ds18b20Files.BytesMax];
    private readonly byte[] _scratchpad = new byte[Ds18b20Scratchpad.Bytes];
    private readonly byte[] _atStart = new byte[Ds18b20Scratchpad.Bytes];
    private int _lastCounts = NoValue;
    private int _failedInRow;
    private int _silentInRow;
    private bool _isRunning;

    public Ds18b20Driver(SensorDescription description, BusLocation location, Ds18b20Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _time = time;
        _link = new Ds18b20Link(buses, location, description.Kind);
        _files = new Ds18b20Files(location.Name);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _failedInRow = 0;
        _silentInRow = 0;
        _lastCounts = NoValue;
        SetResolution();
        SetConversionTime();
        if (!Ds18b20Text.TryParse(_link.Read("read the temperature", _files.Measurement, _text), _scratchpad))
            throw _link.Silent("read the temperature", "the kernel got no intact answer from the device");
        CheckConfiguration();
        _scratchpad.CopyTo(_atStart, 0);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _link.Device);
        var nowNs = _time.NowNs();
        if (!_schedule.IsDue(nowNs))
            return ReadOutcome.NotReady;
        _schedule.Take(nowNs);
        var text = _link.Read("read the temperature", _files.Measurement, _text);
        var afterNs = _time.NowNs();
        Decode(block, text);
        _schedule.Label(block, nowNs + (afterNs - nowNs) / 2);
        return ReadOutcome.Ok;
    }

    // Between measurements the chip is at rest.
    public void Stop() => _isRunning = false;

    public void Dispose()
    {
    }

    private void SetResolution()
    {
        if (!_link.Exists(_files.Measurement))
            throw _link.Silent("find the device", "the kernel does not see the device");
        if (!_link.Exists(_files.Resolution))
        {
            // A kernel before 5.8: w1_slave takes the resolution, and the configuration is checked with every value.
            _link.Write("write the settings", _files.Measurement, _options.ResolutionBits);
            return;
        }

        _link.Write("write the settings", _files.Resolution, _options.ResolutionBits);
        var bits = Ds18b20Files.Number(_link.Read("read back the settings", _files.Resolution, _text));
        if (bits is null or < 0)
            throw _link.Silent("read back the settings", $"the kernel got no answer from the device (resolution reads {bits})");
        if (bits != _options.ResolutionBits)
            throw WrongAnswer.NotTaken(_link.Device, "the resolution", _options.ResolutionBits, bits.Value);
    }

    private void SetConversionTime()
    {
        if (_options.ConversionMs == 0)
            return;
        _link.Write("write the settings", _files.ConversionTime, _options.ConversionMs);
        var ms = Ds18b20Files.Number(_link.Read("read back the settings", _files.ConversionTime, _text));
        if (ms != _options.ConversionMs)
            throw WrongAnswer.NotTaken(_link.Device, "the conversion time", _options.ConversionMs, ms ?? 0);
    }

    private void CheckConfiguration()
    {
        var expected = Ds18b20Scratchpad.ConfigurationFor(_options.ResolutionBits);
        if (_scratchpad[Ds18b20Scratchpad.Configuration] != expected)
            throw WrongAnswer.NotTaken(_link.Device, "the configuration", expected, _scratchpad[Ds18b20Scratchpad.Configuration]);
    }

    private void Decode(SampleBlock block, ReadOnlySpan<byte> text)
    {
        CountSilence(text.IsEmpty);
        var isIntact = Ds18b20Text.TryParse(text, _scratchpad);
        CountDamage(isIntact);
        if (!isIntact || !IsProven())
        {
            block.Row(0)[0] = float.NaN;
            block.Status[0] = ChannelStatus.Gap;
            return;
        }

        var counts = Ds18b20Scratchpad.Counts(_scratchpad, _options.ResolutionBits);
        _lastCounts = counts;
        var temperatureC = counts * Ds18b20Scratchpad.DegreesPerCount;
        block.Row(0)[0] = (float)temperatureC;
        block.ChipTemperatureC = (float)temperatureC;
        if (temperatureC is <= Ds18b20Scratchpad.TemperatureMinC or >= Ds18b20Scratchpad.TemperatureMaxC)
            block.Status[0] = ChannelStatus.Saturated;
    }

    // The chip recalls its configuration from its own memory when the supply returns; ours is not stored there.
    private bool IsProven()
    {
        var expected = _atStart[Ds18b20Scratchpad.Configuration];
        var configuration = _scratchpad[Ds18b20Scratchpad.Configuration];
        if (configuration != expected)
            throw WrongAnswer.LostSettings(_link.Device, "the configuration", expected, configuration);
        if (_scratchpad[2] != _atStart[2] || _scratchpad[3] != _atStart[3] || _scratchpad[5] != _atStart[5] || _scratchpad[7] != _atStart[7])
            return false;
        var counts = Ds18b20Scratchpad.Counts(_scratchpad, Ds18b20Scratchpad.ResolutionBitsMax);
        var hasMark = _scratchpad[Ds18b20Scratchpad.CountRemain] == Ds18b20Scratchpad.PowerOnCountRemain;
        if (hasMark && counts is Ds18b20Scratchpad.PowerOnCounts or Ds18b20Scratchpad.BrokenCounts)
            return false;
        var isLikePowerOn = counts is Ds18b20Scratchpad.PowerOnCounts;
        return !isLikePowerOn || (_lastCounts != NoValue && Math.Abs(_lastCounts - counts) <= NearCounts);
    }

    private void CountSilence(bool isSilent)
    {
        _silentInRow = isSilent ? _silentInRow + 1 : 0;
        if (_silentInRow >= SilentInRowMax)
            throw _link.Silent("read the temperature", $"the kernel got no answer from the device {_silentInRow} times in a row");
    }

    private void CountDamage(bool isIntact)
    {
        _failedInRow = isIntact ? 0 : _failedInRow + 1;
        if (_failedInRow >= FailedInRowMax)
            throw _link.Silent("read the temperature", $"the answer was damaged {_failedInRow} times in a row");
    }
}
