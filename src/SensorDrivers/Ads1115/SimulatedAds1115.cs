using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Ads1115;

/// <summary>
/// Register model of the ADS1115: configuration, single-shot and continuous conversion, the OS bit, a result register that keeps the
/// old value until a conversion is done, the ALERT/RDY pin as conversion-ready. A write of OS during a conversion is ignored. Differential
/// inputs read 0; the comparator's limits are not modelled. The amount of a stuck bit counts from bit 0 of the configuration.
/// </summary>
internal sealed class SimulatedAds1115 : SimulatedWordRegisterChip
{
    // One count of noise at full scale 4.096 V (data sheet, table 1).
    private const double NoiseCounts = 0.5;

    private readonly Ads1115Options _options;
    private readonly SimulatedSignal[] _signals;
    private readonly bool[] _hasConverted = new bool[Ads1115Registers.InputCount];
    private readonly short[] _results = new short[Ads1115Registers.InputCount];
    private ushort _configuration;
    private ushort _lowThreshold;
    private ushort _highThreshold;
    private short _conversion;
    private bool _isConverting;
    private long _conversionStartNs;

    public SimulatedAds1115(Ads1115Options options, SimulatedSignal[] signals, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signals = signals;
        PowerOn();
    }

    private protected override bool IsAlerting =>
        !_isConverting && (_configuration & Ads1115Registers.ComparatorQueueMask) != Ads1115Registers.ComparatorOff
        && (_lowThreshold & Ads1115Registers.ThresholdSign) == 0 && (_highThreshold & Ads1115Registers.ThresholdSign) != 0;

    private protected override void PowerOn()
    {
        _configuration = Ads1115Registers.ConfigurationAfterReset & 0x7FFF;
        _lowThreshold = Ads1115Registers.LowThresholdAfterReset;
        _highThreshold = Ads1115Registers.HighThresholdAfterReset;
        _conversion = 0;
        _isConverting = false;
    }

    private protected override void CatchUp()
    {
        var rateHz = Ads1115Registers.RatesHz[_configuration >> Ads1115Registers.RateShift & Ads1115Registers.FieldMask];
        var lengthNs = 1e9 / (rateHz * ClockRate(_options.Simulation));
        if (!_isConverting || NowNs - _conversionStartNs < lengthNs)
            return;
        _isConverting = (_configuration & Ads1115Registers.SingleShot) == 0;
        var done = _isConverting ? (long)((NowNs - _conversionStartNs) / lengthNs) : 1;
        _conversionStartNs += (long)(done * lengthNs);
        Convert(_conversionStartNs - (long)(lengthNs / 2));
    }

    private protected override ushort ReadRegister(byte register) => register switch
    {
        Ads1115Registers.Conversion => (ushort)_conversion,
        Ads1115Registers.Configuration => WithStuckBit(
            (ushort)(_configuration | (_isConverting ? 0 : Ads1115Registers.OperationalStatus)),
            Ads1115Registers.ConfigurationAfterReset, lowestBit: 0, Ads1115Registers.SettingsBits),
        Ads1115Registers.LowThreshold => _lowThreshold,
        Ads1115Registers.HighThreshold => _highThreshold,
        _ => 0,
    };

    private protected override void WriteRegister(byte register, ushort value)
    {
        switch (register)
        {
            case Ads1115Registers.Configuration:
                Configure(value);
                break;
            case Ads1115Registers.LowThreshold:
                _lowThreshold = value;
                break;
            case Ads1115Registers.HighThreshold:
                _highThreshold = value;
                break;
            default:
                break;
        }
    }

    private void Configure(ushort value)
    {
        _configuration = (ushort)(value & ~Ads1115Registers.OperationalStatus);
        var isContinuous = (value & Ads1115Registers.SingleShot) == 0;
        if (_isConverting || (!isContinuous && (value & Ads1115Registers.OperationalStatus) == 0))
            return;
        _isConverting = true;
        _conversionStartNs = NowNs;
    }

    private void Convert(long monotonicNs)
    {
        var mux = _configuration >> Ads1115Registers.MuxShift & Ads1115Registers.MuxMask;
        var input = mux % Ads1115Registers.InputCount;
        var probe = mux < Ads1115Registers.InputCount ? -1 : ProbeOn(input);
        var fullScaleV = Ads1115Registers.FullScalesV[_configuration >> Ads1115Registers.GainShift & Ads1115Registers.FieldMask];
        if (!IsFrozen || !_hasConverted[input])
        {
            var volts = probe < 0 ? 0 : _options.Probes[probe].Curve.Volts(_signals[probe](monotonicNs));
            var counts = volts / fullScaleV * Ads1115Registers.CountsPerFullScale
                + Noise.NextGaussian() * NoiseCounts * _options.Simulation.NoiseScale * NoiseFactor;
            if (SaturatedSide != 0)
                counts = SaturatedSide * double.PositiveInfinity;
            _results[input] = (short)Math.Round(Math.Clamp(counts, short.MinValue, short.MaxValue));
            _hasConverted[input] = true;
        }

        _conversion = _results[input];
        if (probe >= 0)
            Made?.Invoke(monotonicNs, probe, _options.Probes[probe].Curve.Percent(Ads1115Registers.Volts((ushort)_conversion, fullScaleV)));
    }

    private int ProbeOn(int input)
    {
        for (var probe = 0; probe < _signals.Length; probe++)
        {
            if (_options.Probes[probe].Input == input)
                return probe;
        }

        return -1;
    }
}
