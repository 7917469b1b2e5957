using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>
/// SHT40, SHT41, SHT45 over I2C. One read sends the measuring command, a later one fetches the result. An answer with a wrong check sum
/// is a gap in both channels, never the previous value. Called by one thread at a time.
/// </summary>
internal sealed class Sht4xDriver(
    SensorDescription description, BusLocation location, Sht4xOptions options, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private const int SerialAsksMax = 20;
    private const int DamagedInRowMax = 5;
    private const int TemperatureRow = 0;
    private const int HumidityRow = 1;

    private readonly I2cLink _i2c = new(buses, location, description.Kind);
    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private readonly OnceGivenResult _result = new();
    private readonly byte[] _answer = new byte[Sht4xProtocol.AnswerBytes];
    private long _readyNs;
    private long _measurementStartNs;
    private int _damagedInRow;
    private bool _isMeasuring;
    private bool _isRunning;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _isRunning = false;
        _isMeasuring = false;
        _result.Reset();
        _damagedInRow = 0;
        _i2c.Open();
        Identify();
        Command("reset", Sht4xProtocol.SoftReset);
        _readyNs = time.NowNs() + Sht4xProtocol.ResetNs;
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = time.NowNs();
        if (!_isMeasuring)
        {
            if (nowNs >= _readyNs && _schedule.IsDue(nowNs))
                StartMeasurement(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _measurementStartNs < options.Precision.DurationNsMax || !MayDecode(nowNs))
            return ReadOutcome.NotReady;
        Decode(block);
        _schedule.Label(block, _measurementStartNs);
        return ReadOutcome.Ok;
    }

    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

    // The chip has no identity register; a serial number with two right check sums is what no other chip at this address has.
    private void Identify()
    {
        Command("identify the chip", Sht4xProtocol.ReadSerialNumber);
        for (var ask = 1; ; ask++)
        {
            try
            {
                _i2c.TransferOnce("identify the chip", [], _answer);
                break;
            }
            catch (SensorException error) when (error.IsTransient && ask < SerialAsksMax)
            {
                // The chip does not acknowledge until the number is there.
            }
        }

        if (!SensirionWords.IsIntact(_answer))
        {
            throw new SensorException(
                "identify the chip", _i2c.Device, $"the serial number {Convert.ToHexString(_answer)} has a wrong check sum",
                "Check that the kind and the address in the station file are those of the chip that is wired here (an sht3x has the same address); then the length of the cable and the pull-ups",
                isTransient: true);
        }
    }

    private void StartMeasurement(long nowNs)
    {
        if (!_result.TryCommand(_i2c, [options.Precision.Command]))
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

    private void Decode(SampleBlock block)
    {
        if (SensirionWords.IsIntact(_answer))
        {
            _damagedInRow = 0;
            var temperature = SensirionWords.Word(_answer, TemperatureRow);
            var humidity = SensirionWords.Word(_answer, HumidityRow);
            block.Row(TemperatureRow)[0] = (float)Sht4xProtocol.TemperatureC(temperature);
            block.Row(HumidityRow)[0] = (float)Sht4xProtocol.HumidityPercent(humidity);
            block.Status[TemperatureRow] = StatusOf(temperature);
            block.Status[HumidityRow] = StatusOf(humidity);
            return;
        }

        if (++_damagedInRow >= DamagedInRowMax)
        {
            throw new SensorException(
                "read the measurement", _i2c.Device, $"the check sum was wrong {_damagedInRow} times in a row",
                "Check the ground wire, the pull-ups and the length of the cable, and lower the bus speed", isTransient: true);
        }

        block.Row(TemperatureRow)[0] = float.NaN;
        block.Row(HumidityRow)[0] = float.NaN;
        block.Status.Fill(ChannelStatus.Gap);
    }

    private static ChannelStatus StatusOf(ushort word) => word is 0 or ushort.MaxValue ? ChannelStatus.Saturated : ChannelStatus.Ok;

    private void Command(string operation, byte command) => _i2c.Transfer(operation, [command], []);
}
