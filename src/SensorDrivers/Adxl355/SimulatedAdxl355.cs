using System.Buffers.Binary;
using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>
/// Register model of the ADXL355/ADXL357 on SPI: identity, settings, standby, reset, data registers and the FIFO in stream mode,
/// entry by entry: the three axes of a set arrive one after the other, so a look at the wrong moment finds a count that is no
/// multiple of three, and an overrun can begin in the middle of a set. After a pause of any length only what still fits into the
/// FIFO is sampled. Of the digital filter only the group delay is modelled, and white noise of the bandwidth ODR/4. Not modelled: activity, interrupts.
/// </summary>
internal sealed class SimulatedAdxl355 : SimulatedSpiChip
{
    private const int RegisterCount = 0x80;
    private const int RingSets = 64;
    private const int RateMask = 0x0F;
    private const int RangeMask = 0x03;
    private const byte SelfTestBits = Adxl355Registers.SelfTestMode | Adxl355Registers.SelfTestForce;
    private const int BusyAsks = 3;
    private const long AxisDelayNs = 5_000;

    // Data sheet, table 1, typical change of the output under the self test's force.
    private static readonly double[] SelfTestG = [0.3, 0.3, 1.5];

    private readonly byte[] _registers = new byte[RegisterCount];
    private readonly int[] _ring = new int[RingSets * Adxl355Registers.AxisCount];
    private readonly Adxl355Variant _variant;
    private readonly SimulationOptions _options;
    private readonly SimulatedSignal[] _signals;
    private int _rangeCode = -1;
    private double _countsPerMps2;
    private double _noiseMps2;
    private bool _isMeasuring;
    private SimulatedSampleClock _clock;
    private double _filterDelayNs;
    private long _startNs;
    private long _setsMade;
    private long _entriesMade;
    private long _entriesRead;
    private bool _overrun;
    private int _busyAsks;

    public SimulatedAdxl355(Adxl355Variant variant, SimulationOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed, SpiMode.Mode0)
    {
        _variant = variant;
        _options = options;
        _signals = signals;
        BinaryPrimitives.WriteUInt64LittleEndian(_registers.AsSpan(Adxl355Registers.Shadow), Noise.NextBits());
        PowerOn();
    }

    /// <summary>The chip's INT1 output, for a GPIO line.</summary>
    public SimulatedReadyOutput Interrupt1() => new(Interrupt1Level, Time, 0);

    private protected override void PowerOn()
    {
        _registers.AsSpan(0, Adxl355Registers.Shadow).Clear();
        Adxl355Registers.Identity.CopyTo(_registers);
        _registers[0x03] = 0x01;
        BinaryPrimitives.WriteUInt16BigEndian(_registers.AsSpan(Adxl355Registers.Temperature), Adxl355Registers.TemperatureCountsAt25C);
        _registers[Adxl355Registers.FifoSamples] = Adxl355Registers.FifoEntriesMax;
        _registers[Adxl355Registers.Range] = Adxl355Registers.RangeFixedBits | 1;
        _registers[Adxl355Registers.PowerControl] = Adxl355Registers.Standby;
        _isMeasuring = false;
        _overrun = false;
        _entriesRead = _entriesMade;
        _busyAsks = BusyAsks;
    }

    private protected override void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        CatchUp();
        read[0] = 0;
        var register = write[0] >> 1;
        if ((write[0] & Adxl355Registers.ReadBit) == 0)
        {
            read.Clear();
            for (var i = 1; i < write.Length; i++)
                Write(register++, write[i]);
            return;
        }

