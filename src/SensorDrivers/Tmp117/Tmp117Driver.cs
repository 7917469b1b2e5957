using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>
/// TMP117 over I2C, in one-shot mode with eight averages: one read starts a conversion, a later one fetches it when the chip says that it
/// is ready. Identity and settings are checked with every value. Called by one thread at a time.
/// </summary>
internal sealed class Tmp117Driver(SensorDescription description, BusLocation location, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private const int ReadyAsksMax = 50;
    private const int FetchesMax = 3;
    private const ushort AtRest = Tmp117Registers.Shutdown | Tmp117Registers.Average8;

    private readonly I2cLink _i2c = new(buses, location, description.Kind);
    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private long _conversionStartNs;
    private int _fetches;
    private bool _isSecondTry;
    private bool _isConverting;
    private bool _isRunning;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _isRunning = false;
        _isConverting = false;
        _isSecondTry = false;
        _i2c.Open();
        Identify();
        _i2c.WriteRegister("reset", Tmp117Registers.Configuration, Tmp117Registers.SoftReset);
        WaitUntilReady();
        _i2c.WriteRegister("write the settings", Tmp117Registers.Configuration, AtRest);
        var settings = _i2c.ReadRegister("read back the settings", Tmp117Registers.Configuration) & Tmp117Registers.SettingsMask;
        if (settings != AtRest)
            throw WrongAnswer.NotTaken(_i2c.Device, "the configuration", AtRest, settings);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = time.NowNs();
        if (!_isConverting)
        {
            if (_schedule.IsDue(nowNs))
                StartConversion(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _conversionStartNs < Tmp117Registers.OneShotNs || !IsReady())
            return ReadOutcome.NotReady;
        var register = _i2c.ReadRegister("read the temperature", Tmp117Registers.Temperature);
        Identify();
        _isConverting = false;
        _isSecondTry = false;
        block.Row(0)[0] = register == Tmp117Registers.NotMeasured ? float.NaN : (float)Tmp117Registers.TemperatureC(register);
        block.Status[0] = register == Tmp117Registers.NotMeasured ? ChannelStatus.Gap : ChannelStatus.Ok;
        _schedule.Label(block, _conversionStartNs + Tmp117Registers.OneShotNs / 2);
        return ReadOutcome.Ok;
    }

    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

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
        _i2c.WriteRegister("start a conversion", Tmp117Registers.Configuration, Tmp117Registers.OneShot | Tmp117Registers.Average8);
        _conversionStartNs = nowNs;
        _fetches = 0;
        _isConverting = true;
    }

    // After a one-shot conversion the chip is at rest with its settings; a restarted chip converts continuously with others.
    private bool IsReady()
    {
        var configuration = _i2c.ReadRegister("ask for data-ready", Tmp117Registers.Configuration);
        if ((configuration & Tmp117Registers.DataReady) != 0 && (configuration & Tmp117Registers.SettingsMask) == AtRest)
            return true;
        var mode = configuration & Tmp117Registers.ModeMask;
        if (mode != Tmp117Registers.OneShot && (configuration & Tmp117Registers.SettingsMask) != AtRest)
            throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", AtRest, configuration & Tmp117Registers.SettingsMask);
        if (++_fetches < FetchesMax)
            return false;
        if (!_isSecondTry)
        {
            // Reading the flag clears it: an answer that was lost on the bus is gone from the chip as well.
            _isSecondTry = true;
            StartConversion(time.NowNs());
            return false;
        }

        throw new SensorException(
            "read the temperature", _i2c.Device, "the conversion does not end",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }
}
