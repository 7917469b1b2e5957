using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Fifo;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Iis3dhhc;

/// <summary>
/// Register model of the IIS3DHHC and LIS3DHH: identity, settings, reset, self test, temperature, data-ready, INT1, and the FIFO in
/// continuous mode, read in one transfer that goes back to the first data register behind the last. Stuck bits are counted from CTRL_REG1
/// on: registers 0x20 to 0x24 and 0x2E, eight bits each. A slipped read pointer is not modelled: the FIFO holds whole sets, and every
/// read begins with x. Not modelled either: the digital filter (white noise of its bandwidth stands for it), INT2, the other FIFO modes.
/// </summary>
internal sealed class SimulatedIis3dhhc : SimulatedSpiChip
{
    private const int RegisterCount = 0x40;
    private const byte ReadBit = 0x80;
    private const byte SetReady = 0x0F;
    private const double TemperatureC = 21.5;
    private const double StandardGravityMps2 = 9.80665;

    // In the middle of the data sheet's limits.
    private static readonly double[] SelfTestG = [0.35, 0.35, 0.7];

    private static readonly byte[] SettingRegisters =
    [
        Iis3dhhcRegisters.Control1, Iis3dhhcRegisters.Interrupt1Control, Iis3dhhcRegisters.Interrupt2Control, Iis3dhhcRegisters.Control4,
        Iis3dhhcRegisters.Control5, Iis3dhhcRegisters.FifoControl,
    ];

    private readonly byte[] _written = new byte[RegisterCount];
    private readonly FaultView _faults;
    private readonly SimulatedSetFifo _fifo;
    private SetScale? _scale;
    private int _scaleControl = -1;
    private long _newestRead;

    public SimulatedIis3dhhc(Iis3dhhcOptions options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed, SpiMode.Mode3)
    {
        _faults = new FaultView(IsActive, IsActiveOnce, () => Made);
        _fifo = new SimulatedSetFifo(_faults, Noise, options.Simulation, signals, Iis3dhhcRegisters.FifoSets);
        Interrupt1 = new SimulatedReadyOutput(ReadInterrupt1, time, seed);
        PowerOn();
    }

    /// <summary>The pin INT1.</summary>
    public SimulatedReadyOutput Interrupt1 { get; }

    private protected override void PowerOn()
    {
        _written.AsSpan().Clear();
        _written[Iis3dhhcRegisters.Control1] = Iis3dhhcRegisters.Control1AfterReset;
        _written[Iis3dhhcRegisters.Control4] = Iis3dhhcRegisters.Control4AfterReset;
        _fifo.Stop();
        _fifo.Store(false);
    }

