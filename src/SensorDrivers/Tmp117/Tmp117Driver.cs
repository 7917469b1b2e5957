using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>
/// TMP117 over I2C, in one-shot mode: one read starts a conversion, a later one fetches it when the chip says that it is ready, over its
/// ALERT pin where that is wired. Identity and settings are checked with every value. Called by one thread at a time.
/// </summary>
internal sealed class Tmp117Driver : ISensorDriver
{
    private const int ReadyAsksMax = 50;

    private readonly Tmp117Options _options;
    private readonly TimeProvider _time;
    private readonly I2cLink _i2c;
    private readonly DataReadyLine _line;
    private readonly ReadyPatience _patience;
    private readonly HostPacedSchedule _schedule;
    private readonly ushort _atRest;
    private long _conversionStartNs;
    private bool _isConverting;
    private bool _isRunning;

    public Tmp117Driver(SensorDescription description, BusLocation location, Tmp117Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _time = time;
        _i2c = new I2cLink(buses, location, description.Kind);
        _line = new DataReadyLine(buses, options.DataReady, PinValue.Low, _i2c.Device);
        _patience = new ReadyPatience(_line, _i2c.Device);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
        _atRest = options.AtRest;
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _isConverting = false;
        _patience.Reset();
        _i2c.Open();
        Identify();
        _i2c.WriteRegister("reset", Tmp117Registers.Configuration, Tmp117Registers.SoftReset);
        WaitUntilReady();
        _i2c.WriteRegister("write the settings", Tmp117Registers.Configuration, _atRest);
        var settings = _i2c.ReadRegister("read back the settings", Tmp117Registers.Configuration) & Tmp117Registers.SettingsMask;
        if (settings != _atRest)
            throw WrongAnswer.NotTaken(_i2c.Device, "the configuration", _atRest, settings);
        _line.Open();
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = _time.NowNs();
        if (!_isConverting)
        {
            if (_schedule.IsDue(nowNs))
                StartConversion(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _conversionStartNs < _options.OneShotNs || !MayFetch(nowNs))
            return ReadOutcome.NotReady;
        var register = _i2c.ReadRegister("read the temperature", Tmp117Registers.Temperature);
        Identify();
        _isConverting = false;
        Decode(block, register);
        _schedule.Label(block, _conversionStartNs + _options.Averages * Tmp117Registers.ConversionNsTypical / 2);
        return ReadOutcome.Ok;
    }

    public void Stop() => _isRunning = false;

    public void Dispose()
    {
        _i2c.Dispose();
        _line.Dispose();
    }

    private void Identify()
    {
        var identity = _i2c.ReadRegister("identify the chip", Tmp117Registers.DeviceId) & Tmp117Registers.DeviceIdMask;
        if (identity != Tmp117Registers.DeviceIdValue)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the identity 0x0117 of a TMP117", identity);
    }

    // The chip loads its memory for 2 ms after a reset and acknowledges nothing meanwhile; asking is the waiting.
    private void WaitUntilReady()
    {
        for (var ask = 1; ; ask++)
        {
            try
            {
                if ((_i2c.ReadRegister("wait for the reset", Tmp117Registers.Configuration) & Tmp117Registers.EepromBusy) == 0)
                    return;
                if (ask == ReadyAsksMax)
                {
                    throw new SensorException(
                        "reset", _i2c.Device, "the chip stays busy", "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
                }
            }
            catch (SensorException error) when (error.IsTransient && ask < ReadyAsksMax)
            {
                // Still loading.
            }
        }
    }

    private void StartConversion(long nowNs)
    {
        _schedule.Take(nowNs);
        _i2c.WriteRegister("start a conversion", Tmp117Registers.Configuration, (ushort)(_atRest | Tmp117Registers.OneShot));
        _conversionStartNs = nowNs;
        _patience.Restart();
        _isConverting = true;
    }

    private bool MayFetch(long nowNs)
    {
        var readiness = _patience.Judge(_patience.ShallAsk() && IsReady());
        if (readiness == Readiness.StartAgain)
            StartConversion(nowNs);
        return readiness == Readiness.Done;
    }

    // After a one-shot conversion the chip is at rest with its settings; a restarted chip converts continuously with others.
    private bool IsReady()
    {
        var configuration = _i2c.ReadRegister("ask for data-ready", Tmp117Registers.Configuration);
        var settings = configuration & Tmp117Registers.SettingsMask;
        if (settings == _atRest)
            return (configuration & Tmp117Registers.DataReady) != 0;
        if (settings == (_atRest | Tmp117Registers.OneShot))
            return false;
        throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", _atRest, settings);
    }

    private static void Decode(SampleBlock block, ushort register)
    {
        var temperatureC = (float)Tmp117Registers.TemperatureC(register);
        if (register == Tmp117Registers.NotMeasured)
        {
            block.Row(0)[0] = float.NaN;
            block.Status[0] = ChannelStatus.Gap;
            return;
        }

        block.Row(0)[0] = temperatureC;
        block.ChipTemperatureC = temperatureC;
        if (temperatureC is < (float)Tmp117Registers.TemperatureMinC or > (float)Tmp117Registers.TemperatureMaxC)
            block.Status[0] = ChannelStatus.Saturated;
    }
}
