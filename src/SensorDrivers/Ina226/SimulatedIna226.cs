using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ina226;

/// <summary>
/// Register model of the INA226: identity, configuration with averaging and conversion times, triggered and continuous mode, signed
/// shunt voltage, conversion-ready, and the calibration arithmetic of current and power. No alerts.
/// </summary>
internal sealed class SimulatedIna226 : SimulatedWordRegisterChip
{
    private const int CalibrationDivisor = 2048;
    private const int PowerDivisor = 20_000;
    private const int AverageShift = 9;
    private const int BusTimeShift = 6;
    private const int ShuntTimeShift = 3;
    private const int FieldMask = 7;

    // White noise of one conversion in counts; the data sheet's figures 13 to 16 show about one.
    private const double NoiseCounts = 1;

    private static readonly int[] Averages = [1, 4, 16, 64, 128, 256, 512, 1024];
    private static readonly double[] ConversionTimesNs = [140e3, 204e3, 332e3, 588e3, 1.1e6, 2.116e6, 4.156e6, 8.244e6];

    private readonly Ina226Options _options;
    private readonly SimulatedSignal[] _signals;
    private ushort _configuration;
    private ushort _calibration;
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

    private protected override void PowerOn()
    {
        _calibration = 0;
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
                return _configuration;
            case Ina226Registers.ShuntVoltage:
                return (ushort)_shunt;
            case Ina226Registers.BusVoltage:
                return _bus;
            case Ina226Registers.Power:
                return (ushort)(Math.Abs(Current()) * _bus / PowerDivisor);
            case Ina226Registers.Current:
                return (ushort)Current();
            case Ina226Registers.Calibration:
                return _calibration;
            case Ina226Registers.MaskEnable:
                var flags = _isReady ? Ina226Registers.ConversionReady : (ushort)0;
                _isReady = false;
                return flags;
            case Ina226Registers.ManufacturerId:
                return Ina226Registers.ManufacturerIdValue;
            case Ina226Registers.DieId:
                return Ina226Registers.DieIdValue;
            default:
                return 0;
        }
    }

    private protected override void WriteRegister(byte register, ushort value)
    {
        if (register == Ina226Registers.Calibration)
            _calibration = (ushort)(value & short.MaxValue);
        else if (register == Ina226Registers.Configuration && (value & Ina226Registers.Reset) != 0)
            PowerOn();
        else if (register == Ina226Registers.Configuration)
            Configure(value);
    }

    private short Current() => (short)(_shunt * _calibration / CalibrationDivisor);

    private void Configure(ushort configuration)
    {
        _configuration = configuration;
        _isReady = false;
        _isConverting = (configuration & Ina226Registers.ShuntAndBusTriggered) != 0;
        _conversionStartNs = NowNs;
    }

    private double ConversionNs() =>
        Averages[_configuration >> AverageShift & FieldMask]
        * (ConversionTimesNs[_configuration >> BusTimeShift & FieldMask] + ConversionTimesNs[_configuration >> ShuntTimeShift & FieldMask])
        / _options.Simulation.TrueRate(1);

    private void Convert(long monotonicNs)
    {
        if (IsFrozen && _hasConverted)
            return;
        var noiseCounts = NoiseCounts * _options.Simulation.NoiseScale / Math.Sqrt(Averages[_configuration >> AverageShift & FieldMask]);
        var busCounts = _signals[0](monotonicNs) / Ina226Registers.BusVoltsPerCount + Noise.NextGaussian() * noiseCounts;
        var shuntCounts = _signals[1](monotonicNs) * _options.ShuntOhm / Ina226Registers.ShuntVoltsPerCount + Noise.NextGaussian() * noiseCounts;
        _bus = (ushort)Math.Round(Math.Clamp(busCounts, 0, short.MaxValue));
        _shunt = (short)Math.Round(Math.Clamp(shuntCounts, short.MinValue, short.MaxValue));
        _hasConverted = true;
    }
}
