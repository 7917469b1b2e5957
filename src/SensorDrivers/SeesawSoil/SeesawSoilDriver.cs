using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.SeesawSoil;

/// <summary>
/// Adafruit's seesaw soil sensor over I2C. Every value is asked for in one read and fetched in a later one. A sample is four questions: the
/// firmware's version, which must be that of the start and stands for an identity; the touch reading, until two in a row agree; the
/// temperature. The chip has no check sums, and now and then a reading that is far too high: a reading that no other confirms is a gap.
/// Called by one thread at a time.
/// </summary>
internal sealed class SeesawSoilDriver : ISensorDriver
{
    private const int MoistureRow = 0;
    private const int TemperatureRow = 1;
    private const int TouchReadingsMax = 5;
    private const int UnprovenInRowMax = 5;

    // Two readings agree within 3 % of the larger, or 15 counts.
    private const double AgreementShare = 0.03;
    private const int AgreementCounts = 15;
    private const int NoReading = -1;

    private readonly SeesawSoilOptions _options;
    private readonly IBusProvider _buses;
    private readonly TimeProvider _time;
    private readonly I2cLink _i2c;
    private readonly SeesawLink _seesaw;
    private readonly HostPacedSchedule _schedule;
    private Question _question;
    private long _askedNs;
    private long _readyNs;
    private uint _version;
    private int _touchReadings;
    private int _lastTouch;
    private int _touch;
    private int _unprovenInRow;
    private bool _isRunning;

    public SeesawSoilDriver(SensorDescription description, BusLocation location, SeesawSoilOptions options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _buses = buses;
        _time = time;
        _i2c = new I2cLink(buses, location, description.Kind);
        _seesaw = new SeesawLink(_i2c);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
    }

    private enum Question
    {
        None,
        Version,
        Touch,
        Temperature,
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _question = Question.None;
        _unprovenInRow = 0;
        _i2c.Open();
        _seesaw.Ask("identify the chip", SeesawProtocol.StatusModule, SeesawProtocol.HardwareId);
        _buses.Pause(SeesawProtocol.WordTime);
        var hardware = _seesaw.FetchByte("identify the chip");
        if (!SeesawProtocol.HardwareIds.Contains(hardware))
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, "the hardware identity 0x55 (SAMD) or 0x84 to 0x89 (ATtiny)", hardware);
        _version = ReadVersion();
        var again = ReadVersion();
        if (_version != again || _version is 0 or SeesawProtocol.WordNotReady)
            throw WrongAnswer.OnI2c("identify the chip", _i2c.Device, $"the same version twice, first 0x{_version:X8}", (int)(again >> SeesawProtocol.ProductShift));
        _seesaw.Reset();
        _readyNs = _time.NowNs() + SeesawProtocol.ResetNs;
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var nowNs = _time.NowNs();
        switch (_question)
        {
            case Question.None when nowNs >= _readyNs && _schedule.IsDue(nowNs):
                _schedule.Take(nowNs);
                _touchReadings = 0;
                _lastTouch = NoReading;
                Ask(Question.Version, nowNs);
                return ReadOutcome.NotReady;
            case Question.Version when nowNs - _askedNs >= SeesawProtocol.WordNs:
                CheckVersion();
                Ask(Question.Touch, nowNs);
                return ReadOutcome.NotReady;
            case Question.Touch when nowNs - _askedNs >= SeesawProtocol.TouchNs:
                Ask(HasTouch() ? Question.Temperature : Question.Touch, nowNs);
                return ReadOutcome.NotReady;
            case Question.Temperature when nowNs - _askedNs >= SeesawProtocol.WordNs:
                var temperature = _seesaw.FetchWord("read the temperature");
                _question = Question.None;
                Decode(block, (int)temperature);
                _schedule.Label(block, _askedNs);
                return ReadOutcome.Ok;
            default:
                return ReadOutcome.NotReady;
        }
    }

    // The chip measures only when it is asked.
    public void Stop() => _isRunning = false;

    public void Dispose() => _i2c.Dispose();

    private uint ReadVersion()
    {
        _seesaw.Ask("read the version", SeesawProtocol.StatusModule, SeesawProtocol.Version);
        _buses.Pause(SeesawProtocol.WordTime);
        return _seesaw.FetchWord("read the version");
    }

    private void Ask(Question question, long nowNs)
    {
        switch (question)
        {
            case Question.Version:
                _seesaw.Ask("ask for the version", SeesawProtocol.StatusModule, SeesawProtocol.Version);
                break;
            case Question.Touch:
                _seesaw.Ask("ask for the moisture", SeesawProtocol.TouchModule, SeesawProtocol.TouchChannel0);
                break;
            default:
                _seesaw.Ask("ask for the temperature", SeesawProtocol.StatusModule, SeesawProtocol.Temperature);
                break;
        }

        _question = question;
        _askedNs = nowNs;
    }

    private void CheckVersion()
    {
        var version = _seesaw.FetchWord("check the version");
        if (version == _version)
            return;
        throw new SensorException(
            "check the version", _i2c.Device, $"it was 0x{_version:X8} and now reads 0x{version:X8}",
            "Check the plug, the pull-ups and the length of the cable; another sensor at this address is taken over at the next start", isTransient: true);
    }

    // The last of five readings may stand unconfirmed for nothing but a gap.
    private bool HasTouch()
    {
        var touch = (int)_seesaw.FetchTouch("read the moisture");
        _touchReadings++;
        _touch = NoReading;
        if (touch > SeesawProtocol.TouchMax)
        {
            _lastTouch = NoReading;
            return _touchReadings == TouchReadingsMax;
        }

        if (_lastTouch != NoReading && Math.Abs(touch - _lastTouch) <= Math.Max(AgreementCounts, AgreementShare * Math.Max(touch, _lastTouch)))
        {
            _touch = touch;
            return true;
        }

        _lastTouch = touch;
        return _touchReadings == TouchReadingsMax;
    }

    private void Decode(SampleBlock block, int temperatureCounts)
    {
        var temperatureC = temperatureCounts * SeesawProtocol.DegreesPerCount;
        var isTemperature = (uint)temperatureCounts != SeesawProtocol.WordNotReady
            && temperatureC is >= SeesawProtocol.TemperatureMinC and <= SeesawProtocol.TemperatureMaxC;
        var isMoisture = _touch != NoReading;
        CountUnproven(isTemperature && isMoisture);
        block.Row(MoistureRow)[0] = isMoisture ? (float)_options.MoisturePercent(_touch) : float.NaN;
        block.Row(TemperatureRow)[0] = isTemperature ? (float)temperatureC : float.NaN;
        block.ChipTemperatureC = isTemperature ? (float)temperatureC : float.NaN;
        block.Status[MoistureRow] = isMoisture ? StatusOf(_touch) : ChannelStatus.Gap;
        block.Status[TemperatureRow] = isTemperature ? ChannelStatus.Ok : ChannelStatus.Gap;
    }

    private static ChannelStatus StatusOf(int touch) => touch is 0 or SeesawProtocol.TouchMax ? ChannelStatus.Saturated : ChannelStatus.Ok;

    private void CountUnproven(bool isProven)
    {
        _unprovenInRow = isProven ? 0 : _unprovenInRow + 1;
        if (_unprovenInRow >= UnprovenInRowMax)
        {
            throw new SensorException(
                "read the moisture", _i2c.Device, $"no two readings agreed, {_unprovenInRow} times in a row",
                "Check ground, the pull-ups and the length of the cable; a noisy supply disturbs the probe, too", isTransient: true);
        }
    }
}
