using EdgeTwin.SensorDrivers.Simulation;

namespace EdgeTwin.SensorDrivers.Fifo;

/// <summary>
/// The sampling and the FIFO of a simulated chip that keeps whole sets: it samples at its own rate, holds the newest sets and drops the
/// oldest. After a pause of any length only what still fits is sampled. Not thread-safe; the chip's model locks.
/// </summary>
internal sealed class SimulatedSetFifo(
    FaultView faults, NoiseGenerator noise, SimulationOptions options, SimulatedSignal[] signals, int depthSets)
{
    private readonly int[] _ring = new int[depthSets * signals.Length];
    private readonly int[] _newest = new int[signals.Length];
    private SetScale _scale = new(1, 0, 0, 1, new double[signals.Length], new double[signals.Length]);
    private double _rateHz;
    private long _startNs;
    private double _newestNs;
    private long _made;
    private long _read;
    private bool _isMeasuring;

    /// <summary>Sets that were sampled since the beginning.</summary>
    public long Made => _made;

    /// <summary>Sets in the FIFO.</summary>
    public int Count => (int)(_made - _read);

    /// <summary>Whether sets were dropped since the last one was taken out.</summary>
    public bool HasDropped { get; private set; }

    /// <summary>Whether sets are kept; otherwise only the newest is there.</summary>
    public bool IsStoring { get; private set; }

    /// <summary>The newest set, in counts.</summary>
    public ReadOnlySpan<int> Newest => _newest;

    /// <summary>The oldest set in the FIFO; the newest when it is empty, as such chips repeat it.</summary>
    public ReadOnlySpan<int> Oldest =>
        Count == 0 ? _newest : _ring.AsSpan((int)(_read % depthSets) * signals.Length, signals.Length);

    /// <summary>Begins to measure; the first set comes one interval later.</summary>
    public void Start(long nowNs, double rateHz, SetScale scale)
    {
        (_rateHz, _scale) = (rateHz, scale);
        if (_isMeasuring)
            return;
        _isMeasuring = true;
        _startNs = nowNs;
        _newestNs = 0;
    }

    public void Stop() => _isMeasuring = false;

    /// <summary>Keeps sets from now on, or no more; the FIFO is empty afterwards.</summary>
    public void Store(bool isStoring)
    {
        IsStoring = isStoring;
        HasDropped = false;
        _read = _made;
    }

    /// <summary>Takes the oldest set out.</summary>
    public void Pop()
    {
        HasDropped = false;
        if (Count > 0)
            _read++;
    }

    /// <summary>Samples what is due.</summary>
    public void CatchUp(long nowNs)
    {
        if (!_isMeasuring)
            return;
        var clockErrorPpm = faults.IsActive(SimulatedFault.ClockError, out var amount) ? amount : 0;
        var intervalNs = 1e9 / (options.TrueRate(_rateHz) * (1 + clockErrorPpm * 1e-6));
        var due = (long)((nowNs - _startNs - _newestNs) / intervalNs);
        for (var set = Math.Max(0, due - depthSets); set < due; set++)
            Sample(_made + set, _startNs + (long)(_newestNs + (set + 1) * intervalNs));
        _newestNs += due * intervalNs;
        _made += due;
        if (!IsStoring)
            _read = _made;
        if (_made - _read > depthSets)
            Drop(_made - _read - depthSets);
        if (faults.IsActiveOnce(SimulatedFault.Overrun, out var lost))
            Drop(Math.Min(Count, (long)lost));
    }

    private void Drop(long sets)
    {
        _read += sets;
        HasDropped |= sets > 0;
    }

    private void Sample(long index, long monotonicNs)
    {
        var isFrozen = faults.IsActive(SimulatedFault.Frozen, out _) && index > 0;
        var slot = _ring.AsSpan((int)(index % depthSets) * signals.Length, signals.Length);
        for (var axis = 0; axis < signals.Length; axis++)
        {
            if (!isFrozen)
                _newest[axis] = Convert(axis, monotonicNs);
            slot[axis] = _newest[axis];
            faults.Made?.Invoke(monotonicNs, axis, _newest[axis] * _scale.UnitPerCount);
        }
    }

    private int Convert(int axis, long monotonicNs)
    {
        var noiseFactor = faults.IsActive(SimulatedFault.Noise, out var factor) ? factor : 1;
        var counts = signals[axis](monotonicNs) / _scale.UnitPerCount + _scale.BiasCounts[axis]
            + noise.NextGaussian() * _scale.NoiseCounts[axis] * options.NoiseScale * noiseFactor;
        if (faults.IsActive(SimulatedFault.Saturated, out var side))
            counts = side < 0 ? double.MinValue : double.MaxValue;
        var stepped = Math.Round(Math.Clamp(counts, _scale.CountMin, _scale.CountMax) / _scale.CountStep) * _scale.CountStep;
        return (int)Math.Min(stepped, _scale.CountMax - _scale.CountMax % _scale.CountStep);
    }
}
