using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl345;

/// <summary>
/// Register model of the ADXL345, whatever bus it is on: identity, settings, standby, formats, self test, interrupts, and the FIFO in
/// bypass and stream mode: a read of any data register takes a set out, at its end or when it goes on to register 0x38.
/// Stuck bits are counted from OFSX on: registers 0x1E, 0x1F, 0x20, 0x2C to 0x2F, 0x31 and 0x38, eight bits each.
/// Not modelled: the digital filter (the noise of the data sheet stands for it), the 33rd set in the output filter, the microseconds
/// that a set needs to leave the FIFO, activity, tap and free fall, the FIFO and trigger modes.
/// </summary>
internal sealed class Adxl345Model
{
    private const int RegisterCount = 0x40;
    private const double ReferenceRateHz = 100;

    // What an electrostatic force does, in the middle of the limits (table 15), at 2.5 V.
    private static readonly double[] SelfTestCounts = [300, -300, 475];

    // Table 1 and section "Noise performance": counts at 100 Hz and below; times root two for each doubling of the rate.
    private static readonly double[] NoiseCounts = [0.75, 0.75, 1.1];
    private static readonly double[] NoBias = [0, 0, 0];

    private static readonly byte[] SettingRegisters =
    [
        Adxl345Registers.OffsetX, Adxl345Registers.OffsetY, Adxl345Registers.OffsetZ, Adxl345Registers.RateControl,
        Adxl345Registers.PowerControl, Adxl345Registers.InterruptEnable, Adxl345Registers.InterruptMap, Adxl345Registers.DataFormat,
        Adxl345Registers.FifoControl,
    ];

    private readonly byte[] _written = new byte[RegisterCount];
    private readonly FaultView _faults;
    private readonly SimulatedSetFifo _fifo;
    private SetScale? _scale;
    private int _scaleSettings;

    public Adxl345Model(Adxl345Options options, SimulatedSignal[] signals, FaultView faults, NoiseGenerator noise)
    {
        _faults = faults;
        _fifo = new SimulatedSetFifo(faults, noise, options.Simulation, signals, Adxl345Registers.FifoSets);
    }

    public void PowerOn()
    {
        _written.AsSpan().Clear();
        _written[Adxl345Registers.RateControl] = Adxl345Registers.RateAfterReset;
        _fifo.Stop();
        _fifo.Store(false);
    }

    /// <summary>Reads registers from one on.</summary>
    /// <param name="register">The first.</param>
    /// <param name="countsUp">Whether the address counts up.</param>
    /// <param name="values">Where to.</param>
    /// <param name="nowNs">The time.</param>
    public void Read(int register, bool countsUp, Span<byte> values, long nowNs)
    {
        Follow(nowNs);
        var isData = IsData(register);
        var slipped = isData && _faults.IsActiveOnce(SimulatedFault.RotatedFifo, out var bytes) ? (int)bytes : 0;
        var isInData = false;
        foreach (ref var value in values)
        {
            isData = IsData(register);
            if (isInData && !isData)
                _fifo.Pop();
            isInData = isData;
            value = ReadRegister(register & (RegisterCount - 1));
            register += countsUp ? 1 : 0;
        }

        if (isInData)
            _fifo.Pop();
        if (slipped > 0)
            Slip(values, slipped);
    }

    public void Write(int register, byte value, long nowNs)
    {
        Follow(nowNs);
        if (Array.IndexOf(SettingRegisters, (byte)register) < 0)
            return;
        _written[register] = value;
        if (register == Adxl345Registers.FifoControl)
            _fifo.Store((Setting(Adxl345Registers.FifoControl) & Adxl345Registers.FifoModeMask) == Adxl345Registers.FifoStream);
        Follow(nowNs);
    }

    /// <summary>Whether INT1 is high.</summary>
    public bool Interrupt1(long nowNs)
    {
        Follow(nowNs);
        var isActive = (Sources() & Setting(Adxl345Registers.InterruptEnable) & ~Setting(Adxl345Registers.InterruptMap)) != 0;
        return isActive != ((Setting(Adxl345Registers.DataFormat) & Adxl345Registers.InvertInterrupts) != 0);
    }

