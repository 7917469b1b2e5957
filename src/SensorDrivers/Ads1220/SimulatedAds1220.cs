using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;
using EdgeTwin.SensorDrivers.StrainBridges;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// Register model of the ADS1220: commands byte by byte within a transfer, four registers, single-shot and continuous conversion on
/// the chip's own clock, output that clips at the ends of its range, the monitors of supply, reference and offset, the temperature
/// sensor, burn-out currents, and the data-ready output. A write to a register during a conversion restarts it.
/// The input is a bridge whose excitation is the external reference and the supply. Noise: about 0.2 uV at gain 128 and 180 SPS, and
/// 3 uV at gain 1, growing with the root of the data rate (data sheet SBAS501C, tables 1 to 4, rounded).
/// Fault <see cref="SimulatedFault.StuckBit"/>: bit 0 to 31 of the four registers is stuck at one.
/// </summary>
internal sealed class SimulatedAds1220 : SimulatedSpiChip
{
    private const double ExcitationV = 3.3;
    private const double InputNoiseV = 0.2e-6;
    private const double ConverterNoiseV = 3e-6;
    private const double NoiseReferenceNs = 5.63e6;
    private const double BurnOutA = 10e-6;
    private const double BridgeAndFilterOhm = 2350;
    private const int StartUpPeriods = 58;
    private const double ClockPeriodNs = 1e9 / 4_096_000;

    private readonly StrainBridge _bridge;
    private readonly SimulationOptions _options;
    private readonly SimulatedSignal _signal;
    private readonly byte[] _registers = new byte[Ads1220Registers.RegisterCount];
    private long _conversionStartNs;
    private bool _isConverting;
    private bool _isReady;
    private int _code;
    private int _bridgeCode;
    private bool _hasConverted;

    // The command that is still taking or giving bytes.
    private byte _command;
    private int _register;
    private int _bytesLeft;

    public SimulatedAds1220(StrainBridge bridge, SimulationOptions options, SimulatedSignal signal, TimeProvider time, int seed)
        : base(time, seed, SpiMode.Mode1)
    {
        _bridge = bridge;
        _options = options;
        _signal = signal;
    }

    /// <summary>Temperature of the chip in degC.</summary>
    public double TemperatureC { get; set; } = 25;

    /// <summary>Offset of the input stage in volts.</summary>
    public double OffsetV { get; set; } = 4e-6;

    /// <summary>Voltage at the supply, the bridge and its reference.</summary>
    public double SupplyV { get; set; } = ExcitationV;

    /// <summary>Whether a signal wire of the bridge is broken.</summary>
    public bool IsInputOpen { get; set; }

    /// <summary>Whether START commands get lost, as by a bit error.</summary>
    public bool LosesStart { get; set; }

    /// <summary>The data-ready output, to be wired to a GPIO line: low from the end of a conversion until its result is read or the next one starts.</summary>
    public SimulatedReadyOutput DataReadyOutput() => new(DataReadyLevel, Time, _registers.Length);

    private PinValue DataReadyLevel()
    {
        using var access = Access(out var answers);
        if (!answers)
            return PinValue.High;
        CatchUp();
        return _isReady ? PinValue.Low : PinValue.High;
    }

    private protected override void PowerOn()
    {
        _registers.AsSpan().Clear();
        _isConverting = false;
        _isReady = false;
        _code = 0;
        _hasConverted = false;
    }

