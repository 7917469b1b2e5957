using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>
/// The ADXL345 behind its registers, on SPI or I2C. Each set is read together with the FIFO's control register behind it: a transfer
/// whose bytes slipped ends with another value. The chip has no reset; every register that matters is written.
/// </summary>
internal sealed class Adxl345Chip : IFifoChip
{
    private const int LevelAttemptsMax = 3;
    private const int FramedSetBytes = Adxl345Registers.SetBytes + 1;

    // A simulated clock stands still during a transfer; waiting for it would be for ever.
    private const int StillAsksMax = 8;

    private static readonly byte[] SettingRegisters =
    [
        Adxl345Registers.OffsetX, Adxl345Registers.OffsetY, Adxl345Registers.OffsetZ, Adxl345Registers.RateControl,
        Adxl345Registers.PowerControl, Adxl345Registers.InterruptEnable, Adxl345Registers.InterruptMap, Adxl345Registers.DataFormat,
    ];

    private static readonly string[] SettingNames = ["OFSX", "OFSY", "OFSZ", "BW_RATE", "POWER_CTL", "INT_ENABLE", "INT_MAP", "DATA_FORMAT"];

    private readonly IByteRegisters _registers;
    private readonly Adxl345SelfTest _selfTest;
    private readonly TimeProvider _time;
    private readonly byte[] _settings;
    private readonly byte[] _read = new byte[Adxl345Registers.DataFormat - Adxl345Registers.OffsetX + 1];
    private readonly byte _fifoControl;
    private readonly int _countMax;
    private readonly int _countHigh;
    private readonly long _popNs;
    private long _poppedNs;

    /// <summary>Creates the chip.</summary>
    /// <param name="registers">Its registers.</param>
    /// <param name="options">Its options.</param>
    /// <param name="rateHz">Its rate.</param>
    /// <param name="readySets">Sets from which on INT1 is high.</param>
    /// <param name="selfTest">Its self test.</param>
    /// <param name="time">The clock.</param>
    public Adxl345Chip(
        IByteRegisters registers, Adxl345Options options, double rateHz, int readySets, Adxl345SelfTest selfTest, TimeProvider time)
    {
        _registers = registers;
        _selfTest = selfTest;
        _time = time;
        var format = (byte)(Adxl345Registers.FullResolution | Adxl345Registers.RangeCode(options.RangeG));
        _settings = [0, 0, 0, Adxl345Registers.RateCode(rateHz), Adxl345Registers.Measure, Adxl345Registers.Watermark, 0, format];
        _fifoControl = (byte)(Adxl345Registers.FifoStream | readySets);
        _countMax = Adxl345Registers.CountMax(options.RangeG);
        _countHigh = rateHz >= Adxl345Registers.EvenCountsRateHz ? _countMax - 1 : _countMax;
        // The address byte of the next transfer is part of the time; on I2C it takes longer than all of it.
        _popNs = options.IsOnI2c ? 0 : Math.Max(0, Adxl345Registers.PopNs - 8_000_000_000 / options.ClockHz);
    }

    public string Device => _registers.Device;

    public int DepthSets => Adxl345Registers.FifoSets;

    public int SetsPerTransfer => 1;

    public int SetBytes => Adxl345Registers.SetBytes;

    public float TemperatureC => float.NaN;

    public void Start()
    {
        _registers.Open();
        Identify();
        _registers.Write("switch to standby", Adxl345Registers.PowerControl, Adxl345Registers.Standby);
        for (var i = 0; i < SettingRegisters.Length; i++)
        {
            if (SettingRegisters[i] != Adxl345Registers.PowerControl)
                _registers.Write("write the settings", SettingRegisters[i], _settings[i]);
        }

        EmptyFifo();
        _registers.Write("start measuring", Adxl345Registers.PowerControl, Adxl345Registers.Measure);
        if (FindDeviation() is { } at)
            throw WrongAnswer.NotTaken(Device, SettingNames[at], _settings[at], Setting(at));
        ReadFifoRegisters(out var control, out _);
        if (control != _fifoControl)
            throw WrongAnswer.NotTaken(Device, "FIFO_CTL", _fifoControl, control);
    }

