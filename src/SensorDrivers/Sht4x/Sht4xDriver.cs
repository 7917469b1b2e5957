using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Sht4x;

/// <summary>
/// SHT40, SHT41, SHT45 over I2C. One read sends the measuring command, a later one fetches the result. An answer with a wrong check sum
/// is a gap in both channels, never the previous value. Called by one thread at a time.
/// </summary>
internal sealed class Sht4xDriver(SensorDescription description, BusLocation location, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    private const int SerialAsksMax = 20;
    private const int FetchesMax = 3;
    private const int DamagedInRowMax = 5;
    private const int TemperatureRow = 0;
    private const int HumidityRow = 1;

    private readonly I2cLink _i2c = new(buses, location, description.Kind);
    private readonly HostPacedSchedule _schedule = new(description.SampleRateHz);
    private readonly byte[] _answer = new byte[Sht4xProtocol.AnswerBytes];
    private long _readyNs;
    private long _measurementStartNs;
    private int _fetches;
    private bool _isSecondTry;
    private int _damagedInRow;
    private bool _isMeasuring;
    private bool _isRunning;

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _isRunning = false;
        _isMeasuring = false;
        _isSecondTry = false;
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

        if (nowNs - _measurementStartNs < Sht4xProtocol.MeasurementNs || !TryFetch())
            return ReadOutcome.NotReady;
        _isMeasuring = false;
        _isSecondTry = false;
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

        if (!Sht4xProtocol.IsIntact(_answer))
        {
            throw new SensorException(
                "identify the chip", _i2c.Device, $"the serial number {Convert.ToHexString(_answer)} has a wrong check sum",
                "Check that the kind and the address in the station file are those of the chip that is wired here; then the length of the cable and the pull-ups",
                isTransient: true);
        }
    }

    private void StartMeasurement(long nowNs)
    {
        try
        {
            Command("measure", Sht4xProtocol.MeasureHighPrecision);
        }
        catch (SensorException error) when (error.IsTransient && !_isSecondTry)
        {
            // The chip may have heard it all the same, and acknowledges nothing while it measures: once more at the next poll.
            _isSecondTry = true;
            return;
        }

        _schedule.Take(nowNs);
        _measurementStartNs = nowNs;
        _fetches = 0;
        _isMeasuring = true;
    }

    // The chip does not acknowledge while it measures.
    private bool TryFetch()
    {
        _fetches++;
        try
        {
            _i2c.TransferOnce("read the measurement", [], _answer);
            return true;
        }
        catch (SensorException error) when (error.IsTransient && (_fetches < FetchesMax || !_isSecondTry))
        {
            if (_fetches < FetchesMax)
                return false;
            // A result is given once: one that was lost on the bus has to be measured again.
            _isSecondTry = true;
            _isMeasuring = false;
            StartMeasurement(time.NowNs());
            return false;
        }
    }

    private void Decode(SampleBlock block)
    {
        if (Sht4xProtocol.IsIntact(_answer))
        {
            _damagedInRow = 0;
            block.Row(TemperatureRow)[0] = (float)Sht4xProtocol.Temperature(_answer);
            block.Row(HumidityRow)[0] = (float)Sht4xProtocol.Humidity(_answer.AsSpan(Sht4xProtocol.WordBytes));
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

    private void Command(string operation, byte command) => _i2c.Transfer(operation, [command], []);
}
