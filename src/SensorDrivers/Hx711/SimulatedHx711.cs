using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>
/// Model of the HX711 at its two lines: bits shifted out by the clock, gain and input of the next result from the number of pulses,
/// power-down by a clock that stays high and restart with gain 128 when it falls, results withheld while the filter settles, a result
/// that the next conversion overwrites, also in the middle of a reading. Of conversions that nobody could read only the last is made.
/// Noise: 50 nV at gain 128 and 10 SPS, 90 nV at 80 SPS (data sheet, "Key Electrical Characteristics").
/// </summary>
internal sealed class SimulatedHx711(Hx711Options options, SimulatedSignal signal, TimeProvider time, int seed) : SimulatedGpioChip(time, seed)
{
    private const double NoiseV = 50e-9;
    private const double NoiseFastV = 90e-9;
    private const double SupplyV = 3.3;
    private const double FastRateHz = 80;
    private const long PowerDownNs = Hx711Protocol.PowerDownNs;

    private bool _isClockHigh;
    private long _clockRoseNs;
    private double _newestEndNs;
    private double _settledNs;
    private int _pulses;
    private int _gain = Hx711Protocol.GainAfterReset;
    private bool _isReady;
    private bool _isRunning;
    private int _code;
    private bool _hasConverted;

    /// <summary>What the RATE pin is strapped to, in samples a second.</summary>
    public double RateHz { get; set; } = 10;

    /// <summary>The line that the clock is wired to.</summary>
    public int ClockLine { get; set; }

    /// <summary>How many of the next clock pulses the chip does not see.</summary>
    public int MissedPulses { get; set; }

    /// <summary>How often the chip was powered down by its clock.</summary>
    public int PowerDowns { get; private set; }

    private protected override void PowerOn() => Restart(NowNs);

    private protected override void OnDriven(int line, PinValue level)
    {
        if (line != ClockLine)
            return;
        CatchUp();
        if (level == PinValue.High && !_isClockHigh)
        {
            _clockRoseNs = NowNs;
            OnPulse();
        }
        else if (level == PinValue.Low && _isClockHigh && NowNs - _clockRoseNs > PowerDownNs)
        {
            PowerDowns++;
            Restart(NowNs);
        }

        _isClockHigh = level == PinValue.High;
    }

    private protected override PinValue OnRead(int line)
    {
        CatchUp();
        if (_isClockHigh && NowNs - _clockRoseNs > PowerDownNs)
            return PinValue.High;
        return _pulses switch
        {
            0 => !_isReady,
            <= Hx711Protocol.DataBits => (_code >> (Hx711Protocol.DataBits - _pulses) & 1) != 0,
            _ => PinValue.High,
        };
    }

    private void OnPulse()
    {
        if (MissedPulses > 0)
        {
            MissedPulses--;
            return;
        }

        // Pulses without a result change nothing; those after one select the next gain.
        if (_pulses > 0 || _isReady)
            _pulses++;
    }

    private void Restart(long nowNs)
    {
        _isRunning = true;
        _gain = Hx711Protocol.GainAfterReset;
        _pulses = 0;
        _isReady = false;
        _newestEndNs = nowNs;
        _settledNs = nowNs + (Hx711Protocol.SettlingIntervals - 0.5) * IntervalNs;
    }

    private double IntervalNs
    {
        get
        {
            var clockError = IsActive(SimulatedFault.ClockError, out var ppm) ? ppm * 1e-6 : 0;
            return 1e9 / options.Simulation.TrueRate(RateHz * (1 + clockError));
        }
    }

    private void CatchUp()
    {
        if (!_isRunning)
            Restart(NowNs);
        if (_isClockHigh && NowNs - _clockRoseNs > PowerDownNs)
            return;
        var count = (long)((NowNs - _newestEndNs) / IntervalNs);
        if (count <= 0)
            return;
        _newestEndNs += count * IntervalNs;
        EndReading();
        if (_newestEndNs < _settledNs)
            return;
        Convert();
        _isReady = true;
    }

    // A reading that is under way goes on, with the bits of the new result.
    private void EndReading()
    {
        if (_pulses < Hx711Protocol.PulsesMin)
            return;
        var gain = Hx711Protocol.Gain(_pulses);
        if (gain != _gain)
            _settledNs = _newestEndNs + (Hx711Protocol.SettlingIntervals - 0.5) * IntervalNs;
        _gain = gain;
        _pulses = 0;
        _isReady = false;
    }

    private void Convert()
    {
        var middleNs = (long)(_newestEndNs - IntervalNs / 2);
        var strain = signal(middleNs);
        if (!IsFrozen || !_hasConverted)
            _code = Quantise(strain);
        _hasConverted = true;
        if (_gain == options.Gain)
            Made?.Invoke(middleNs, 0, options.Bridge.Microstrain(_code * options.RatioPerCode));
    }

    private int Quantise(double strain)
    {
        if (SaturatedSide != 0)
            return SaturatedSide > 0 ? Hx711Protocol.CodeMax : Hx711Protocol.CodeMin;
        var noiseV = (RateHz >= FastRateHz ? NoiseFastV : NoiseV) * options.Simulation.NoiseScale * NoiseFactor;
        var input = options.Bridge.Ratio(strain) + Noise.NextGaussian() * noiseV / SupplyV;
        return (int)Math.Round(Math.Clamp(input * _gain * Hx711Protocol.CodesPerSupply, Hx711Protocol.CodeMin, Hx711Protocol.CodeMax));
    }
}
