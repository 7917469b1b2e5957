using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>
/// INA226 over I2C, in triggered mode: one read starts a measurement of both voltages, a later one fetches it when the chip says that it is
/// ready, over its ALERT pin where that is wired. The current is calculated here, because the chip's current register is 0 until its
/// calibration is set, and becomes 0 again after a power loss. Identity and settings are checked with every value. Called by one thread at
/// a time.
/// </summary>
internal sealed class Ina226Driver : ISensorDriver
{
    private const int VoltageRow = 0;
    private const int CurrentRow = 1;

    private readonly Ina226Options _options;
    private readonly TimeProvider _time;
    private readonly I2cLink _i2c;
    private readonly DataReadyLine _line;
    private readonly ReadyPatience _patience;
    private readonly HostPacedSchedule _schedule;
    private readonly ushort _atRest;
    private readonly ushort _measuring;
    private readonly ushort _mask;
    private readonly long _measurementNsMax;
    private long _conversionStartNs;
    private bool _isConverting;
    private bool _isRunning;

    public Ina226Driver(SensorDescription description, BusLocation location, Ina226Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _time = time;
        _i2c = new I2cLink(buses, location, description.Kind);
        _line = new DataReadyLine(buses, options.DataReady, PinValue.Low, _i2c.Device);
        _patience = new ReadyPatience(_line, _i2c.Device);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
        _atRest = options.AtRest;
        _measuring = (ushort)(_atRest | Ina226Registers.ShuntAndBusTriggered);
        _mask = options.Mask;
        _measurementNsMax = options.MeasurementNsMax;
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _isConverting = false;
        _patience.Reset();
        _i2c.Open();
        Identify();
        _i2c.WriteRegister("reset", Ina226Registers.Configuration, Ina226Registers.Reset);
        CheckTaken("reset", Ina226Registers.ConfigurationAfterReset);
        _i2c.WriteRegister("write the settings", Ina226Registers.Configuration, _atRest);
        CheckTaken("read back the settings", _atRest);
        _i2c.WriteRegister("write the settings", Ina226Registers.MaskEnable, _mask);
        var mask = _i2c.ReadRegister("read back the settings", Ina226Registers.MaskEnable) & Ina226Registers.MaskSettingsMask;
        if (mask != _mask)
            throw WrongAnswer.NotTaken(_i2c.Device, "the mask/enable register", _mask, mask);
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

        if (nowNs - _conversionStartNs < _measurementNsMax || !MayFetch(nowNs))
            return ReadOutcome.NotReady;
        var shunt = _i2c.ReadRegister("read the shunt voltage", Ina226Registers.ShuntVoltage);
        var bus = _i2c.ReadRegister("read the bus voltage", Ina226Registers.BusVoltage);
        Identify();
        _isConverting = false;
        Decode(block, shunt, bus);
        _schedule.Label(block, _conversionStartNs + _options.MeasurementNs / 2);
        return ReadOutcome.Ok;
    }

    // Triggered mode is at rest between measurements.
    public void Stop() => _isRunning = false;

    public void Dispose()
    {
        _i2c.Dispose();
        _line.Dispose();
    }

    private void Identify()
    {
        var manufacturer = _i2c.ReadRegister("identify the chip", Ina226Registers.ManufacturerId);
        if (manufacturer != Ina226Registers.ManufacturerIdValue)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the manufacturer 0x5449", manufacturer);
        var die = _i2c.ReadRegister("identify the chip", Ina226Registers.DieId);
        if (die != Ina226Registers.DieIdValue)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the die 0x2260 of an INA226", die);
    }

    private void CheckTaken(string operation, ushort expected)
    {
        var settings = _i2c.ReadRegister(operation, Ina226Registers.Configuration);
        if (settings != expected)
            throw WrongAnswer.NotTaken(_i2c.Device, "the configuration", expected, settings);
    }

    private void StartConversion(long nowNs)
    {
        _schedule.Take(nowNs);
        _i2c.WriteRegister("start a measurement", Ina226Registers.Configuration, _measuring);
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

    private bool IsReady()
    {
        var settings = _i2c.ReadRegister("check the settings", Ina226Registers.Configuration);
        if (settings != _measuring)
            throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", _measuring, settings);
        var mask = _i2c.ReadRegister("ask for conversion-ready", Ina226Registers.MaskEnable);
        if ((mask & Ina226Registers.MaskSettingsMask) != _mask)
            throw WrongAnswer.LostSettings(_i2c.Device, "the mask/enable register", _mask, mask & Ina226Registers.MaskSettingsMask);
        return (mask & Ina226Registers.ConversionReady) != 0;
    }

    private void Decode(SampleBlock block, ushort shunt, ushort bus)
    {
        var volts = Ina226Registers.BusVolts(bus);
        block.Row(VoltageRow)[0] = (float)volts;
        block.Row(CurrentRow)[0] = (float)(Ina226Registers.ShuntVolts(shunt) / _options.ShuntOhm);
        block.Status[VoltageRow] = volts >= Ina226Registers.BusVoltsMax ? ChannelStatus.Saturated : ChannelStatus.Ok;
        block.Status[CurrentRow] = (short)shunt is short.MaxValue or short.MinValue ? ChannelStatus.Saturated : ChannelStatus.Ok;
    }
}
