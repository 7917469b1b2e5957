using System.Device.Gpio;
using System.Device.Spi;
using EdgeTwin.SensorDrivers.Buses;
using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Adxl355;

/// <summary>
/// ADXL355/ADXL357 over SPI. Every read takes three transfers: identity, status and FIFO count in one, then exactly the whole sets that
/// are there, then the settings. So each block is known to come from this chip, made with the right settings, over a line that worked
/// before and after; an unplugged chip can never look like data, and a set that the chip is still writing stays for the next read.
/// The markers in the FIFO are checked on every entry: on a misplaced one the FIFO is emptied and the loss counted, because axes that
/// changed places cannot be told from a moving bridge.
/// Called by one thread at a time.
/// </summary>
internal sealed class Adxl355Driver : ISensorDriver, ISelfTest
{
    private const int HeaderBytes = 1 + Adxl355Registers.Temperature + Adxl355Registers.TemperatureBytes;
    private const int FifoBytesMax = 1 + Adxl355Registers.FifoSetsMax * Adxl355Registers.SetBytes;
    private const int HeaderAttemptsMax = 3;
    private const int FifoResetsMax = 5;
    private const double StarvedIntervals = 4;
    private const long StarvedNs = 20_000_000;
    private const int SlowLooksMax = 50;
    private const long FastLookNs = 500_000;

    private readonly Adxl355Variant _variant;
    private readonly IBusProvider _buses;
    private readonly DataReadyLine _ready;
    private readonly Adxl355Chip _chip;
    private readonly SpiLink _spi;
    private readonly TimeProvider _time;
    private readonly ChipSampleClock _clock;
    private readonly float _mps2PerCount;
    private readonly byte[] _request = new byte[FifoBytesMax];
    private readonly byte[] _answer = new byte[FifoBytesMax];
    private long _lastDataNs;
    private int _overruns;

    // Reading the status clears the flag, also when the FIFO is empty and there is nothing yet to count the loss in front of.
    private bool _isLossUncounted;
    private int _fifoResets;
    private int _slowLooks;
    private bool _isRunning;

    public Adxl355Driver(
        SensorDescription description, BusLocation location, Adxl355Variant variant, Adxl355Options options, IBusProvider buses, TimeProvider time)
    {
        Description = description;
        _variant = variant;
        _buses = buses;
        _time = time;
        var rateCode = Array.IndexOf(Adxl355Registers.RatesHz, description.SampleRateHz);
        _clock = new ChipSampleClock(description.SampleRateHz, Adxl355Registers.FilterDelayIntervals[rateCode]);
        _spi = new SpiLink(buses, location, SpiMode.Mode0, options.ClockHz, description.Kind);
        var rangeCode = variant.RangeCode(options.RangeG);
        _mps2PerCount = (float)variant.Mps2PerCount(rangeCode);
        _ready = new DataReadyLine(buses, options.DataReady, PinValue.Low, _spi.Device);
        _chip = new Adxl355Chip(_spi, (byte)rateCode, rangeCode, _ready.IsWired);
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _spi.Open();
        _ready.Open();
        _chip.Start(_time);
        _fifoResets = 0;
        _lastDataNs = _time.NowNs();
        _clock.Restart(_lastDataNs);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _spi.Device);
        var beforeNs = _time.NowNs();
        if (!_ready.MayBeReady() && !IsStarved(beforeNs))
            return ReadOutcome.NotReady;
        var entries = ReadHeader(block, out var overrun);
        var afterNs = _time.NowNs();
        if (overrun)
        {
            _overruns++;
            _isLossUncounted = true;
        }

        var buffered = entries / Adxl355Registers.AxisCount;
        if (buffered == 0)
        {
            ThrowIfStarved(beforeNs);
            return ReadOutcome.NotReady;
        }

        if (_ready.IsWired && IsStarved(beforeNs) && !_ready.MayBeReady())
            throw _ready.Silent();
        if (IsTooSlowToCountFrom(afterNs - beforeNs))
            return ReadOutcome.NotReady;
        var count = Math.Min(buffered, block.Capacity);
        ReadFifo(count * Adxl355Registers.SetBytes);
        _chip.ThrowIfSettingsLost();
        if (!Adxl355Fifo.TryDecode(_answer.AsSpan(1), count, _mps2PerCount, block) || HasOverflownSince(beforeNs, buffered, block))
        {
            ResetFifo(overrun);
            block.Status.Clear();
            return ReadOutcome.NotReady;
        }