    private protected override void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        Follow();
        read.Clear();
        var register = write[0] & ~ReadBit;
        for (var at = 1; at < write.Length; at++)
        {
            if ((write[0] & ReadBit) != 0)
                read[at] = ReadRegister(register);
            else
                Write(register, write[at]);
            register = Next(register);
        }
    }

    // With the FIFO on, the address goes from the last data register back to the first.
    private int Next(int register)
    {
        if (register == Iis3dhhcRegisters.OutZHigh)
        {
            _fifo.Pop();
            _newestRead = _fifo.Made;
            if (IsFifoOn())
                return Iis3dhhcRegisters.OutXLow;
        }

        var countsUp = (Setting(Iis3dhhcRegisters.Control1) & Iis3dhhcRegisters.CountUp) != 0;
        return register + (countsUp ? 1 : 0) & (RegisterCount - 1);
    }

    private byte ReadRegister(int register)
    {
        switch (register)
        {
            case Iis3dhhcRegisters.WhoAmI:
                return IsActive(SimulatedFault.WrongIdentity) ? unchecked((byte)~Iis3dhhcRegisters.Identity) : Iis3dhhcRegisters.Identity;
            case Iis3dhhcRegisters.TemperatureLow:
                return (byte)TemperatureBits();
            case Iis3dhhcRegisters.TemperatureHigh:
                return (byte)(TemperatureBits() >> 8);
            case Iis3dhhcRegisters.Status:
                return _fifo.Made > _newestRead ? SetReady : (byte)0;
            case >= Iis3dhhcRegisters.OutXLow and <= Iis3dhhcRegisters.OutZHigh:
                var at = register - Iis3dhhcRegisters.OutXLow;
                var counts = (IsFifoOn() ? _fifo.Oldest : _fifo.Newest)[at / 2];
                return (byte)(at % 2 == 0 ? counts : counts >> 8);
            case Iis3dhhcRegisters.FifoSource:
                return (byte)(_fifo.Count | (IsAtThreshold() ? Iis3dhhcRegisters.SourceThreshold : 0)
                    | (_fifo.HasDropped ? Iis3dhhcRegisters.SourceOverrun : 0));
            default:
                return Setting((byte)register);
        }
    }

    private void Write(int register, byte value)
    {
        if (Array.IndexOf(SettingRegisters, (byte)register) < 0)
            return;
        if (register == Iis3dhhcRegisters.Control1 && (value & Iis3dhhcRegisters.SoftwareReset) != 0)
        {
            PowerOn();
            return;
        }

        _written[register] = value;
        if (register is Iis3dhhcRegisters.Control4 or Iis3dhhcRegisters.FifoControl && IsFifoOn() != _fifo.IsStoring)
            _fifo.Store(IsFifoOn());
        Follow();
    }

    private void Follow()
    {
        _fifo.CatchUp(NowNs);
        if ((Setting(Iis3dhhcRegisters.Control1) & Iis3dhhcRegisters.NormalMode) != 0)
            _fifo.Start(NowNs, Iis3dhhcRegisters.RateHz, Scale());
        else
            _fifo.Stop();
    }

    private SetScale Scale()
    {
        var control = Setting(Iis3dhhcRegisters.Control4);
        if (_scale is not null && control == _scaleControl)
            return _scale;
        _scaleControl = control;
        return _scale = MakeScale(control);
    }

    private static SetScale MakeScale(byte control)
    {
        var bandwidthHz = (control & Iis3dhhcRegisters.Bandwidth235) != 0 ? 235 : 440;
        var noise = Iis3dhhcRegisters.NoiseDensityMps2 * Math.Sqrt(bandwidthHz) / Iis3dhhcRegisters.Mps2PerCount;
        var force = (control & Iis3dhhcRegisters.SelfTestPositive) != 0 ? 1 : (control & Iis3dhhcRegisters.SelfTestNegative) != 0 ? -1 : 0;
        return new SetScale(
            Iis3dhhcRegisters.Mps2PerCount, short.MinValue, short.MaxValue, 1, [noise, noise, noise],
            [.. SelfTestG.Select(g => force * g * StandardGravityMps2 / Iis3dhhcRegisters.Mps2PerCount)]);
    }

    private bool IsFifoOn() =>
        (Setting(Iis3dhhcRegisters.Control4) & Iis3dhhcRegisters.FifoEnable) != 0
        && (Setting(Iis3dhhcRegisters.FifoControl) & Iis3dhhcRegisters.FifoModeMask) == Iis3dhhcRegisters.Continuous;

    private bool IsAtThreshold() => _fifo.Count >= (Setting(Iis3dhhcRegisters.FifoControl) & Iis3dhhcRegisters.ThresholdMask);

    private byte Setting(byte register)
    {
        byte reset = register switch
        {
            Iis3dhhcRegisters.Control1 => Iis3dhhcRegisters.Control1AfterReset,
            Iis3dhhcRegisters.Control4 => Iis3dhhcRegisters.Control4AfterReset,
            _ => 0,
        };
        return _faults.Setting(_written[register], reset, Array.IndexOf(SettingRegisters, register));
    }

    private static int TemperatureBits() => (int)Math.Round((TemperatureC - 25) * 16) << 4;

    private PinValue ReadInterrupt1()
    {
        using var access = Access(out var answers);
        Follow();
        return answers && (Setting(Iis3dhhcRegisters.Interrupt1Control) & Iis3dhhcRegisters.Threshold) != 0 && IsAtThreshold();
    }
}
