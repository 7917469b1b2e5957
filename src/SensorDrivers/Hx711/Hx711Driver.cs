using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Hx711;

/// <summary>
/// A strain bridge on an HX711 over two GPIO lines. The chip converts on its own clock and keeps one result; the data line goes low
/// when it is new. <see cref="ReadyFlagClock"/> makes times and counts of that.
/// <para>
/// There is no register to ask. What can be known is the length of each clock pulse, the level of the data line before, after the 25th
/// pulse and after the last, and that results come in time. Whenever one of them is wrong, the result is not delivered and the chip is
/// powered down and up, since that is the only state of it that is known: gain 128, and four results until it has settled.
/// </para>
/// <para>
/// A pulse that the chip did not see leaves it one bit behind, which its next result shows at the latest: it is all ones, or does not
/// come. So each result is held until the next one has come in time and whole.
/// </para>
/// Called by one thread at a time.
/// </summary>
internal sealed class Hx711Driver : ISensorDriver
{
    // The data sheet gives the rate of the internal oscillator as typical only.
    private const double MaximumClockError = 0.2;
    private const double SettlingMargin = 1.2;

    private const int ReadyLooks = 3;
    private const int ConsumedLooks = 4;
    private const int RestLooks = 12;
    private const int ResetLooks = 24;

    // 75 calls of the kernel of up to 20 us each, and some more.
    private const long ReadingNs = 2_000_000;

    // A result that comes later than this was withheld: the chip has restarted, or its input was switched by stray pulses.
    private const double LateIntervals = 2.5;
    private const double LateClearIntervals = 1.5;

    // After so long without a look the chip may have restarted unseen and settled with gain 128.
    private const double AbsentIntervals = 2;

    private const double TooFastIntervals = 0.6;
    private const int FaultsMax = 5;

    private readonly Hx711Options _options;
    private readonly TimeProvider _time;
    private readonly Hx711Lines _lines;
    private readonly ReadyFlagClock _clock;
    private readonly double _nominalIntervalNs;
    private readonly string _device;
    private long _resetNs;
    private long _settledNs;
    private long _lastLookNs;
    private long _lastSeenNs;
    private (int Code, SampleLabel Label)? _held;
    private long _dropped;
    private int _gain;
    private int _faults;
    private int _tooFast;
    private bool _hasMeasured;
    private bool _isRunning;

    public Hx711Driver(SensorDescription description, BusLocation location, Hx711Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _options = options;
        _time = time;
        _device = $"{description.Kind} on {location}";
        _nominalIntervalNs = 1e9 / description.SampleRateHz;
        _clock = new ReadyFlagClock(description.SampleRateHz, MaximumClockError);
        _lines = new Hx711Lines(buses, new GpioPlace(location.Bus, location.Address), options.Clock, time, _device);
    }

    private enum Reading
    {
        Whole,
        Preempted,
        OutOfStep,
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _lines.Open();
        _faults = 0;
        _tooFast = 0;
        Reset();
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _device);
        var beforeNs = _time.NowNs();
        var absentNs = beforeNs - _lastLookNs;
        _lastLookNs = beforeNs;
        if (!_lines.IsSteady(isHigh: false, ReadyLooks))
        {
            _clock.WasClear(beforeNs);
            LookForLateness(beforeNs);
            return ReadOutcome.NotReady;
        }

        var seenNs = _time.NowNs();
        if (_hasMeasured && MayBeAnotherGain(absentNs))
        {
            Reset();
            return ReadOutcome.NotReady;
        }

        // A conversion that ends while its bits are shifted out mixes two results. There is another look before the next one.
        if (!_clock.IsSingle(seenNs + ReadingNs) && _clock.IsNearNext(seenNs, ReadingNs))
            return ReadOutcome.NotReady;
        var reading = Shift(out var code);
        var endNs = _time.NowNs();
        if (reading != Reading.Whole)
        {
            Recover(reading);
            return ReadOutcome.NotReady;
        }

