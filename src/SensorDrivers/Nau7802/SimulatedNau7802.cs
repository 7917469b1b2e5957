using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>
/// Register model of the NAU7802: power-up with its ready bit, reset, rates, gain, calibration of the internal offset and its error,
/// the cycle-ready bit that reading the result clears, a result that the next conversion overwrites, the data-ready output.
/// The first conversions after a start are not settled, and the analog part is wrong until its regulator is. Of conversions that nobody
/// could read only the last is made. Noise: 60 nV at gain 128 and 10 SPS, growing with the root of the rate (section 7.5.2, rounded).
/// Fault <see cref="SimulatedFault.StuckBit"/>: bit 0 to 47 of CTRL1, CTRL2, I2C_CTRL, ADC, PGA, POWER_CTRL is stuck at one.
/// Not modelled: system calibration, the temperature sensor, fast read, external clock.
/// </summary>
internal sealed class SimulatedNau7802 : SimulatedI2cChip
{
    // From then on the amplifier has settled, and a chip can freeze at what it measures.
    private const double SettledShare = 1 - 1e-6;
    private const int RegisterCount = 0x20;
    private const byte Reserved = unchecked((byte)~(Nau7802Registers.PowerUpReady | Nau7802Registers.CycleReady));
    private const long PowerUpNs = 200_000;
    private const double AnalogSettleNs = 400e6;
    private const double CalibrationIntervals = 3.44;
    private const int FilterConversions = 4;
    private const double NoiseV = 60e-9;
    private const double NoiseReferenceHz = 10;
    private const double ExcitationV = 3;

    private static readonly byte[] SettingsRegisters =
    [
        Nau7802Registers.Control1, Nau7802Registers.Control2, Nau7802Registers.I2cControl, Nau7802Registers.Adc, Nau7802Registers.Pga,
        Nau7802Registers.PowerOptions,
    ];

    private readonly Nau7802Options _options;
    private readonly SimulatedSignal _signal;
    private readonly byte[] _registers = new byte[RegisterCount];
    private byte _pointer;
    private long _digitalNs;
    private long _analogNs;
    private double _newestEndNs;
    private double _calibrationEndNs;
    private long _converted;
    private double _trimmedCodes;
    private bool _isCalibrating;
    private bool _isConverting;
    private bool _isNew;
    private int _code;
    private bool _hasConverted;

    public SimulatedNau7802(Nau7802Options options, SimulatedSignal signal, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signal = signal;
        PowerOn();
    }

    /// <summary>Offset of the amplifier, which the calibration takes away, in codes.</summary>
    public int OffsetCodes { get; set; } = 1500;

    /// <summary>How many of the next calibrations fail.</summary>
    public int FailingCalibrations { get; set; }

    /// <summary>The data-ready output, to be wired to a GPIO line: high while a result is new.</summary>
    public SimulatedReadyOutput DataReadyOutput() => new(DataReadyLevel, Time, RegisterCount);

    private PinValue DataReadyLevel()
    {
        using var access = Access(out var answers);
        if (!answers)
            return PinValue.Low;
        CatchUp();
        return _isNew;
    }

    private protected override void PowerOn()
    {
        _registers.AsSpan().Clear();
        _registers[Nau7802Registers.Revision] = Nau7802Registers.RevisionCode;
        _trimmedCodes = 0;
        _isCalibrating = false;
        _isConverting = false;
        _isNew = false;
        _code = 0;
    }

    private protected override bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        CatchUp();
        _pointer = bytes[0];

