using System.Device.Gpio;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Nau7802;

/// <summary>
/// A strain bridge on a NAU7802 over I2C. The chip converts on its own clock and keeps one result; its cycle-ready bit (or the
/// data-ready line) only says that it is new. <see cref="ReadyFlagClock"/> makes times and counts of that.
/// <para>
/// The chip needs a second to wake up: its regulator settles, it calibrates its offset, its filter fills. None of that is waited for:
/// <see cref="Read"/> says "not ready" until the first result that is good.
/// </para>
/// Called by one thread at a time.
/// </summary>
internal sealed class Nau7802Driver(
    SensorDescription description, BusLocation location, Nau7802Options options, IBusProvider buses, TimeProvider time) : ISensorDriver
{
    // From power-down to a stable analog part: 600 ms with the capacitors of the application circuit (section 9.1).
    private const long SettleNs = 600_000_000;

    // Makers' code waits up to a second for a calibration.
    private const long CalibrationNsMax = 1_500_000_000;
    private const int CalibrationsMax = 3;

    // Conversions until the filter holds nothing from before (the Linux driver's number).
    private const int DiscardedConversions = 6;

    private const double MaximumClockError = 0.05;
    private const double StarvedIntervals = 5;
    private const long StarvedNs = 100_000_000;
    private const int RereadsMax = 3;
    private const double NeverPlacedIntervals = 50;
    private const int LineFaultsMax = 3;
    private const double LineIntervals = 2;
    private const long AmplifierCheckNs = 500_000_000;

    private readonly I2cLink _i2c = new(buses, location, description.Kind);
    private readonly DataReadyLine _dataReady = new(buses, options.DataReady, PinValue.High, $"{description.Kind} on {location}");
    private readonly ReadyFlagClock _clock = new(description.SampleRateHz, MaximumClockError);
    private Nau7802Chip? _chip;
    private Phase _phase;
    private long _phaseStartNs;
    private long _nextAmplifierCheckNs;
    private int _calibrations;
    private int _discarded;
    private int _lineFaults;

    private enum Phase
    {
        Stopped,
        Settling,
        Calibrating,
        Filling,
        Measuring,
    }

    public SensorDescription Description { get; } = description;

    public void Start()
    {
        _phase = Phase.Stopped;
        _i2c.Open();
        _dataReady.Open();
        _chip ??= new Nau7802Chip(_i2c, buses, options.Settings(Description.SampleRateHz));
        _chip.Start();
        _calibrations = 0;
        _lineFaults = 0;
        Enter(Phase.Settling);
        _nextAmplifierCheckNs = _phaseStartNs;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (_phase == Phase.Stopped)
            throw BusFailure.NotOpen("read", _i2c.Device);
        var beforeNs = time.NowNs();
        if (_phase == Phase.Measuring && !LineAllowsAsking(beforeNs))
            return ReadOutcome.NotReady;
        var isReady = _chip!.IsReady(out var calibration);
        var seenNs = time.NowNs();
        switch (_phase)
        {
            case Phase.Settling:
                if (seenNs - _phaseStartNs >= SettleNs)
                    Calibrate();
                return ReadOutcome.NotReady;
            case Phase.Calibrating:
                FollowCalibration(calibration, seenNs);
                return ReadOutcome.NotReady;
        }

        if (!isReady)
        {
            _clock.WasClear(beforeNs);
            // Judged by the time of the look: a host that stood still behind it is not the chip's fault.
            ThrowIfStarved(beforeNs);
            return ReadOutcome.NotReady;
        }

        if (_phase == Phase.Filling)
        {
            Discard();
            return ReadOutcome.NotReady;
        }

        return Take(block, seenNs);
    }

    public void Stop()
    {
        if (_phase == Phase.Stopped)
            return;
        _phase = Phase.Stopped;
        _chip!.TryPowerDown();
    }

    public void Dispose()
    {
        Stop();
        _dataReady.Dispose();
        _i2c.Dispose();
    }

    private void Enter(Phase phase)
    {
        _phase = phase;
        _phaseStartNs = time.NowNs();
        _clock.Restart(_phaseStartNs);
    }

    private void Calibrate()
    {
        _chip!.StartCalibration();
        _calibrations++;
        Enter(Phase.Calibrating);
    }

    // After an error the calibration registers are invalid, so there is no measuring without a good one (section 8.6.3).
    private void FollowCalibration(byte calibration, long nowNs)
    {
        if ((calibration & Nau7802Registers.CalibrationStart) != 0)
        {
            if (nowNs - _phaseStartNs > CalibrationNsMax)
                throw CalibrationFailed("the calibration of the offset does not end");
        }
        else if ((calibration & Nau7802Registers.CalibrationError) == 0)
        {
            _discarded = 0;
            Enter(Phase.Filling);
        }
        else if (_calibrations < CalibrationsMax)
        {
            Calibrate();
        }
        else
        {
            throw CalibrationFailed($"the calibration of the offset failed {_calibrations} times");
        }
    }

    private SensorException CalibrationFailed(string reason) => new(
        "calibrate", _i2c.Device, reason,
        "Check the chip's analog supply (ldoV at least 0.3 V below its supply, AVDD to the bridge and REFP), and that no bridge wire is broken; then replace the chip",
        isTransient: true);

    private void Discard()
    {
        _chip!.ReadResult();
        if (++_discarded >= DiscardedConversions)
            Enter(Phase.Measuring);
    }

    // With the line the bus is asked only when there is something, or when there has not been for too long.
    private bool LineAllowsAsking(long nowNs)
    {
        if (!_dataReady.IsWired)
            return true;
        if (_dataReady.MayBeReady())
        {
            _lineFaults = 0;
            return true;
        }

        if (_clock.IntervalsSinceNewest(nowNs) < LineIntervals)
        {
            _clock.WasClear(nowNs);
            return false;
        }

        if (_chip!.IsReady(out _) && !_dataReady.MayBeReady() && ++_lineFaults >= LineFaultsMax)
            throw _dataReady.Silent();
        return true;
    }

    private ReadOutcome Take(SampleBlock block, long seenNs)
    {
        var code = _chip!.ReadResult();
        var endNs = time.NowNs();
        var isWhole = _clock.IsSingle(endNs) || IsStill(ref code, ref endNs);
        if (seenNs >= _nextAmplifierCheckNs)
        {
            _chip.CheckAmplifier();
            _nextAmplifierCheckNs = seenNs + AmplifierCheckNs;
        }

        if (!isWhole || !_clock.TryTake(seenNs, endNs, out var label))
        {
            ThrowIfNeverPlaced(endNs);
            return ReadOutcome.NotReady;
        }

        block.Row(0)[0] = (float)options.Bridge.Microstrain(code * options.RatioPerCode);
        var isSaturated = code is Nau7802Registers.CodeMax or Nau7802Registers.CodeMin || float.IsNaN(block.Row(0)[0]);
        block.Status[0] = isSaturated ? ChannelStatus.Saturated : ChannelStatus.Ok;
        label.ApplyTo(block);
        return ReadOutcome.Ok;
    }

    // The data sheet does not say that the three bytes belong together when a conversion ends while they are read. Two equal readings do.
    private bool IsStill(ref int code, ref long endNs)
    {
        for (var reread = 0; reread < RereadsMax; reread++)
        {
            var again = _chip!.ReadResult();
            endNs = time.NowNs();
            if (again == code)
                return true;
            code = again;
        }

        return false;
    }

    private void ThrowIfNeverPlaced(long nowNs)
    {
        if (_clock.IntervalsSinceNewest(nowNs) < NeverPlacedIntervals)
            return;
        throw new SensorException(
            "read a conversion", _i2c.Device, "reading takes so long that results cannot be told apart",
            "Look what else keeps this bus busy, check the ground wire and the pull-ups, raise the bus speed to 400 kHz, or lower sampleRateHz", isTransient: true);
    }

    private void ThrowIfStarved(long nowNs)
    {
        if (nowNs - _phaseStartNs < StarvedIntervals * _clock.IntervalNs + StarvedNs || _clock.IntervalsSinceNewest(nowNs - StarvedNs) < StarvedIntervals)
            return;
        throw new SensorException(
            "wait for a new result", _i2c.Device, "the chip is set to measure but never says that a result is new",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }
}
