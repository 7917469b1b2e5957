using System.Device.Spi;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1220;

/// <summary>
/// Register model of the ADS1220: commands byte by byte within a transfer, four registers, single-shot and continuous conversion on
/// the chip's own clock, output that clips at the ends of its range. A write to a register during a conversion restarts it.
/// The input is a bridge whose excitation is the reference. Noise: about 0.2 uV at gain 128 and 180 SPS, and 3 uV at gain 1, growing
/// with the root of the data rate (data sheet SBAS501C, tables 1 to 4, rounded).
/// </summary>
internal sealed class SimulatedAds1220 : SimulatedSpiChip
{
    private const double ExcitationV = 3.3;
    private const double InputNoiseV = 0.2e-6;
    private const double ConverterNoiseV = 3e-6;
    private const double NoiseReferenceNs = 5.63e6;

    private readonly StrainBridge _bridge;
    private readonly SimulationOptions _options;
    private readonly SimulatedSignal _signal;
    private readonly byte[] _registers = new byte[Ads1220Registers.RegisterCount];
    private long _conversionStartNs;
    private bool _isConverting;
    private int _code;
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

    private protected override void PowerOn()
    {
        _registers.AsSpan().Clear();
        _isConverting = false;
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
                return _registers[_register++ & Ads1220Registers.AllFour];
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
                _conversionStartNs = NowNs;
                _isConverting = true;
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

    private void CatchUp()
    {
        if (!_isConverting)
            return;
        var lengthNs = ConversionNs();
        var done = (long)((NowNs - _conversionStartNs) / lengthNs);
        if (done == 0)
            return;

        // Of a continuous run only the last result is still there.
        _isConverting = (_registers[1] & Ads1220Registers.ContinuousConversion) != 0;
        _conversionStartNs += (long)((_isConverting ? done : 1) * lengthNs);
        Convert(_conversionStartNs - (long)(lengthNs / 2), lengthNs);
    }

    private double ConversionNs()
    {
        var rate = _registers[1] >> Ads1220Registers.RateShift;
        var isTurbo = (_registers[1] & Ads1220Registers.ModeMask) == Ads1220Registers.TurboMode;
        var turbo = Ads1220Conversion.All[Math.Min(1 + rate, Ads1220Conversion.All.Count - 1)];
        // Normal mode runs the modulator at half the clock of turbo mode.
        return turbo.LengthNs * (isTurbo ? 1 : 2) / _options.TrueRate(1);
    }

    private void Convert(long monotonicNs, double lengthNs)
    {
        var ratio = _bridge.Ratio(_signal(monotonicNs));
        if (IsFrozen && _hasConverted)
            return;
        _hasConverted = true;
        var gain = Ads1220Registers.Gains[_registers[0] >> Ads1220Registers.GainShift & 0x07];
        var noiseV = Math.Sqrt(InputNoiseV * InputNoiseV + ConverterNoiseV * ConverterNoiseV / gain / gain)
            * Math.Sqrt(NoiseReferenceNs / lengthNs) * _options.NoiseScale;
        var input = ratio + Noise.NextGaussian() * noiseV / ExcitationV;
        _code = (int)Math.Round(Math.Clamp(input * gain * Ads1220Registers.CodesPerUnit, Ads1220Registers.CodeMin, Ads1220Registers.CodeMax));
    }
}
