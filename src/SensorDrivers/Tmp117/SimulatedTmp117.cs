using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Tmp117;

/// <summary>
/// Register model of the TMP117: identity, configuration, one-shot, shutdown and continuous conversion, averaging, data-ready and its pin.
/// Temperature limits are not modelled. The amount of a stuck bit counts from bit 2 of the configuration.
/// </summary>
internal sealed class SimulatedTmp117 : SimulatedWordRegisterChip
{
    private const int BusyTransfers = 2;
    private const ushort Identity = 0x1000 | Tmp117Registers.DeviceIdValue;
    private const ushort WrongIdentity = 0x0116;
    private const ushort ContinuousMode = 0x0000;

    // Continuous mode as after a reset has a cycle of 1 s.
    private const double CycleNs = 1_000_000_000;

    // One count of repeatability with eight averages (data sheet, section 6.5).
    private const double NoiseC = Tmp117Registers.DegreesPerCount;
    private const double NoiseAverages = 8;

    private readonly SimulationOptions _options;
    private readonly SimulatedSignal _signal;
    private ushort _configuration;
    private ushort _temperature;
    private bool _isReady;
    private long _conversionStartNs;

    public SimulatedTmp117(SimulationOptions options, SimulatedSignal signal, TimeProvider time, int seed)
        : base(time, seed)
    {
        _options = options;
        _signal = signal;
        PowerOn();
    }

    private protected override bool IsAlerting => _isReady && (_configuration & Tmp117Registers.ReadyOnAlertPin) != 0;

    private int Averages => Tmp117Registers.Averages[(_configuration & Tmp117Registers.AverageMask) >> Tmp117Registers.AverageShift];

    private protected override void PowerOn()
    {
        _configuration = Tmp117Registers.ConfigurationAfterReset;
        _temperature = Tmp117Registers.NotMeasured;
        _isReady = false;
        _conversionStartNs = NowNs;
    }

    private protected override void CatchUp()
    {
        var mode = _configuration & Tmp117Registers.ModeMask;
        var conversionNs = Averages * Tmp117Registers.ConversionNsTypical / ClockRate(_options);
        var lengthNs = mode == Tmp117Registers.OneShot ? conversionNs : CycleNs / ClockRate(_options);
        var done = (long)((NowNs - _conversionStartNs) / lengthNs);
        if (mode == Tmp117Registers.Shutdown || done == 0)
            return;
        _conversionStartNs += (long)((mode == Tmp117Registers.OneShot ? 1 : done) * lengthNs);
        _isReady = true;
        if (mode == Tmp117Registers.OneShot)
            _configuration = (ushort)(_configuration & ~Tmp117Registers.ModeMask | Tmp117Registers.Shutdown);
        Convert(_conversionStartNs - (long)(conversionNs / 2));
    }

    private protected override ushort ReadRegister(byte register)
    {
        switch (register)
        {
            case Tmp117Registers.Temperature:
                _isReady = false;
                return _temperature;
            case Tmp117Registers.Configuration:
                var value = (ushort)(_configuration | (_isReady ? Tmp117Registers.DataReady : 0));
                _isReady = false;
                return WithStuckBit(
                    value, Tmp117Registers.ConfigurationAfterReset, Tmp117Registers.SettingsLowestBit, Tmp117Registers.SettingsBits);
            case Tmp117Registers.DeviceId:
                return IsActive(SimulatedFault.WrongIdentity) ? WrongIdentity : Identity;
            default:
                return 0;
        }
    }

    private protected override void WriteRegister(byte register, ushort value)
    {
        if (register != Tmp117Registers.Configuration)
            return;
        if ((value & Tmp117Registers.SoftReset) != 0)
        {
            PowerOn();
            BusyFor(BusyTransfers);
            return;
        }

        _configuration = (ushort)(value & Tmp117Registers.SettingsMask);
        _isReady = false;
        if ((value & Tmp117Registers.ModeMask) is Tmp117Registers.OneShot or ContinuousMode)
            _conversionStartNs = NowNs;
    }

    private void Convert(long monotonicNs)
    {
        if (!IsFrozen || _temperature == Tmp117Registers.NotMeasured)
        {
            var noiseC = Noise.NextGaussian() * NoiseC * Math.Sqrt(NoiseAverages / Averages) * _options.NoiseScale * NoiseFactor;
            var counts = SaturatedSide switch
            {
                > 0 => short.MaxValue,
                < 0 => short.MinValue + 1,
                _ => (_signal(monotonicNs) + noiseC) / Tmp117Registers.DegreesPerCount,
            };
            _temperature = (ushort)(short)Math.Round(Math.Clamp(counts, short.MinValue + 1, short.MaxValue));
        }

        Made?.Invoke(monotonicNs, 0, Tmp117Registers.TemperatureC(_temperature));
    }
}
