using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>
/// Register model of the INA226: identity, configuration with averaging and conversion times, triggered and continuous mode, signed
/// shunt voltage, conversion-ready and its pin, and the calibration arithmetic of current and power. Alert limits are not modelled. The
/// amount of a stuck bit counts from bit 0 of the configuration.
/// </summary>
internal sealed class SimulatedIna226 : SimulatedWordRegisterChip
{
    private const ushort WrongDie = 0x2270;

    // White noise of one conversion in counts; the data sheet's figures 13 to 16 show about one.
    private const double NoiseCounts = 1;

    private readonly Ina226Options _options;
    private readonly SimulatedSignal[] _signals;
    private ushort _configuration;
    private ushort _calibration;
    private ushort _mask;
    private short _shunt;
    private ushort _bus;
    private bool _isReady;
    private bool _isConverting;
    private bool _hasConverted;
    private long _conversionStartNs;

    public SimulatedIna226(Ina226Options options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
        PowerOn();
    }

    private protected override bool IsAlerting => _isReady && (_mask & Ina226Registers.ReadyOnAlertPin) == Ina226Registers.ReadyOnAlertPin;

    private int Averages => Ina226Registers.Averages[_configuration >> Ina226Registers.AveragesShift & Ina226Registers.FieldMask];

    private protected override void PowerOn()
    {
        _calibration = 0;
        _mask = 0;
        _shunt = 0;
        _bus = 0;
        Configure(Ina226Registers.ConfigurationAfterReset);
    }

    private protected override void CatchUp()
    {
        var lengthNs = ConversionNs();
        if (!_isConverting || NowNs - _conversionStartNs < lengthNs)
            return;
        _isConverting = (_configuration & Ina226Registers.Continuous) != 0;
        var done = _isConverting ? (long)((NowNs - _conversionStartNs) / lengthNs) : 1;
        _conversionStartNs += (long)(done * lengthNs);
        Convert(_conversionStartNs - (long)(lengthNs / 2));
        _isReady = true;
    }

    private protected override ushort ReadRegister(byte register)
    {
        switch (register)
        {
            case Ina226Registers.Configuration:
                return WithStuckBit(_configuration, Ina226Registers.ConfigurationAfterReset, lowestBit: 0, Ina226Registers.SettingsBits);
            case Ina226Registers.ShuntVoltage:
                return (ushort)_shunt;
            case Ina226Registers.BusVoltage:
                return _bus;
            case Ina226Registers.Power:
                return (ushort)(Math.Abs(Current()) * _bus / Ina226Registers.PowerDivisor);
            case Ina226Registers.Current:
                return (ushort)Current();
            case Ina226Registers.Calibration:
                return _calibration;
            case Ina226Registers.MaskEnable:
                var flags = (ushort)(_mask | (_isReady ? Ina226Registers.ConversionReady : 0));
                _isReady = false;
                return flags;
            case Ina226Registers.ManufacturerId:
                return Ina226Registers.ManufacturerIdValue;
            case Ina226Registers.DieId:
                return IsActive(SimulatedFault.WrongIdentity) ? WrongDie : Ina226Registers.DieIdValue;
            default:
                return 0;
        }
    }

    private protected override void WriteRegister(byte register, ushort value)
    {
        if (register == Ina226Registers.Calibration)
            _calibration = (ushort)(value & short.MaxValue);
        else if (register == Ina226Registers.MaskEnable)
            _mask = (ushort)(value & Ina226Registers.MaskSettingsMask);
        else if (register == Ina226Registers.Configuration && (value & Ina226Registers.Reset) != 0)
            PowerOn();
        else if (register == Ina226Registers.Configuration)
            Configure(value);
    }

    private short Current() => (short)(_shunt * _calibration / Ina226Registers.CalibrationDivisor);

    private void Configure(ushort configuration)
    {
        _configuration = configuration;
        _isReady = false;
        _isConverting = (configuration & Ina226Registers.ShuntAndBusTriggered) != 0;
        _conversionStartNs = NowNs;
    }

    private double ConversionNs() => 1000.0 * Averages * (TimeUs(Ina226Registers.BusTimeShift) + TimeUs(Ina226Registers.ShuntTimeShift)) / ClockRate(_options.Simulation);

    private int TimeUs(int shift) => Ina226Registers.ConversionTimesUs[_configuration >> shift & Ina226Registers.FieldMask];

    private void Convert(long monotonicNs)
    {
        if (!IsFrozen || !_hasConverted)
        {
            var noiseCounts = NoiseCounts * _options.Simulation.NoiseScale * NoiseFactor / Math.Sqrt(Averages);
            var busCounts = _signals[0](monotonicNs) / Ina226Registers.BusVoltsPerCount + Noise.NextGaussian() * noiseCounts;
            var shuntCounts = _signals[1](monotonicNs) * _options.ShuntOhm / Ina226Registers.ShuntVoltsPerCount + Noise.NextGaussian() * noiseCounts;
            _bus = (ushort)Math.Round(Math.Clamp(AtItsEnd(busCounts), 0, short.MaxValue));
            _shunt = (short)Math.Round(Math.Clamp(AtItsEnd(shuntCounts), short.MinValue, short.MaxValue));
            _hasConverted = true;
        }

        Made?.Invoke(monotonicNs, 0, Ina226Registers.BusVolts(_bus));
        Made?.Invoke(monotonicNs, 1, Ina226Registers.ShuntVolts((ushort)_shunt) / _options.ShuntOhm);
    }

    private double AtItsEnd(double counts) => SaturatedSide == 0 ? counts : SaturatedSide * double.PositiveInfinity;
}