        return Take(block, code, seenNs, endNs);
    }

    public void Stop()
    {
        if (!_isRunning)
            return;
        _isRunning = false;
        try
        {
            _lines.PowerDown();
        }
        catch (SensorException)
        {
            // Lines that are gone drive nothing.
        }
    }

    public void Dispose()
    {
        Stop();
        _lines.Dispose();
    }

    private void Reset()
    {
        Drop();
        _lines.Reset();
        _resetNs = _lastLookNs = _lastSeenNs = _time.NowNs();
        _clock.Restart(_resetNs);
        _hasMeasured = false;
        _gain = Hx711Protocol.GainAfterReset;
        Settle(_resetNs);
        if (!_lines.IsSteady(isHigh: true, ResetLooks))
            throw NotHighAfterReset();
    }

    private void Settle(long fromNs) => _settledNs = fromNs + (long)(Hx711Protocol.SettlingIntervals * SettlingMargin * _nominalIntervalNs);

    private SensorException NotHighAfterReset() => _lines.IsSteady(isHigh: false, ResetLooks)
        ? new SensorException(
            "reset", _device, "the data line is low although the chip was just reset: no chip drives it, or it touches ground",
            "Check 3.3 V and ground at the chip, then the DT (DOUT) and SCK wires against the lines in the station file", isTransient: true)
        : new SensorException(
            "reset", _device, "the data line is restless although the chip was just reset",
            "Check the ground wire and that the DT (DOUT) wire is on the line of the station file; keep the wires short", isTransient: true);

    // Results come in time or not at all; one that does not is looked for in a chip that was reset.
    private void LookForLateness(long nowNs)
    {
        if (_hasMeasured && _clock.IntervalsSinceNewest(nowNs) > LateIntervals)
        {
            CountFault("the results stopped: the chip restarts by itself, or is slower than sampleRateHz says");
            Reset();
        }
        else if (!_hasMeasured && nowNs - _resetNs > 2 * (_settledNs - _resetNs) + (long)(2 * _nominalIntervalNs))
        {
            throw new SensorException(
                "wait for a result", _device, "the data line stays high: the chip never has a result",
                "Check the SCK wire against clockLine, 3.3 V at the chip, and the DT (DOUT) wire; the RATE pin must be low for 10 and high for 80 samples a second",
                isTransient: true);
        }
    }

    private bool MayBeAnotherGain(long absentNs) =>
        _clock.IntervalsAtClear > LateClearIntervals || (_options.Gain != Hx711Protocol.GainAfterReset && absentNs > AbsentIntervals * _clock.IntervalNs);

    private Reading Shift(out int code)
    {
        uint bits = 0;
        code = 0;
        for (var pulse = 1; pulse <= Hx711Protocol.Pulses(_options.Gain); pulse++)
        {
            if (!_lines.TryPulse(out var bit))
                return Reading.Preempted;
            if (pulse <= Hx711Protocol.DataBits)
                bits = bits << 1 | (bit ? 1u : 0u);
            else if (!bit || !_lines.IsSteady(isHigh: true, ConsumedLooks))
                return Reading.OutOfStep;
        }

        // A chip that is one pulse behind goes high with the first one and stays so: all bits are ones.
        code = Hx711Protocol.Code(bits);
        return code != -1 && _lines.IsSteady(isHigh: true, RestLooks) ? Reading.Whole : Reading.OutOfStep;
    }

    private void Recover(Reading reading)
    {
        CountFault(reading == Reading.Preempted
            ? "the clock was high for more than 60 us again and again, which powers the chip down: this machine is too busy for an HX711"
            : "the chip is out of step with the clock again and again");
        Reset();
    }

    private void CountFault(string reason)
    {
        if (++_faults < FaultsMax)
            return;
        throw new SensorException(
            "read a result", _device, reason,
            "Keep the DT and SCK wires short with a ground wire beside them; check RATE pin and sampleRateHz; a NAU7802 or ADS1220 does not depend on the timing of this machine",
            isTransient: true);
    }

    private ReadOutcome Take(SampleBlock block, int code, long seenNs, long endNs)
    {
        ThrowIfTooFast(seenNs);
        var hadGain = _gain == _options.Gain;
        _gain = _options.Gain;
        if (!hadGain)
            Settle(endNs);
        if (!hadGain || seenNs < _settledNs)
        {
            _clock.WasClear(seenNs);
            return ReadOutcome.NotReady;
        }

        _faults = 0;
        _hasMeasured = true;
        if (!_clock.TryTake(seenNs, endNs, out var label))
            return ReadOutcome.NotReady;
        var proven = _held;
        _held = (code, label);
        return proven is { } held ? Deliver(block, held.Code, held.Label) : ReadOutcome.NotReady;
    }

    private ReadOutcome Deliver(SampleBlock block, int code, SampleLabel label)
    {
        block.Row(0)[0] = (float)_options.Bridge.Microstrain(code * _options.RatioPerCode);
        var isSaturated = code is Hx711Protocol.CodeMax or Hx711Protocol.CodeMin || float.IsNaN(block.Row(0)[0]);
        block.Status[0] = isSaturated ? ChannelStatus.Saturated : ChannelStatus.Ok;
        (label with { Missing = label.Missing + _dropped }).ApplyTo(block);
        _dropped = 0;
        return ReadOutcome.Ok;
    }

    private void Drop()
    {
        if (_held is { } held)
            _dropped += held.Label.Missing + 1;
        _held = null;
    }

    private void ThrowIfTooFast(long seenNs)
    {
        _tooFast = seenNs - _lastSeenNs < TooFastIntervals * _nominalIntervalNs ? _tooFast + 1 : 0;
        _lastSeenNs = seenNs;
        if (_tooFast < FaultsMax)
            return;
        throw new SensorException(
            "read a result", _device, "results come much faster than sampleRateHz says",
            "Set sampleRateHz to 80, or connect the chip's RATE pin to ground for 10 samples a second", isTransient: false);
    }
}
