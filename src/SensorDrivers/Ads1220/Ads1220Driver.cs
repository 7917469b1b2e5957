using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// A strain bridge on an ADS1220 over SPI, without its data-ready line.
/// <para>
/// In continuous conversion a host that cannot see data-ready cannot know whether a result is new: it would deliver one twice or lose
/// one without noticing. So every sample is a single conversion that this driver starts on a grid of the monotonic clock and fetches
/// when it is certainly done: one START, one result, one sequence number, and a time that is known to the length of a transfer. The
/// chip is set to convert in about half the sample interval, in turbo mode, which has the noise of normal mode at the full interval.
/// </para>
/// Result, configuration registers and the next START travel in one transfer, so each result is known to have been made with the
/// right settings by a chip that is there. Called by one thread at a time.
/// </summary>
internal sealed class Ads1220Driver : ISensorDriver
{
    private const int ResetAsksMax = 50;
    private const int DataAt = 1;
    private const int RegistersAt = DataAt + Ads1220Registers.DataBytes + 1;
    private const int FetchBytes = RegistersAt + Ads1220Registers.RegisterCount;
    private const int RegisterTransferBytes = 1 + Ads1220Registers.RegisterCount;

    private readonly SpiLink _spi;
    private readonly TimeProvider _time;
    private readonly HostPacedSchedule _schedule;
    private readonly Ads1220Conversion _conversion;
    private readonly StrainBridge _bridge;
    private readonly double _ratioPerCode;
    private readonly byte[] _registers;
    private readonly byte[] _request = new byte[FetchBytes + 1];
    private readonly byte[] _answer = new byte[FetchBytes + 1];
    private long _conversionStartNs;
    private bool _isConverting;
    private bool _isRunning;

    public Ads1220Driver(
        SensorDescription description, BusLocation location, Ads1220Conversion conversion, Ads1220Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _time = time;
        _conversion = conversion;
        _bridge = options.Bridge;
        _ratioPerCode = 1 / (Ads1220Registers.CodesPerUnit * options.Gain);
        _registers = options.Registers(conversion);
        _schedule = new HostPacedSchedule(description.SampleRateHz);
        _spi = new SpiLink(buses, location, SpiMode.Mode1, options.ClockHz, description.Kind);
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _isConverting = false;
        _spi.Open();
        Reset();
        WriteRegisters();
        if (!ReadRegisters("read back the settings").SequenceEqual(_registers))
            throw WrongAnswer.OnSpi("read back the settings", _spi.Device, $"the settings {Convert.ToHexString(_registers)}", _answer.AsSpan(1, Ads1220Registers.RegisterCount));
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _spi.Device);
        var nowNs = _time.NowNs();
        if (!_isConverting)
        {
            if (_schedule.IsDue(nowNs))
                StartConversion(nowNs);
            return ReadOutcome.NotReady;
        }

        if (nowNs - _conversionStartNs < _conversion.CertainlyDoneNs)
            return ReadOutcome.NotReady;
        Fetch(block, nowNs);
        return ReadOutcome.Ok;
    }

    public void Stop()
    {
        if (!_isRunning)
            return;
        _isRunning = false;
        try
        {
            Command("power down", Ads1220Registers.PowerDown);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    public void Dispose()
    {
        Stop();
        _spi.Dispose();
    }

    /// <summary>The signed 24-bit value of a result.</summary>
    public static int Code(ReadOnlySpan<byte> data) => (data[0] << 24 | data[1] << 16 | data[2] << 8) >> 8;

    // The registers read zero after a reset; the chip needs some 60 us for it (section 8.4.1), and asking is the waiting.
    private void Reset()
    {
        Command("reset", Ads1220Registers.Reset);
        for (var ask = 0; ask < ResetAsksMax; ask++)
        {
            if (!ReadRegisters("reset").ContainsAnyExcept((byte)0))
                return;
        }

        throw WrongAnswer.OnSpi("reset", _spi.Device, "four registers of zero", _answer.AsSpan(1, Ads1220Registers.RegisterCount));
    }

    private void StartConversion(long nowNs)
    {
        _schedule.Take(nowNs);
        Command("start a conversion", Ads1220Registers.Start);
        _conversionStartNs = _time.NowNs();
        _isConverting = true;
    }

    private void Fetch(SampleBlock block, long nowNs)
    {
        var sampleNs = _conversionStartNs + (long)(_conversion.LengthNs / 2);
        var startsNext = _schedule.IsDue(nowNs);
        ReadDataAndRegisters(startsNext);
        _isConverting = false;
        if (!RegistersAreRight())
        {
            ReadDataAndRegisters(startsNext: false);
            startsNext = false;
            ThrowIfSettingsLost();
        }

        var code = Code(_answer.AsSpan(DataAt));
        block.Row(0)[0] = (float)_bridge.Microstrain(code * _ratioPerCode);
        block.Status[0] = code is Ads1220Registers.CodeMax or Ads1220Registers.CodeMin ? ChannelStatus.Saturated : ChannelStatus.Ok;
        _schedule.Label(block, sampleNs);
        if (!startsNext)
            return;
        _schedule.Take(nowNs);
        _conversionStartNs = _time.NowNs();
        _isConverting = true;
    }

    private bool RegistersAreRight() => _answer.AsSpan(RegistersAt, Ads1220Registers.RegisterCount).SequenceEqual(_registers);

    private void ThrowIfSettingsLost()
    {
        var answer = _answer.AsSpan(RegistersAt, Ads1220Registers.RegisterCount);
        var at = answer.CommonPrefixLength(_registers);
        if (at == Ads1220Registers.RegisterCount)
            return;
        var isReset = !answer.ContainsAnyExcept((byte)0);
        throw isReset
            ? WrongAnswer.LostSettings(_spi.Device, $"configuration register {at}", _registers[at], answer[at])
            : WrongAnswer.OnSpi("read a conversion", _spi.Device, $"the settings {Convert.ToHexString(_registers)}", answer);
    }

    private void ReadDataAndRegisters(bool startsNext)
    {
        _request.AsSpan().Clear();
        _request[0] = Ads1220Registers.ReadData;
        _request[RegistersAt - 1] = Ads1220Registers.ReadRegisters | Ads1220Registers.AllFour;
        _request[FetchBytes] = Ads1220Registers.Start;
        var bytes = FetchBytes + (startsNext ? 1 : 0);
        _spi.Transfer("read a conversion", _request.AsSpan(0, bytes), _answer.AsSpan(0, bytes));
    }

    private void WriteRegisters()
    {
        _request[0] = Ads1220Registers.WriteRegisters | Ads1220Registers.AllFour;
        _registers.CopyTo(_request, 1);
        _spi.Transfer("write the settings", _request.AsSpan(0, RegisterTransferBytes), _answer.AsSpan(0, RegisterTransferBytes));
    }

    private ReadOnlySpan<byte> ReadRegisters(string operation)
    {
        _request.AsSpan().Clear();
        _request[0] = Ads1220Registers.ReadRegisters | Ads1220Registers.AllFour;
        _spi.Transfer(operation, _request.AsSpan(0, RegisterTransferBytes), _answer.AsSpan(0, RegisterTransferBytes));
        return _answer.AsSpan(1, Ads1220Registers.RegisterCount);
    }

    private void Command(string operation, byte command)
    {
        _request[0] = command;
        _spi.Transfer(operation, _request.AsSpan(0, 1), _answer.AsSpan(0, 1));
    }
}
