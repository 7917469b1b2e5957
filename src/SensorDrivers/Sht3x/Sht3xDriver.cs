using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht3x;

/// <summary>
/// SHT30, SHT31, SHT35 over I2C. One read sends the measuring command, a later one fetches the result and then the status register, which
/// proves that the chip has not restarted and that its heater is off. An answer with a wrong check sum is a gap in both channels, never the
/// previous value. Called by one thread at a time.
/// </summary>
internal sealed class Sht3xDriver : ISensorDriver
{
    private const int DamagedInRowMax = 5;
    private const int TemperatureRow = 0;
    private const int HumidityRow = 1;

    private readonly Sht3xRepeatability _repeatability;
    private readonly TimeProvider _time;
    private readonly I2cLink _i2c;
    private readonly OnceGivenResult _result = new();
    private readonly Sht3xChip _chip;
    private readonly HostPacedSchedule _schedule;
    private readonly byte[] _answer = new byte[Sht3xProtocol.MeasurementBytes];
    private long _measurementStartNs;
    private int _damagedInRow;
    private bool _isMeasuring;
    private bool _isRunning;

    public Sht3xDriver(SensorDescription description, BusLocation location, Sht3xOptions options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _repeatability = options.Repeatability;
        _time = time;
        _i2c = new I2cLink(buses, location, description.Kind);
        _chip = new Sht3xChip(_i2c, buses);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _isMeasuring = false;
        _result.Reset();
        _damagedInRow = 0;
        _i2c.Open();
        _chip.Reset();
        if (!_chip.TryReadSerialNumber(out _))
            throw NotThisChip($"the serial number {Convert.ToHexString(_chip.LastSerialNumber)} has a wrong check sum");
        if (!_chip.TryReadStatus(out var status) || (status & Sht3xProtocol.StatusResetDetected) == 0)
            throw NotThisChip($"after a reset the status is {Convert.ToHexString(_chip.LastStatus)}, which does not show the reset");
        _chip.Command("switch the heater off", Sht3xProtocol.HeaterOff);
        _chip.Command("clear the status", Sht3xProtocol.ClearStatus);
        var isIntact = _chip.TryReadStatus(out status);
        if (!isIntact || (status & Sht3xProtocol.StatusMustBeZero) != 0)
            throw WrongAnswer.NotTaken(_i2c.Device, "the status (heater off, no reset)", 0, status);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = _time.NowNs();
        if (!_isMeasuring)
        {
            if (_schedule.IsDue(nowNs))
                StartMeasurement(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _measurementStartNs < _repeatability.DurationNsMax || !MayDecode(nowNs))
            return ReadOutcome.NotReady;
        Decode(block, IsProven());
        _schedule.Label(block, _measurementStartNs);
        return ReadOutcome.Ok;
    }

    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

    private void StartMeasurement(long nowNs)
    {
        if (!_result.TryCommand(_i2c, [(byte)(_repeatability.Command >> 8), (byte)_repeatability.Command]))
            return;
        _schedule.Take(nowNs);
        _measurementStartNs = nowNs;
        _isMeasuring = true;
    }

    private bool MayDecode(long nowNs)
    {
        var readiness = _result.TryFetch(_i2c, _answer);
        if (readiness == Readiness.NotYet)
            return false;
        _isMeasuring = false;
        if (readiness == Readiness.StartAgain)
            StartMeasurement(nowNs);
        return readiness == Readiness.Done;
    }

    private bool IsProven()
    {
        if (!_chip.TryReadStatus(out var status) || !SensirionWords.IsIntact(_answer))
            return false;
        if ((status & Sht3xProtocol.StatusHeater) != 0)
            throw WrongAnswer.NotTaken(_i2c.Device, "the heater bit of the status", 0, status);
        if ((status & Sht3xProtocol.StatusMustBeZero) != 0)
            throw WrongAnswer.LostSettings(_i2c.Device, "the status", 0, status);
        return true;
    }

    private void Decode(SampleBlock block, bool isProven)
    {
        if (!isProven)
        {
            CountDamaged();
            block.Row(TemperatureRow)[0] = float.NaN;
            block.Row(HumidityRow)[0] = float.NaN;
            block.Status.Fill(ChannelStatus.Gap);
            return;
        }

        _damagedInRow = 0;
        var temperature = SensirionWords.Word(_answer, TemperatureRow);
        var humidity = SensirionWords.Word(_answer, HumidityRow);
        block.Row(TemperatureRow)[0] = (float)Sht3xProtocol.TemperatureC(temperature);
        block.Row(HumidityRow)[0] = (float)Sht3xProtocol.HumidityPercent(humidity);
        block.Status[TemperatureRow] = StatusOf(temperature);
        block.Status[HumidityRow] = StatusOf(humidity);
    }

    private static ChannelStatus StatusOf(ushort word) => word is 0 or ushort.MaxValue ? ChannelStatus.Saturated : ChannelStatus.Ok;

    private void CountDamaged()
    {
        if (++_damagedInRow >= DamagedInRowMax)
        {
            throw new SensorException(
                "read the measurement", _i2c.Device, $"the check sum was wrong {_damagedInRow} times in a row",
                "Check the ground wire, the pull-ups and the length of the cable, and lower the bus speed", isTransient: true);
        }
    }

    private SensorException NotThisChip(string reason) => new(
        "identify the chip", _i2c.Device, reason,
        "Check that the kind and the address in the station file are those of the chip that is wired here (an sht4x has the same address); "
        + "then the length of the cable and the pull-ups",
        isTransient: true);
}
