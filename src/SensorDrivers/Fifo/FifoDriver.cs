using EdgeTwin.SensorDrivers.Links;
using EdgeTwin.SensorDrivers.Timing;

namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>
/// Reads chips whose FIFO holds whole sample sets. One read: ask the level, take out what it says, ask the level again. Between the two
/// levels the chip goes on sampling, so the sets are numbered by the second one: taken out plus still there is what was in the FIFO at
/// that moment, whatever came meanwhile. A set is delivered only if none can have been dropped between it and the one before: the time
/// since the first level bounds how many can have come, and a FIFO that cannot have been full has dropped nothing. What cannot be proven
/// so (a slow bus, a thread that was held up, a transfer that failed half-way) is left out, and the loss is counted. Settings and
/// identity are checked before a block leaves.
/// Called by one thread at a time.
/// </summary>
internal sealed class FifoDriver : ISensorDriver, ISelfTest
{
    // Chips' clocks are this much faster than nominal or estimated at the very most.
    private const double FastestInterval = 0.95;
    private const int UnprovenReadsMax = 5;
    private const double SilentIntervals = 4;
    private const long SilentNs = 20_000_000;

    private readonly IFifoChip _chip;
    private readonly DataReadyLine _ready;
    private readonly int _readySets;
    private readonly TimeProvider _time;
    private readonly FifoAccount _account;
    private readonly byte[] _sets;
    private long _silentUntilNs;
    private int _unprovenReads;
    private bool _isRunning;

    /// <summary>Creates the driver.</summary>
    /// <param name="description">The sensor.</param>
    /// <param name="chip">Its chip; the driver disposes it.</param>
    /// <param name="ready">The chip's interrupt line; the driver disposes it.</param>
    /// <param name="readySets">Sets in the FIFO from which on the line says that data is there.</param>
    /// <param name="time">The clock.</param>
    public FifoDriver(SensorDescription description, IFifoChip chip, DataReadyLine ready, int readySets, TimeProvider time)
    {
        Description = description;
        _chip = chip;
        _ready = ready;
        _readySets = readySets;
        _time = time;
        _account = new FifoAccount(description.SampleRateHz);
        _sets = new byte[chip.DepthSets * chip.SetBytes];
    }

    private enum Doubt
    {
        None,
        TransferFailed,
        LossPossible,
        NotThisChip,
    }

    public SensorDescription Description { get; }

    public void Start()
    {
        _isRunning = false;
        _ready.Open();
        _chip.Start();
        _unprovenReads = 0;
        var nowNs = _time.NowNs();
        _account.Restart(nowNs);
        ExpectReadyLine(nowNs);
        _isRunning = true;
    }