        _fifoResets = 0;
        _lastDataNs = beforeNs;
        // A set that is still being written has been sampled: for the clock it is there.
        var sampled = (entries + Adxl355Registers.AxisCount - 1) / Adxl355Registers.AxisCount;
        block.MissingBefore = _clock.Look(beforeNs, afterNs, sampled, _isLossUncounted);
        _isLossUncounted = false;
        Label(block, count);
        return ReadOutcome.Ok;
    }

    public void Stop()
    {
        if (_isRunning)
        {
            _isRunning = false;
            _chip.TryStop();
        }
    }

    public SelfTestReport SelfTest()
    {
        if (_isRunning)
            throw new InvalidOperationException("The self test is for a sensor that is not started.");
        _spi.Open();
        return Adxl355SelfTest.Run(_chip, _variant, _buses, _time);
    }

    public void Dispose()
    {
        Stop();
        _ready.Dispose();
        _spi.Dispose();
    }

    // Reading the status clears the overrun flag, so a header that has to be read again with a full FIFO counts as an overrun.
    private int ReadHeader(SampleBlock block, out bool overrun)
    {
        for (var attempt = 1; ; attempt++)
        {
            _request[0] = Adxl355Registers.DeviceIdAnalogDevices << 1 | Adxl355Registers.ReadBit;
            _spi.Transfer("read the status", _request.AsSpan(0, HeaderBytes), _answer.AsSpan(0, HeaderBytes));
            var registers = _answer.AsSpan(1, HeaderBytes - 1);
            var status = registers[Adxl355Registers.Status];
            int entries = registers[Adxl355Registers.FifoEntries];
            if (registers.StartsWith(Adxl355Registers.Identity)
                && (status & (Adxl355Registers.StatusReserved | Adxl355Registers.StatusNvmBusy)) == 0
                && entries <= Adxl355Registers.FifoEntriesMax)
            {
                block.ChipTemperatureC = Adxl355Registers.TemperatureC(registers[Adxl355Registers.Temperature..]);
                overrun = (status & Adxl355Registers.StatusFifoOverrun) != 0 || (attempt > 1 && entries == Adxl355Registers.FifoEntriesMax);
                return entries;
            }

            if (attempt == HeaderAttemptsMax)
                throw WrongAnswer.OnSpi("read the status", _spi.Device, "the identity AD 1D ED, status and FIFO count", registers);
        }
    }

    private bool IsStarved(long nowNs) => nowNs - _lastDataNs >= StarvedIntervals * _clock.IntervalNs + StarvedNs;

    private void ThrowIfStarved(long nowNs)
    {
        if (!IsStarved(nowNs))
            return;
        _chip.ThrowIfSettingsLost();
        throw new SensorException(
            "read the FIFO", _spi.Device, "the chip is set to measure but delivers no samples",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }

    private void ReadFifo(int bytes)
    {
        _request[0] = Adxl355Registers.FifoData << 1 | Adxl355Registers.ReadBit;
        _spi.Transfer("read the FIFO", _request.AsSpan(0, 1 + bytes), _answer.AsSpan(0, 1 + bytes));
    }

    // How many samples were lost, before a start or in an overrun, follows from when those behind them are counted. A look that took long
    // does not say when, so the samples stay in the FIFO for a better one, for some time.
    private bool IsTooSlowToCountFrom(long lookNs)
    {
        var isTooSlow = (!_clock.IsAnchored || _isLossUncounted) && lookNs > Math.Max(_clock.IntervalNs, FastLookNs) && ++_slowLooks < SlowLooksMax;
        if (!isTooSlow)
            _slowLooks = 0;
        return isTooSlow;
    }

    // A host or bus that takes its time between the count and the FIFO lets the oldest sets fall out, and what is then read is not what
    // was counted. Only worth a question when the time was long enough for it.
    private bool HasOverflownSince(long countedNs, int buffered, SampleBlock block)
    {
        var sampledSince = (_time.NowNs() - countedNs) / _clock.IntervalNs;
        if (buffered + sampledSince < Adxl355Registers.FifoSetsMax - 1)
            return false;
        ReadHeader(block, out var overrun);
        return overrun;
    }

    private void ResetFifo(bool overrunIsCounted)
    {
        if (++_fifoResets > FifoResetsMax)
        {
            throw new SensorException(
                "read the FIFO", _spi.Device, $"what it held was not in order {_fifoResets} times in a row",
                "Check the ground wire and the cable's length, and lower clockHz; if the machine or the bus is very slow, free it", isTransient: true);
        }

        if (!overrunIsCounted)
            _overruns++;
        _isLossUncounted = false;
        _chip.SetPower(Adxl355Registers.Standby);
        ReadFifo(FifoBytesMax - 1);
        _chip.SetPower(Adxl355Registers.Measure);
        _lastDataNs = _time.NowNs();
        _clock.Restart(_lastDataNs);
    }

    private void Label(SampleBlock block, int count)
    {
        block.SetSampleCount(count);
        block.FirstSequence = _clock.NextSequence;
        block.SampleIntervalNs = _clock.IntervalNs;
        block.SampleClock = _clock.State;
        block.FirstSampleMonotonicNs = _clock.Deliver(count);
        block.Overruns = _overruns;
        _overruns = 0;
        if (block.MissingBefore == 0)
            return;
        foreach (ref var status in block.Status)
        {
            if (status == ChannelStatus.Ok)
                status = ChannelStatus.Gap;
        }
    }
}