        // A write takes one byte; a read goes on to the next registers.
        if (bytes.Length > 1)
            Write((byte)(_pointer % RegisterCount), bytes[1]);
        return true;
    }

    private protected override bool TryRead(Span<byte> bytes)
    {
        CatchUp();
        foreach (ref var value in bytes)
            value = Read((byte)(_pointer++ % RegisterCount));
        return true;
    }

    private byte Read(byte register)
    {
        switch (register)
        {
            case Nau7802Registers.PowerControl:
                var isUp = (_registers[register] & Nau7802Registers.PowerUpDigital) != 0 && NowNs - _digitalNs >= PowerUpNs;
                return (byte)(_registers[register] | (isUp ? Nau7802Registers.PowerUpReady : 0) | (_isNew ? Nau7802Registers.CycleReady : 0));
            case > Nau7802Registers.I2cControl and <= Nau7802Registers.I2cControl + Nau7802Registers.ResultBytes:
                _isNew = false;
                return (byte)(_code >> (8 * (Nau7802Registers.I2cControl + Nau7802Registers.ResultBytes - register)));
            case Nau7802Registers.Revision:
                return IsActive(SimulatedFault.WrongIdentity) ? (byte)0 : _registers[register];
            default:
                return Setting(register);
        }
    }

    // A bit that is stuck reads and acts as one.
    private byte Setting(byte register)
    {
        var isStuck = IsActive(SimulatedFault.StuckBit, out var bit) && SettingsRegisters[(int)bit / 8 % SettingsRegisters.Length] == register;
        return (byte)(_registers[register] | (isStuck ? 1 << ((int)bit % 8) : 0));
    }

    private void Write(byte register, byte value)
    {
        switch (register)
        {
            case Nau7802Registers.PowerControl when (value & Nau7802Registers.ResetBit) != 0:
                PowerOn();
                _registers[register] = Nau7802Registers.ResetBit;
                break;
            case Nau7802Registers.PowerControl:
                SwitchPower((byte)(value & Reserved));
                break;
            case Nau7802Registers.Control2:
                _registers[register] = (byte)(value & ~Nau7802Registers.CalibrationStart);
                RestartConversions();
                if ((value & Nau7802Registers.CalibrationStart) != 0)
                    BeginCalibration();
                break;
            case Nau7802Registers.Control1:
                _registers[register] = value;
                RestartConversions();
                break;
            case Nau7802Registers.Revision:
                break;
            default:
                _registers[register] = value;
                break;
        }
    }

    private void SwitchPower(byte value)
    {
        var before = _registers[Nau7802Registers.PowerControl];
        var risen = value & ~before;
        _registers[Nau7802Registers.PowerControl] = value;
        if ((risen & Nau7802Registers.PowerUpDigital) != 0)
            _digitalNs = NowNs;
        if ((risen & Nau7802Registers.PowerUpAnalog) != 0)
            _analogNs = NowNs;
        const byte both = Nau7802Registers.PowerUpDigital | Nau7802Registers.PowerUpAnalog;
        _isConverting = (value & both) == both && (_isConverting || (risen & Nau7802Registers.CycleStart) != 0);
        if ((risen & Nau7802Registers.CycleStart) != 0)
            RestartConversions();
    }

    private void RestartConversions()
    {
        _newestEndNs = NowNs;
        _converted = 0;
        _isNew = false;
    }

    private void BeginCalibration()
    {
        _isCalibrating = true;
        _registers[Nau7802Registers.Control2] |= Nau7802Registers.CalibrationStart;
        _calibrationEndNs = NowNs + CalibrationIntervals * IntervalNs;
    }

    private void EndCalibration()
    {
        _isCalibrating = false;
        const byte flags = Nau7802Registers.CalibrationStart | Nau7802Registers.CalibrationError;
        _registers[Nau7802Registers.Control2] &= unchecked((byte)~flags);
        if (FailingCalibrations > 0)
        {
            FailingCalibrations--;
            _registers[Nau7802Registers.Control2] |= Nau7802Registers.CalibrationError;
        }

        _trimmedCodes = OffsetCodes * Settled(_calibrationEndNs);
        _newestEndNs = _calibrationEndNs;
        _converted = 0;
        _isNew = false;
    }

    private double IntervalNs
    {
        get
        {
            var clockError = IsActive(SimulatedFault.ClockError, out var ppm) ? ppm * 1e-6 : 0;
            var rateHz = Nau7802Registers.RateHz(Setting(Nau7802Registers.Control2) >> Nau7802Registers.RateShift & 0x07);
            return 1e9 / _options.Simulation.TrueRate(rateHz * (1 + clockError));
        }
    }

    // The regulator's voltage rises to its value.
    private double Settled(double atNs) => Math.Clamp((atNs - _analogNs) / AnalogSettleNs, 0, 1);

    private void CatchUp()
    {
        if (_isCalibrating && NowNs >= _calibrationEndNs)
            EndCalibration();
        if (!_isConverting || _isCalibrating)
            return;
        var count = (long)((NowNs - _newestEndNs) / IntervalNs);
        if (count <= 0)
            return;

        // What nobody read is overwritten.
        _converted += count;
        _newestEndNs += count * IntervalNs;
        Convert(_newestEndNs);
        _isNew = true;
    }

    private void Convert(double endNs)
    {
        var middleNs = (long)(endNs - IntervalNs / 2);
        var strain = _signal(middleNs);
        if (!IsFrozen || !_hasConverted)
            _code = Quantise(strain, endNs);
        _hasConverted |= _trimmedCodes != 0 && _converted > FilterConversions && Settled(endNs) >= SettledShare;
        Made?.Invoke(middleNs, 0, _options.Bridge.Microstrain(_code * _options.RatioPerCode));
    }

    private int Quantise(double strain, double endNs)
    {
        if (SaturatedSide != 0)
            return SaturatedSide > 0 ? Nau7802Registers.CodeMax : Nau7802Registers.CodeMin;
        var gain = Nau7802Registers.Gains[Setting(Nau7802Registers.Control1) & 0x07];
        var noise = NoiseV / ExcitationV * Math.Sqrt(1e9 / IntervalNs / NoiseReferenceHz) * _options.Simulation.NoiseScale * NoiseFactor;
        var input = (_options.Bridge.Ratio(strain) + Noise.NextGaussian() * noise) * gain * Nau7802Registers.CodesPerReference;
        var filled = Math.Min(1, _converted / (FilterConversions + 1.0));
        var code = (input * filled + OffsetCodes) * Settled(endNs) - _trimmedCodes;
        return (int)Math.Round(Math.Clamp(code, Nau7802Registers.CodeMin, Nau7802Registers.CodeMax));
    }
}
