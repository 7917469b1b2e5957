using EdgeTwin.SensorDrivers;

namespace EdgeTwin.EdgeAgent.Acquisition;

/// <summary>
/// Reads the sensors of one bus, each when it is due, on one thread of its own. A sensor that fails is stopped, reported and tried again;
/// the others go on. Twice a second the loop also sends the time, so that windows close while every sensor is silent.
/// </summary>
internal sealed class SamplingLoop(
    IReadOnlyList<SensorSlot> slots, ISamplingClock clock, StationClock stationClock, SampleQueue queue, ILogger logger,
    Func<bool>? isWatched = null)
{
    private const long TickNs = 500_000_000;

    /// <summary>Processing is woken at most this often, unless someone watches live: waking it for every block costs more than what it then does.</summary>
    private const long HandOverNs = 50_000_000;

    /// <summary>A sensor that is due within this share of its own interval is served now, instead of by a wake-up of its own a moment later.</summary>
    private const int EarlyShare = 4;

    // Steps by the golden ratio between wake-ups add up to a sequence that is spread evenly over the sample interval, whatever the chip's rate
    // (Weyl, 1916).
    private const double GoldenRatio = 0.6180339887498949;

    // The fastest first: of all that is due, a full FIFO can wait least.
    private readonly SensorSlot[] _slots = [.. slots.OrderBy(slot => slot.PollNs)];
    private readonly List<PathItem> _round = [];
    private double _pollPhase;
    private long _nextTickNs;
    private long _handOverNs;

    public void Run(CancellationToken cancellationToken)
    {
        foreach (var slot in _slots)
            slot.DueNs = clock.Time.GetTimestamp();
        _nextTickNs = clock.Time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            clock.WaitUntil(NextDueNs(), cancellationToken);
            var nowNs = clock.Time.GetTimestamp();
            _pollPhase = (_pollPhase + GoldenRatio) % 1;
            foreach (var slot in _slots)
            {
                if (slot.DueNs - (slot.PollNs / EarlyShare) <= nowNs)
                    Serve(slot, nowNs, cancellationToken);
            }

            if (_nextTickNs <= nowNs)
                Tick(nowNs);
            if (_handOverNs <= nowNs || _handOverNs < NextDueNs() || isWatched?.Invoke() == true)
                HandOver(nowNs, cancellationToken);
        }

        HandOver(clock.Time.GetTimestamp(), cancellationToken);
        foreach (var slot in _slots)
            slot.Stop();
    }

    private long NextDueNs()
    {
        var due = _nextTickNs;
        foreach (var slot in _slots)
            due = Math.Min(due, slot.DueNs);
        return due;
    }

    private void Serve(SensorSlot slot, long nowNs, CancellationToken cancellationToken)
    {
        var wasRunning = slot.State.Running;
        slot.DueNs = nowNs + slot.NextPollNs(_pollPhase); // Not from when it was due: sensors of one pace stay together, and one wake-up serves them all.
        if (!slot.EnsureStarted(nowNs, clock.RunsByItself, out var failure))
        {
            if (failure is not null && slot.State.Restarts == 1)
                logger.SensorFailed(slot.Description.SensorId, failure.Message);
            return;
        }

        if (!wasRunning)
            logger.SensorStarted(slot.Description.SensorId, slot.Description.Kind);
        Read(slot, nowNs, cancellationToken);
    }

    private void Read(SensorSlot slot, long nowNs, CancellationToken cancellationToken)
    {
        if (!TryRent(slot, cancellationToken, out var block))
            return;
        if (!slot.TryRead(block, nowNs, out var failure))
        {
            block.Dispose();
            if (failure is not null)
                logger.SensorFailed(slot.Description.SensorId, failure.Message);
            return;
        }

        block.SensorIndex = slot.SensorIndex;
        block.FirstSampleUtcNs = stationClock.UtcAt(block.FirstSampleMonotonicNs);
        block.ClockQuality = stationClock.Quality;
        _round.Add(new PathItem(block, stationClock.UtcAt(nowNs), nowNs, block.ClockQuality));
    }

    private SensorSlot SlotOf(SampleBlock block)
    {
        foreach (var slot in _slots)
        {
            if (slot.SensorIndex == block.SensorIndex)
                return slot;
        }

        throw new InvalidOperationException($"Sensor {block.SensorIndex} is not on this bus.");
    }

    // In live sampling no free block means that processing hangs: the chip's own buffer then overruns, which its driver counts.
    private bool TryRent(SensorSlot slot, CancellationToken cancellationToken, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SampleBlock? block)
    {
        while (!slot.Pool.TryRent(out block))
        {
            if (!queue.WaitsWhenFull || cancellationToken.IsCancellationRequested)
                return false;
            cancellationToken.WaitHandle.WaitOne(1);
        }

        return true;
    }

    private void Tick(long nowNs)
    {
        _nextTickNs = nowNs + TickNs;
        stationClock.Refresh();
        _round.Add(new PathItem(null, stationClock.UtcAt(nowNs), nowNs, stationClock.Quality));
    }

    private void HandOver(long nowNs, CancellationToken cancellationToken)
    {
        _handOverNs = nowNs + HandOverNs;
        foreach (var item in _round)
        {
            if (queue.Write(item, cancellationToken) || item.Block is not { } block)
                continue;
            SlotOf(block).CountDropped(block);
            block.Dispose();
        }

        _round.Clear();
    }
}