    public FifoLook ReadLevel()
    {
        for (var attempt = 1; ; attempt++)
        {
            var sources = _read.AsSpan(0, 1);
            AwaitPop();
            _registers.Read("read the interrupt sources", Adxl345Registers.InterruptSource, sources);
            var isFilled = (sources[0] & Adxl345Registers.Overrun) != 0;
            var beforeNs = _time.NowNs();
            ReadFifoRegisters(out var control, out var status);
            var afterNs = _time.NowNs();
            var count = status & ~Adxl345Registers.FifoStatusZero;
            if (control == _fifoControl && (status & Adxl345Registers.FifoStatusZero) == 0 && count <= Adxl345Registers.FifoCountMax)
                return new FifoLook(count, isFilled || count >= Adxl345Registers.FifoSets, beforeNs, afterNs);
            if (attempt < LevelAttemptsMax)
                continue;
            Verify();
            throw control == _fifoControl
                ? _registers.Unexpected("read the FIFO's status", "a count of 0 to 33", [status])
                : WrongAnswer.LostSettings(Device, "FIFO_CTL", _fifoControl, control);
        }
    }

    public bool TryPop(Span<byte> sets)
    {
        var framed = _read.AsSpan(0, FramedSetBytes);
        AwaitPop();
        try
        {
            _registers.ReadOnce("read the FIFO", Adxl345Registers.DataX0, framed);
        }
        finally
        {
            _poppedNs = _time.NowNs();
        }

        framed[..Adxl345Registers.SetBytes].CopyTo(sets);
        return framed[Adxl345Registers.SetBytes] == _fifoControl && Adxl345Set.IsPossible(framed, _countMax);
    }

    public void Verify()
    {
        Identify();
        // A single bad transfer is not a restart.
        if (FindDeviation() is not null && FindDeviation() is { } at)
            throw WrongAnswer.LostSettings(Device, SettingNames[at], _settings[at], Setting(at));
    }

    public void Decode(ReadOnlySpan<byte> sets, int count, SampleBlock block) =>
        Adxl345Set.Decode(sets, count, _countHigh, -_countMax - 1, block);

    public void EmptyFifo()
    {
        _registers.Write("empty the FIFO", Adxl345Registers.FifoControl, Adxl345Registers.FifoBypass);
        _registers.Write("start the FIFO", Adxl345Registers.FifoControl, _fifoControl);
    }

    public SelfTestReport SelfTest()
    {
        _registers.Open();
        Identify();
        try
        {
            return _selfTest.Run(_registers);
        }
        finally
        {
            TryStop();
        }
    }

    public void TryStop()
    {
        try
        {
            _registers.Write("switch to standby", Adxl345Registers.PowerControl, Adxl345Registers.Standby);
        }
        catch (SensorException)
        {
            // A chip that is gone is at rest.
        }
    }

    public void Dispose() => _registers.Dispose();

    private void Identify()
    {
        var identity = _read.AsSpan(0, 1);
        _registers.Read("identify the chip", Adxl345Registers.DeviceId, identity);
        if (identity[0] != Adxl345Registers.Identity)
            throw _registers.Unexpected("identify the chip", "the identity E5 of an ADXL345", identity);
    }

    private int? FindDeviation()
    {
        _registers.Read("read back the settings", Adxl345Registers.OffsetX, _read);
        for (var i = 0; i < SettingRegisters.Length; i++)
        {
            if (Setting(i) != _settings[i])
                return i;
        }

        return null;
    }

    private byte Setting(int at) => _read[SettingRegisters[at] - Adxl345Registers.OffsetX];

    private void ReadFifoRegisters(out byte control, out byte status)
    {
        var fifo = _read.AsSpan(0, 2);
        _registers.Read("read the FIFO's status", Adxl345Registers.FifoControl, fifo);
        (control, status) = (fifo[0], fifo[1]);
    }

    // Asking the clock is the waiting: it is a few microseconds at most.
    private void AwaitPop()
    {
        var lastNs = _time.NowNs();
        for (var still = 0; lastNs - _poppedNs < _popNs && still < StillAsksMax;)
        {
            var nowNs = _time.NowNs();
            still = nowNs == lastNs ? still + 1 : 0;
            lastNs = nowNs;
        }
    }
}
