using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>
/// INA226 over I2C in triggered mode: one read starts a measurement of both voltages, a later one fetches them when the chip says that
/// they are ready. The current is computed here from the signed shunt voltage, so it does not depend on the chip's calibration register
/// surviving. Identity and settings are checked with every value. Called by one thread at a time.
/// </summary>
internal sealed class Ina226Driver(
    SensorDescription description, BusLocation location, Ina226Options options, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private const int FetchesMax = 3;
    private const int VoltageRow = 0;
    private const int CurrentRow = 1;

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
        _i2c.WriteRegister("reset", Ina226Registers.Configuration, Ina226Registers.Reset);
        CheckSettings("reset", Ina226Registers.ConfigurationAfterReset);
        _i2c.WriteRegister("write the settings", Ina226Registers.Configuration, Ina226Registers.Settings);
        CheckSettings("read back the settings", Ina226Registers.Settings);
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

        if (nowNs - _conversionStartNs < Ina226Registers.ConversionNs || !IsReady())
            return ReadOutcome.NotReady;
        var shunt = _i2c.ReadRegister("read the shunt voltage", Ina226Registers.ShuntVoltage);
        var bus = _i2c.ReadRegister("read the bus voltage", Ina226Registers.BusVoltage);
        Identify();
        _isConverting = false;
        _isSecondTry = false;
        Decode(block, shunt, bus);
        _schedule.Label(block, _conversionStartNs + Ina226Registers.ConversionNs / 2);
        return ReadOutcome.Ok;
    }

    // Triggered mode is at rest between measurements.
    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

    private void Identify()
    {
        var manufacturer = _i2c.ReadRegister("identify the chip", Ina226Registers.ManufacturerId);
        if (manufacturer != Ina226Registers.ManufacturerIdValue)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the manufacturer 0x5449", manufacturer);
        var die = _i2c.ReadRegister("identify the chip", Ina226Registers.DieId);
        if (die != Ina226Registers.DieIdValue)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the die 0x2260 of an INA226", die);
    }

    private void CheckSettings(string operation, ushort expected)
    {
        var settings = _i2c.ReadRegister(operation, Ina226Registers.Configuration);
        if (settings != expected)
            throw WrongAnswer.NotTaken(_i2c.Device, "the configuration", expected, settings);
    }

    private void StartConversion(long nowNs)
    {
        _schedule.Take(nowNs);
        _i2c.WriteRegister(
            "start a measurement", Ina226Registers.Configuration, Ina226Registers.Settings | Ina226Registers.ShuntAndBusTriggered);
        _conversionStartNs = nowNs;
        _fetches = 0;
        _isConverting = true;
    }

    private bool IsReady()
    {
        const ushort expected = Ina226Registers.Settings | Ina226Registers.ShuntAndBusTriggered;
        var settings = _i2c.ReadRegister("check the settings", Ina226Registers.Configuration);
        if (settings != expected)
            throw WrongAnswer.LostSettings(_i2c.Device, "the configuration", expected, settings);
        if ((_i2c.ReadRegister("ask for conversion-ready", Ina226Registers.MaskEnable) & Ina226Registers.ConversionReady) != 0)
            return true;
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
            "read the voltages", _i2c.Device, "the measurement does not end",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }

    private void Decode(SampleBlock block, ushort shunt, ushort bus)
    {
        var volts = Ina226Registers.BusVolts(bus);
        block.Row(VoltageRow)[0] = (float)volts;
        block.Row(CurrentRow)[0] = (float)(Ina226Registers.ShuntVolts(shunt) / options.ShuntOhm);
        block.Status[VoltageRow] = volts >= Ina226Registers.BusVoltsMax ? ChannelStatus.Saturated : ChannelStatus.Ok;
        block.Status[CurrentRow] = (short)shunt is short.MaxValue or short.MinValue ? ChannelStatus.Saturated : ChannelStatus.Ok;
    }
}