        // The address counts up with every byte, and stays at the FIFO.
        var at = 1;
        for (; at < read.Length && register != Adxl355Registers.FifoData; at++)
            read[at] = ReadRegister(register++);
        ReadFifo(read[at..]);
    }

    private void CatchUp()
    {
        if (!_isMeasuring)
            return;
        SetScale();
        var elapsedNs = NowNs - _startNs;
        var made = _clock.SamplesAt(elapsedNs);
        if (made > _setsMade)
        {
            for (var set = Math.Max(_setsMade, made - Adxl355Registers.FifoSetsMax - 1); set < made; set++)
                Sample(set);
            _setsMade = made;
        }

        // x arrives with the sample, y and z a little later.
        var sinceNewestNs = elapsedNs - (long)_clock.TimeOf(made);
        var late = made == 0 ? 0 : 2 - Math.Min(2, (int)(sinceNewestNs / AxisDelayNs));
        _entriesMade = Math.Max(_entriesMade, made * Adxl355Registers.AxisCount - late);
        if (_entriesMade - _entriesRead > Adxl355Registers.FifoEntriesMax)
        {
            _overrun = true;
            _entriesRead = _entriesMade - Adxl355Registers.FifoEntriesMax;
        }

        if (IsActiveOnce(SimulatedFault.Overrun, out var sets))
        {
            _overrun = true;
            _entriesRead = Math.Min(_entriesMade, _entriesRead + (long)sets * Adxl355Registers.AxisCount);
        }

        if (IsActiveOnce(SimulatedFault.RotatedFifo, out var entries))
            _entriesRead = Math.Min(_entriesMade, _entriesRead + (long)entries);
    }

    private PinValue Interrupt1Level()
    {
        using var access = Access(out var answers);
        if (!answers || (Setting(Adxl355Registers.InterruptMap) & Adxl355Registers.FifoFullOnInterrupt1) == 0)
            return PinValue.High;
        CatchUp();
        return _entriesMade - _entriesRead < Setting(Adxl355Registers.FifoSamples);
    }

    // Set n appears n + 1 intervals after the start of the measurement, and shows what was a filter delay before.
    private void Sample(long set)
    {
        var slot = (int)(set % RingSets) * Adxl355Registers.AxisCount;
        if (IsFrozen && _setsMade > 0)
        {
            var last = (int)((set + RingSets - 1) % RingSets) * Adxl355Registers.AxisCount;
            _ring.AsSpan(last, Adxl355Registers.AxisCount).CopyTo(_ring.AsSpan(slot));
        }
        else
        {
            Convert(set, slot);
        }

        if (Made is { } made)
        {
            for (var axis = 0; axis < _signals.Length; axis++)
                made(SampleNs(set), axis, _ring[slot + axis] / _countsPerMps2);
        }
    }

    private void Convert(long set, int slot)
    {
        var monotonicNs = SampleNs(set);
        var noiseMps2 = _noiseMps2 * NoiseFactor;
        var isTested = (_registers[Adxl355Registers.SelfTest] & SelfTestBits) == SelfTestBits;
        var side = SaturatedSide;
        for (var axis = 0; axis < _signals.Length; axis++)
        {
            var accelerationMps2 = _signals[axis](monotonicNs) + Noise.NextGaussian() * noiseMps2
                + (isTested ? SelfTestG[axis] * Adxl355Variant.StandardGravityMps2 : 0);
            var counts = side == 0 ? accelerationMps2 * _countsPerMps2 : side * (double)int.MaxValue;
            _ring[slot + axis] = (int)Math.Round(Math.Clamp(counts, Adxl355Registers.RawMin, Adxl355Registers.RawMax));
        }
    }

    private long SampleNs(long set) => Math.Max(0, _startNs + (long)(_clock.TimeOf(set + 1) - _filterDelayNs));

    private byte ReadRegister(int register)
    {
        switch (register)
        {
            case Adxl355Registers.Status:
                return ReadStatus();
            case Adxl355Registers.FifoEntries:
                return (byte)(_entriesMade - _entriesRead);
            case >= Adxl355Registers.XData and < Adxl355Registers.FifoData:
                var newest = Math.Max(0, _setsMade - 1) * Adxl355Registers.AxisCount;
                var at = register - Adxl355Registers.XData;
                return EntryByte(newest + at / Adxl355Registers.EntryBytes, at % Adxl355Registers.EntryBytes, marker: 0);
            case < 0x03 when IsActive(SimulatedFault.WrongIdentity):
                return (byte)~_registers[register];
            default:
                return register < RegisterCount ? Setting(register) : (byte)0;
        }
    }

    private byte ReadStatus()
    {
        var entries = _entriesMade - _entriesRead;
        var status = (entries > 0 ? Adxl355Registers.StatusDataReady : 0)
            | (entries == Adxl355Registers.FifoEntriesMax ? Adxl355Registers.StatusFifoFull : 0)
            | (_overrun ? Adxl355Registers.StatusFifoOverrun : 0)
            | (_busyAsks > 0 ? Adxl355Registers.StatusNvmBusy : 0);
        _overrun = false;
        _busyAsks = Math.Max(0, _busyAsks - 1);
        return (byte)status;
    }

    private void ReadFifo(Span<byte> read)
    {
        while (read.Length >= Adxl355Registers.EntryBytes)
        {
            if (_entriesRead == _entriesMade)
            {
                read.Clear();
                for (var i = Adxl355Registers.EntryBytes - 1; i < read.Length; i += Adxl355Registers.EntryBytes)
                    read[i] = Adxl355Registers.EntryEmpty;
                return;
            }

            var axis = (int)(_entriesRead % Adxl355Registers.AxisCount);
            var bits = _ring[(int)(_entriesRead % _ring.Length)] << 4 | (axis == 0 ? Adxl355Registers.EntryIsX : 0);
            read[0] = (byte)(bits >> 16);
            read[1] = (byte)(bits >> 8);
            read[2] = (byte)bits;
            read = read[Adxl355Registers.EntryBytes..];
            _entriesRead++;
        }
    }

    private byte EntryByte(long entry, int part, int marker) =>
        (byte)((_ring[(int)(entry % _ring.Length)] << 4 | marker) >> (16 - 8 * part));

    private void Write(int register, byte value)
    {
        switch (register)
        {
            case Adxl355Registers.Reset when value == Adxl355Registers.ResetCode:
                PowerOn();
                break;
            case Adxl355Registers.PowerControl:
                _registers[register] = (byte)(value & 0x07);
                SetMeasuring((value & Adxl355Registers.Standby) == 0);
                break;
            case >= 0x1E and < Adxl355Registers.Reset:
                _registers[register] = value;
                break;
            default:
                break;
        }
    }

    // A stuck bit of the settings, counted from bit 0 of the Filter register, has the inverse of what was written.
    private byte Setting(int register)
    {
        var value = _registers[register];
        if (register is >= Adxl355Registers.Filter and <= Adxl355Registers.PowerControl
            && IsActive(SimulatedFault.StuckBit, out var bit) && (int)bit / 8 == register - Adxl355Registers.Filter)
        {
            value ^= (byte)(1 << ((int)bit % 8));
        }

        return value;
    }

    private void SetScale()
    {
        var rangeCode = Math.Max(1, Setting(Adxl355Registers.Range) & RangeMask);
        if (rangeCode == _rangeCode)
            return;
        _rangeCode = rangeCode;
        _countsPerMps2 = 1 / _variant.Mps2PerCount(rangeCode);
    }

    private void SetMeasuring(bool isMeasuring)
    {
        if (isMeasuring && !_isMeasuring)
        {
            var rateCode = Math.Min(_registers[Adxl355Registers.Filter] & RateMask, Adxl355Registers.RatesHz.Length - 1);
            var rateHz = Adxl355Registers.RatesHz[rateCode];
            _noiseMps2 = _variant.NoiseDensityMps2 * Math.Sqrt(rateHz / 4) * _options.NoiseScale;
            _startNs = NowNs;
            _clock = new SimulatedSampleClock(_options, rateHz, _startNs);
            _filterDelayNs = Adxl355Registers.FilterDelayIntervals[rateCode] * 1e9 / _options.TrueRate(rateHz);
            _setsMade = 0;
            _entriesMade = 0;
            _entriesRead = 0;
        }

        _isMeasuring = isMeasuring;
    }
}
