using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Moisture probes on an ADS1115 over I2C. The probes are converted one after the other in single-shot mode. After a change of the
/// multiplexer the result register still holds the other probe's value, so it is read only when the chip reports, with exactly the
/// configuration of this probe, that no conversion is running. Between sets the multiplexer is parked where no probe is: a start that got
/// lost leaves a configuration that is not the probe's. A sample set is delivered when all its probes are measured. Called by one thread at
/// a time.
/// </summary>
internal sealed class Ads1115Driver : ISensorDriver
{
    private const int AtRest = -1;

    private readonly Ads1115Options _options;
    private readonly TimeProvider _time;
    private readonly I2cLink _i2c;
    private readonly DataReadyLine _line;
    private readonly ReadyPatience _patience;
    private readonly HostPacedSchedule _schedule;
    private readonly ushort[] _configurations;
    private readonly ushort[] _results;
    private readonly ushort _parked;
    private readonly long _conversionNsMax;
    private long _setStartNs;
    private long _conversionStartNs;
    private int _probe = AtRest;
    private bool _isRunning;

    public Ads1115Driver(SensorDescription description, BusLocation location, Ads1115Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _time = time;
        _i2c = new I2cLink(buses, location, description.Kind);
        _line = new DataReadyLine(buses, options.DataReady, PinValue.Low, _i2c.Device);
        _patience = new ReadyPatience(_line, _i2c.Device);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
        _configurations = [.. options.Probes.Select(probe => options.ConfigurationFor(probe.Input))];
        _results = new ushort[options.Probes.Count];
        _parked = options.Parked;
        _conversionNsMax = options.ConversionNsMax;
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _probe = AtRest;
        _patience.Reset();
        _i2c.Open();
        WriteAndReadBack("the low threshold", Ads1115Registers.LowThreshold, Ads1115Registers.LowThresholdMark);
        WriteAndReadBack("the high threshold", Ads1115Registers.HighThreshold, Ads1115Registers.HighThresholdMark);
        WriteAndReadBack("the configuration", Ads1115Registers.Configuration, _parked);
        _line.Open();
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = _time.NowNs();
        if (_probe == AtRest)
        {
            if (_schedule.IsDue(nowNs))
                StartSet(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _conversionStartNs < _conversionNsMax || !MayFetch(nowNs))
            return ReadOutcome.NotReady;
        _results[_probe] = _i2c.ReadRegister("read a conversion", Ads1115Registers.Conversion);
        if (_probe + 1 < _results.Length)
        {
            StartConversion(_probe + 1, nowNs);
            return ReadOutcome.NotReady;
        }

        CheckMark();
        _i2c.WriteRegister("park the multiplexer", Ads1115Registers.Configuration, _parked);
        _probe = AtRest;
        Decode(block);
        _schedule.Label(block, _setStartNs);
        return ReadOutcome.Ok;
    }

    // Single-shot mode is at rest between conversions.
    public void Stop() => _isRunning = false;

    public void Dispose()
    {
        _i2c.Dispose();
        _line.Dispose();
    }

    private void WriteAndReadBack(string name, byte register, ushort value)
    {
        _i2c.WriteRegister("write the settings", register, value);
        var read = _i2c.ReadRegister("read back the settings", register);
        if (register == Ads1115Registers.Configuration)
            read &= unchecked((ushort)~Ads1115Registers.OperationalStatus);
        if (read != value)
            throw WrongAnswer.NotTaken(_i2c.Device, name, value, read);
    }

    private void StartSet(long nowNs)
    {
        _schedule.Take(nowNs);
        _setStartNs = nowNs;
        StartConversion(0, nowNs);
    }

    private void StartConversion(int probe, long nowNs)
    {
        _i2c.WriteRegister(
            "start a conversion", Ads1115Registers.Configuration, (ushort)(_configurations[probe] | Ads1115Registers.OperationalStatus));
        _probe = probe;
        _conversionStartNs = nowNs;
        _patience.Restart();
    }

    private bool MayFetch(long nowNs)
    {
        var readiness = _patience.Judge(_patience.ShallAsk() && IsDone());
        if (readiness == Readiness.StartAgain)
            StartConversion(_probe, nowNs);
        return readiness == Readiness.Done;
    }

    private bool IsDone()
    {
        var configuration = _i2c.ReadRegister("ask whether the conversion is done", Ads1115Registers.Configuration);
        var settings = (ushort)(configuration & ~Ads1115Registers.OperationalStatus);
        if (settings != _configurations[_probe])
            throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", _configurations[_probe], settings);
        return (configuration & Ads1115Registers.OperationalStatus) != 0;
    }

    private void CheckMark()
    {
        var mark = _i2c.ReadRegister("check the settings", Ads1115Registers.LowThreshold);
        if (mark != Ads1115Registers.LowThresholdMark)
            throw WrongAnswer.LostSettings(_i2c.Device, "the low threshold", Ads1115Registers.LowThresholdMark, mark);
    }

    private void Decode(SampleBlock block)
    {
        for (var probe = 0; probe < _results.Length; probe++)
        {
            var curve = _options.Probes[probe].Curve;
            var volts = _options.Volts(_results[probe]);
            var isAtEnd = (short)_results[probe] is short.MaxValue or short.MinValue || !curve.Covers(volts);
            block.Row(probe)[0] = (float)curve.Percent(volts);
            block.Status[probe] = isAtEnd ? ChannelStatus.Saturated : ChannelStatus.Ok;
        }
    }
}