    private static bool IsData(int register) => register is >= Adxl345Registers.DataX0 and <= Adxl345Registers.DataZ1;

    private void Follow(long nowNs)
    {
        _fifo.CatchUp(nowNs);
        if ((Setting(Adxl345Registers.PowerControl) & Adxl345Registers.Measure) != 0)
            _fifo.Start(nowNs, RateHz(), Scale());
        else
            _fifo.Stop();
    }

    private byte ReadRegister(int register)
    {
        switch (register)
        {
            case Adxl345Registers.DeviceId:
                return _faults.IsActive(SimulatedFault.WrongIdentity, out _) ? unchecked((byte)~Adxl345Registers.Identity) : Adxl345Registers.Identity;
            case Adxl345Registers.InterruptSource:
                return (byte)Sources();
            case >= Adxl345Registers.DataX0 and <= Adxl345Registers.DataZ1:
                var at = register - Adxl345Registers.DataX0;
                var counts = _fifo.Oldest[at / 2] << Shift();
                return (byte)(at % 2 == 0 ? counts : counts >> 8);
            case Adxl345Registers.FifoStatus:
                return (byte)_fifo.Count;
            default:
                return Setting((byte)register);
        }
    }

    private int Sources()
    {
        var watermark = Setting(Adxl345Registers.FifoControl) & Adxl345Registers.FifoSamplesMask;
        var isFilled = _fifo.HasDropped || _fifo.Count == Adxl345Registers.FifoSets;
        return (_fifo.Count > 0 ? Adxl345Registers.DataReady : 0)
            | (_fifo.Count >= watermark ? Adxl345Registers.Watermark : 0)
            | (isFilled ? Adxl345Registers.Overrun : 0);
    }

    private byte Setting(byte register)
    {
        var reset = register == Adxl345Registers.RateControl ? Adxl345Registers.RateAfterReset : (byte)0;
        return _faults.Setting(_written[register], reset, Array.IndexOf(SettingRegisters, register));
    }

    // Code 6 is 6.25 Hz; each step doubles.
    private double RateHz() => 6.25 * Math.Pow(2, (Setting(Adxl345Registers.RateControl) & 0x0F) - 6);

    private SetScale Scale()
    {
        var settings = Setting(Adxl345Registers.RateControl) << 8 | Setting(Adxl345Registers.DataFormat);
        if (_scale is not null && settings == _scaleSettings)
            return _scale;
        _scaleSettings = settings;
        return _scale = MakeScale(Setting(Adxl345Registers.DataFormat));
    }

    private SetScale MakeScale(byte format)
    {
        var rangeCode = format & Adxl345Registers.RangeMask;
        var isFull = (format & Adxl345Registers.FullResolution) != 0;
        var countMax = isFull ? (512 << rangeCode) - 1 : 511;
        var coarser = isFull ? 1 : 1 << rangeCode;
        var noise = Math.Sqrt(Math.Max(1, RateHz() / ReferenceRateHz)) / coarser;
        var isTesting = (format & Adxl345Registers.SelfTest) != 0;
        return new SetScale(
            Adxl345Registers.Mps2PerCount * coarser, -countMax - 1, countMax,
            isFull && RateHz() >= Adxl345Registers.EvenCountsRateHz ? 2 : 1,
            [.. NoiseCounts.Select(counts => counts * noise)],
            isTesting ? [.. SelfTestCounts.Select(counts => counts / coarser)] : NoBias);
    }

    private int Shift()
    {
        var format = Setting(Adxl345Registers.DataFormat);
        if ((format & Adxl345Registers.LeftJustified) == 0)
            return 0;
        return (format & Adxl345Registers.FullResolution) != 0 ? 6 - (format & Adxl345Registers.RangeMask) : 6;
    }

    // A clock edge too many or too few: the bytes come shifted.
    private static void Slip(Span<byte> values, int bytes)
    {
        Span<byte> copy = stackalloc byte[values.Length];
        values.CopyTo(copy);
        for (var i = 0; i < values.Length; i++)
            values[i] = copy[(i + bytes) % values.Length];
    }
}
