using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Moisture probes on an ADS1115 over I2C. The probes are converted one after the other in single-shot mode. After a change of the
/// multiplexer the result register still holds the other probe's value, so it is read only when the chip reports, with exactly the
/// configuration of this probe, that no conversion is running. A sample set is delivered when all its probes are measured.
/// Called by one thread at a time.
/// </summary>
internal sealed class Ads1115Driver(
    SensorDescription description, BusLocation location, Ads1115Options options, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private const int FetchesMax = 3;
    private const int AtRest = -1;

    // The comparator is off, so its thresholds are free to prove that this chip keeps what is written to it.
    private const ushort ThresholdMark = 0x2A5A;

    private readonly I2cLink _i2c = new(buses, location, description.Kind);
    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private readonly ushort[] _results = new ushort[options.Probes.Count];
    private long _setStartNs;
    private long _conversionStartNs;
    private int _probe = AtRest;
    private int _fetches;
    private bool _isRunning;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _isRunning = false;
        _probe = AtRest;
        _i2c.Open();
        WriteAndReadBack("the low threshold", Ads1115Registers.LowThreshold, ThresholdMark);
        WriteAndReadBack("the high threshold", Ads1115Registers.HighThreshold, unchecked((ushort)~ThresholdMark));
        WriteAndReadBack(
            "the configuration", Ads1115Registers.Configuration, (ushort)(Ads1115Registers.ConfigurationFor(0) & ~Ads1115Registers.OperationalStatus));
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = time.NowNs();
        if (_probe == AtRest)
        {
            if (_schedule.IsDue(nowNs))
                StartSet(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _conversionStartNs < Ads1115Registers.ConversionNs || !IsDone())
            return ReadOutcome.NotReady;
        _results[_probe] = _i2c.ReadRegister("read a conversion", Ads1115Registers.Conversion);
        if (_probe + 1 < _results.Length)
        {
            StartConversion(_probe + 1, nowNs);
            return ReadOutcome.NotReady;
        }

        CheckMark();
        _probe = AtRest;
        Decode(block);
        _schedule.Label(block, _setStartNs);
        return ReadOutcome.Ok;
    }

    // Single-shot mode is at rest between conversions.
    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

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
            "start a conversion", Ads1115Registers.Configuration,
            (ushort)(Ads1115Registers.ConfigurationFor(options.Probes[probe].Input) | Ads1115Registers.OperationalStatus));
        _probe = probe;
        _conversionStartNs = nowNs;
        _fetches = 0;
    }

    private bool IsDone()
    {
        var expected = Ads1115Registers.ConfigurationFor(options.Probes[_probe].Input);
        var configuration = _i2c.ReadRegister("ask whether the conversion is done", Ads1115Registers.Configuration);
        var settings = (ushort)(configuration & ~Ads1115Registers.OperationalStatus);
        if (settings != expected)
            throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", expected, settings);
        if ((configuration & Ads1115Registers.OperationalStatus) != 0)
            return true;
        if (++_fetches < FetchesMax)
            return false;
        throw new SensorException(
            "read a conversion", _i2c.Device, "the conversion does not end",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }

    private void CheckMark()
    {
        var mark = _i2c.ReadRegister("check the settings", Ads1115Registers.LowThreshold);
        if (mark != ThresholdMark)
            throw WrongAnswer.LostSettings(_i2c.Device, "the low threshold", ThresholdMark, mark);
    }

    private void Decode(SampleBlock block)
    {
        for (var probe = 0; probe < _results.Length; probe++)
        {
            block.Row(probe)[0] = (float)options.Probes[probe].MoisturePercent(Ads1115Registers.Volts(_results[probe]));
            block.Status[probe] = (short)_results[probe] is short.MaxValue or short.MinValue ? ChannelStatus.Saturated : ChannelStatus.Ok;
        }
    }
}