    private protected override void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        CatchUp();
        _bytesLeft = 0;
        for (var i = 0; i < write.Length; i++)
        {
            read[i] = _bytesLeft > 0 ? Continue(write[i]) : (byte)0;
            if (_bytesLeft > 0)
                _bytesLeft--;
            else
                Begin(write[i]);
        }
    }

    private void Begin(byte value)
    {
        _command = (byte)(value & Ads1220Registers.CommandMask);
        switch (_command)
        {
            case Ads1220Registers.ReadRegisters or Ads1220Registers.WriteRegisters:
                _register = value >> 2 & 0x03;
                _bytesLeft = (value & 0x03) + 1;
                break;
            case Ads1220Registers.ReadData:
                _bytesLeft = Ads1220Registers.DataBytes;
                _isReady = false;
                break;
            default:
                Execute(value);
                break;
        }
    }

    private byte Continue(byte value)
    {
        switch (_command)
        {
            case Ads1220Registers.ReadRegisters:
                return Register(_register++ & Ads1220Registers.AllFour);
            case Ads1220Registers.ReadData:
                return (byte)(_code >> (8 * (_bytesLeft - 1)));
            default:
                _registers[_register++ & Ads1220Registers.AllFour] = value;
                _conversionStartNs = NowNs;
                return 0;
        }
    }

    private void Execute(byte command)
    {
        switch (command)
        {
            case Ads1220Registers.Start or Ads1220Registers.Start + 1:
                if (LosesStart)
                    break;
                _conversionStartNs = NowNs;
                _isConverting = true;
                _isReady = false;
                break;
            case Ads1220Registers.Reset or Ads1220Registers.Reset + 1:
                PowerOn();
                break;
            case Ads1220Registers.PowerDown or Ads1220Registers.PowerDown + 1:
                _isConverting = false;
                break;
            default:
                break;
        }
    }

    // A bit that is stuck reads and acts as one.
    private byte Register(int index)
    {
        var isStuck = IsActive(SimulatedFault.StuckBit, out var bit) && (int)bit / 8 == index;
        return (byte)(_registers[index] | (isStuck ? 1 << ((int)bit % 8) : 0));
    }

    private bool Has(int index, byte bit) => (Register(index) & bit) != 0;

    private void CatchUp()
    {
        if (!_isConverting)
            return;
        var lengthNs = ConversionNs();
        var done = (long)((NowNs - _conversionStartNs) / lengthNs);
        if (done == 0)
            return;

        // Of a continuous run only the last result is still there.
        _isConverting = Has(1, Ads1220Registers.ContinuousConversion);
        _conversionStartNs += (long)((_isConverting ? done : 1) * lengthNs);
        Convert(_conversionStartNs - (long)(lengthNs / 2), lengthNs);
        _isReady = true;
    }

    // Normal mode runs the modulator at half the clock of turbo mode. A single conversion is longer by its start.
    private double ConversionNs()
    {
        var rate = Register(1) >> Ads1220Registers.RateShift;
        var isTurbo = (Register(1) & Ads1220Registers.ModeMask) == Ads1220Registers.TurboMode;
        var turbo = Ads1220Conversion.All[Math.Min(1 + rate, Ads1220Conversion.All.Count - 1)];
        var startUpNs = Has(1, Ads1220Registers.ContinuousConversion) ? StartUpPeriods * ClockPeriodNs : 0;
        var clockError = IsActive(SimulatedFault.ClockError, out var ppm) ? ppm * 1e-6 : 0;
        return (turbo.LengthNs - startUpNs) * (isTurbo ? 1 : 2) / _options.TrueRate(1 + clockError);
    }

    private void Convert(long monotonicNs, double lengthNs)
    {
        var strain = _signal(monotonicNs);
        if (Has(1, Ads1220Registers.TemperatureSensor))
        {
            _code = (int)Math.Round(TemperatureC / Ads1220Registers.DegCPerTemperatureCount) << Ads1220Registers.TemperatureShift;
            return;
        }

        if (IsFrozen && _hasConverted)
        {
            _code = _bridgeCode;
            Tell(monotonicNs);
            return;
        }

        _hasConverted = true;
        var gain = Ads1220Registers.Gains[Register(0) >> Ads1220Registers.GainShift & 0x07];
        var noiseV = Math.Sqrt(InputNoiseV * InputNoiseV + ConverterNoiseV * ConverterNoiseV / gain / gain)
            * Math.Sqrt(NoiseReferenceNs / lengthNs) * _options.NoiseScale * NoiseFactor;
        var referenceV = (Register(2) & Ads1220Registers.ReferenceMask) == Ads1220Registers.ReferenceInternal
            ? Ads1220Registers.InternalReferenceV
            : SupplyV;
        var inputV = InputV(strain) + Noise.NextGaussian() * noiseV;
        var code = inputV / referenceV * gain * Ads1220Registers.CodesPerUnit;
        if (SaturatedSide != 0 && IsAtTheBridge)
            code = SaturatedSide * Ads1220Registers.CodesPerUnit;
        _code = (int)Math.Round(Math.Clamp(code, Ads1220Registers.CodeMin, Ads1220Registers.CodeMax));
        _bridgeCode = _code;
        Tell(monotonicNs);
    }

    private bool IsAtTheBridge => Register(0) >> Ads1220Registers.MuxShift < Ads1220Registers.Inputs.Length;

    // The offset of a bridge channel belongs to the bridge's zero and is left out there.
    private double InputV(double strain) => (Register(0) >> Ads1220Registers.MuxShift) switch
    {
        Ads1220Registers.MuxShorted => OffsetV,
        Ads1220Registers.MuxSupplyQuarter or Ads1220Registers.MuxReferenceQuarter => SupplyV / Ads1220Registers.MonitorDivider,
        _ when !Has(1, Ads1220Registers.BurnOutCurrents) => IsInputOpen ? 0 : _bridge.Ratio(strain) * SupplyV,
        _ => IsInputOpen ? SupplyV : _bridge.Ratio(strain) * SupplyV + BurnOutA * BridgeAndFilterOhm,
    };

    private void Tell(long monotonicNs)
    {
        if (Made is null || !IsAtTheBridge)
            return;
        var gain = Ads1220Registers.Gains[Register(0) >> Ads1220Registers.GainShift & 0x07];
        Made(monotonicNs, 0, _bridge.Microstrain(_code / (Ads1220Registers.CodesPerUnit * gain)));
    }
}