    public ReadOutcome Read(SampleBlock block)
    {
        if (!_isRunning)
            throw BusFailure.NotOpen("read", _chip.Device);
        var isReady = _ready.MayBeReady();
        if (!isReady && _time.NowNs() < _silentUntilNs)
            return ReadOutcome.NotReady;

        var first = _chip.ReadLevel();
        if (!isReady && first.Sets > _readySets + 1)
            throw _ready.Silent();
        if (first.Sets == 0)
        {
            ThrowIfStarved(first.AfterNs);
            return ReadOutcome.NotReady;
        }

        ExpectReadyLine(first.AfterNs);
        var overrun = _account.HasOverrun(first);
        var popped = Pop(first, Math.Min(first.Sets, block.Capacity), out var proven, out var doubt);
        var last = _chip.ReadLevel();
        _chip.Verify();
        if (doubt == Doubt.TransferFailed && !_account.HasLost(last, popped + last.Sets))
            doubt = Doubt.None;
        if (last.Sets > first.Sets - popped + ArrivedMax(first, last.AfterNs))
            (proven, doubt) = (0, Doubt.NotThisChip);
        if (doubt != Doubt.None)
            return DeliverProven(block, proven, first, overrun, doubt);

        _unprovenReads = 0;
        Deliver(block, popped, last, popped + last.Sets, overrun);
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

    public SelfTestReport SelfTest() =>
        _isRunning ? throw new InvalidOperationException("Stop the sensor before its self test.") : _chip.SelfTest();

    public void Dispose()
    {
        Stop();
        _ready.Dispose();
        _chip.Dispose();
    }

    // Returns how many sets were taken out; in doubt, 'proven' of them are beyond it: the first ones, unless the FIFO may have dropped
    // sets between the level and the first of them, which the level after the last one would show, but not in doubt.
    private int Pop(in FifoLook first, int count, out int proven, out Doubt doubt)
    {
        var popped = 0;
        var attempt = 1;
        var isPlaced = true;
        (proven, doubt) = (0, Doubt.None);
        while (popped < count)
        {
            var chunk = Math.Min(_chip.SetsPerTransfer, count - popped);
            try
            {
                if (!_chip.TryPop(_sets.AsSpan(popped * _chip.SetBytes, chunk * _chip.SetBytes)))
                {
                    doubt = Doubt.NotThisChip;
                    return popped;
                }
            }
            catch (SensorException error) when (error.IsTransient && attempt++ < BusRetry.AttemptsMax)
            {
                // Has the chip given the sets away, although nobody got them? Then it has fewer left.
                var left = _chip.ReadLevel().Sets;
                doubt = left < first.Sets - popped ? Doubt.LossPossible : Doubt.TransferFailed;
                if (doubt == Doubt.LossPossible)
                    return popped;
                continue;
            }

            if (CanHaveDropped(first, popped, chunk))
            {
                doubt = Doubt.LossPossible;
                return popped;
            }

            if (popped == 0)
                isPlaced = first.Sets + ArrivedMax(first, _time.NowNs()) <= _chip.DepthSets;
            popped += chunk;
            attempt = 1;
            if (isPlaced && doubt == Doubt.None)
                proven = popped;
        }

        return popped;
    }

    // Sets are dropped when one comes while the FIFO is full. In front of the first set that is an ordinary overrun, which the level
    // after the last one shows; between two sets it would be a hole that nothing shows.
    private bool CanHaveDropped(in FifoLook first, int popped, int chunk)
    {
        if (popped == 0 && chunk == 1)
            return false;
        return first.Sets - Math.Max(1, popped) + ArrivedMax(first, _time.NowNs()) > _chip.DepthSets;
    }

    private long ArrivedMax(in FifoLook first, long nowNs) =>
        (long)((nowNs - first.BeforeNs) / (_account.IntervalNs * FastestInterval)) + 1;

    private ReadOutcome DeliverProven(SampleBlock block, int proven, in FifoLook first, bool overrun, Doubt doubt)
    {
        _unprovenReads = proven > 0 ? 0 : _unprovenReads + 1;
        if (_unprovenReads > UnprovenReadsMax)
            throw Unproven(doubt);
        if (proven > 0)
            Deliver(block, proven, first, first.Sets, overrun);
        _account.LoseBehind();
        if (doubt == Doubt.NotThisChip)
        {
            _chip.EmptyFifo();
            _account.Restart(_time.NowNs());
        }

        return proven > 0 ? ReadOutcome.Ok : ReadOutcome.NotReady;
    }

    private void Deliver(SampleBlock block, int count, in FifoLook look, int buffered, bool overrun)
    {
        _chip.Decode(_sets, count, block);
        block.ChipTemperatureC = _chip.TemperatureC;
        _account.Deliver(block, count, look, buffered, overrun);
    }

    private void ThrowIfStarved(long nowNs)
    {
        if (!_account.IsStarved(nowNs))
            return;
        _chip.Verify();
        throw new SensorException(
            "read the FIFO", _chip.Device, "the chip is set to measure but delivers no samples",
            "Switch the chip's supply off and on; if it stays so, replace the chip", isTransient: true);
    }

    private void ExpectReadyLine(long nowNs) =>
        _silentUntilNs = nowNs + (long)((_readySets + SilentIntervals) * _account.IntervalNs) + SilentNs;

    private SensorException Unproven(Doubt doubt) => doubt == Doubt.NotThisChip
        ? new SensorException(
            "read the FIFO", _chip.Device, $"the samples were not what this chip can say {_unprovenReads} times in a row",
            "Check the ground wire and the cable's length, and lower the clock of the bus", isTransient: true)
        : new SensorException(
            "read the FIFO", _chip.Device, $"samples were lost while they were read {_unprovenReads} times in a row",
            "The bus is too slow for this rate: raise its clock, give the chip a bus of its own, or lower sampleRateHz", isTransient: true);
}
