using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.StrainBridges;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// A strain bridge on an ADS1220 over SPI.
/// <para>
/// In continuous conversion a host that cannot see data-ready cannot know whether a result is new: it would deliver one twice or lose
/// one without noticing. So every sample is a single conversion that this driver starts on a grid of the monotonic clock and fetches
/// when it is certainly done, or earlier when the data-ready line says so: one START, one result, one sequence number, and a time that
/// is known to the length of a transfer. The chip is set to convert in about half the sample interval, in turbo mode, which has the
/// noise of normal mode at the full interval.
/// </para>
/// Now and then the chip's temperature sensor is converted between two samples, where the interval leaves room for it. Called by one
/// thread at a time.
/// </summary>
internal sealed class Ads1220Driver : ISensorDriver, ISelfTest
{
    // A line that was wrong this often in a row is not a chip that was disturbed once.
    private const int LineFaultsMax = 5;
    private const long TemperatureEveryNs = 60_000_000_000;

    private readonly SpiLink _spi;
    private readonly IBusProvider _buses;
    private readonly TimeProvider _time;
    private readonly Ads1220Options _options;
    private readonly Ads1220Chip _chip;
    private readonly DataReadyLine _dataReady;
    private readonly HostPacedSchedule _schedule;
    private readonly Ads1220Conversion _conversion;
    private readonly StrainBridge _bridge;
    private readonly double _ratioPerCode;
    private readonly byte[] _registers;
    private readonly byte[] _temperatureRegisters;
    private long _conversionStartNs;
    private long _nextTemperatureNs;
    private float _temperatureC;
    private int _lineFaults;
    private bool _isLineLow;
    private Conversion _converting;
    private bool _isRunning;

    public Ads1220Driver(
        SensorDescription description, BusLocation location, Ads1220Conversion conversion, Ads1220Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _buses = buses;
        _time = time;
        _options = options;
        _conversion = conversion;
        _bridge = options.Bridge;
        _ratioPerCode = 1 / (Ads1220Registers.CodesPerUnit * options.Gain);
        _registers = options.Registers(conversion);
        _temperatureRegisters = options.TemperatureRegisters();
        _schedule = new HostPacedSchedule(description.SampleRateHz);
        _spi = new SpiLink(buses, location, SpiMode.Mode1, options.ClockHz, description.Kind);
        _dataReady = new DataReadyLine(buses, options.DataReady, System.Device.Gpio.PinValue.Low, _spi.Device);
        _chip = new Ads1220Chip(_spi);
    }

    private enum Conversion
    {
        None,
        Strain,
        Temperature,
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _converting = Conversion.None;
        _spi.Open();
        _dataReady.Open();
        _chip.Reset();
        _chip.Configure(_registers);
        _lineFaults = 0;
        _temperatureC = float.NaN;
        _nextTemperatureNs = _time.NowNs();
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _spi.Device);
        var nowNs = _time.NowNs();
        switch (_converting)
        {
            case Conversion.Strain when IsDone(nowNs):
                Fetch(block, nowNs);
                return ReadOutcome.Ok;
            case Conversion.Temperature when nowNs - _conversionStartNs >= Ads1220Conversion.Shortest.CertainlyDoneNs:
                FetchTemperature(nowNs);
                break;
        }

        if (_converting == Conversion.None && _schedule.IsDue(nowNs))
            StartConversion();
        return ReadOutcome.NotReady;
    }

    public SelfTestReport SelfTest()
    {
        if (_isRunning)
            throw new InvalidOperationException("The self test needs a driver that is not started.");
        _spi.Open();
        try
        {
            _chip.Reset();
            return new Ads1220SelfTest(_chip, _options, _buses).Run();
        }
        finally
        {
            _chip.TryPowerDown();
        }
    }

    public void Stop()
    {
        if (!_isRunning)
            return;
        _isRunning = false;
        _chip.TryPowerDown();
    }

    public void Dispose()
    {
        Stop();
        _dataReady.Dispose();
        _spi.Dispose();
    }

    private void StartConversion()
    {
        _chip.Start(_registers);
        HasStarted(Conversion.Strain);
    }

    // Right after START the chip lets go of its data-ready line. One that is low then is not this chip's.
    private void HasStarted(Conversion conversion)
    {
        _conversionStartNs = _time.NowNs();
        _converting = conversion;
        // The slot is that of the conversion, however long the bus took to start it.
        if (conversion == Conversion.Strain)
            _schedule.Take(_conversionStartNs);
        _isLineLow = conversion == Conversion.Strain && _dataReady.IsWired && _dataReady.MayBeReady()
            && _time.NowNs() - _conversionStartNs < _conversion.EarliestDoneNs;
    }

    private bool IsDone(long nowNs)
    {
        var isCertain = nowNs - _conversionStartNs >= _conversion.CertainlyDoneNs;
        if (!_dataReady.IsWired)
            return isCertain;
        if (_isLineLow)
        {
            if (isCertain && ++_lineFaults >= LineFaultsMax)
                throw AlwaysLow();
            return isCertain;
        }

        if (nowNs - _conversionStartNs < _conversion.EarliestDoneNs)
            return false;
        if (_dataReady.MayBeReady())
        {
            _lineFaults = 0;
            return true;
        }

        if (isCertain)
            GiveUp();
        return false;
    }

    // START was lost, or the line is dead. What the chip holds is the result before, so this slot is missing.
    private void GiveUp()
    {
        _converting = Conversion.None;
        if (++_lineFaults >= LineFaultsMax)
            throw _dataReady.Silent();
    }

    private SensorException AlwaysLow() => new(
        "watch the data-ready line", _spi.Device, $"{_options.DataReady} says that data is there right after a conversion was started",
        "Check that the wire goes to the chip's DRDY pin and not to ground, and the line's number in the station file; without the wire leave dataReady out",
        isTransient: true);

    private void Fetch(SampleBlock block, long nowNs)
    {
        var sampleNs = _conversionStartNs + (long)(_conversion.LengthNs / 2);
        var code = _chip.Fetch(_registers, _schedule.IsDue(nowNs), out var hasStarted);
        _converting = Conversion.None;
        block.Row(0)[0] = (float)_bridge.Microstrain(code * _ratioPerCode);
        block.Status[0] = IsAtAnEnd(code) || float.IsNaN(block.Row(0)[0]) ? ChannelStatus.Saturated : ChannelStatus.Ok;
        block.ChipTemperatureC = _temperatureC;
        _schedule.Label(block, sampleNs);
        if (hasStarted)
        {
            HasStarted(Conversion.Strain);
        }
        else if (nowNs >= _nextTemperatureNs && _schedule.NsUntilDue(nowNs) >= Ads1220Conversion.Shortest.CertainlyDoneNs)
        {
            _chip.Write(_temperatureRegisters, startsConversion: true);
            HasStarted(Conversion.Temperature);
        }
    }

    private static bool IsAtAnEnd(int code) => code is Ads1220Registers.CodeMax or Ads1220Registers.CodeMin;

    private void FetchTemperature(long nowNs)
    {
        _temperatureC = (float)Ads1220Registers.TemperatureC(_chip.Fetch(_temperatureRegisters, startsNext: false, out _));
        _chip.Write(_registers, startsConversion: false);
        _converting = Conversion.None;
        _nextTemperatureNs = nowNs + TemperatureEveryNs;
    }
}
