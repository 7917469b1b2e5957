namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Rainflow counting of a stream: hysteresis (racetrack) filter, then the rainflow rules of ASTM E1049-85 (2017), section 5.4.4, on the turning points.
/// Blocks may be cut anywhere; <see cref="Save"/> and <see cref="Restore"/> carry the residue over a restart. What is open at the end is half cycles by the standard:
/// <see cref="CountResidue"/> counts it for a report without closing it. Nothing is allocated once the residue has reached its usual size.
/// One thread at a time.
/// </summary>
public sealed class RainflowCounter
{
    // Beyond this nothing is measured, and differences could no longer be told from infinity.
    private const double LargestSample = 1e100;
    private readonly RainflowOptions _options;
    private readonly double _gate;
    private readonly RainflowStack _stack;
    private int _direction;
    private double _lowest;
    private double _highest;
    private bool _hasSample;
    private long _openGap;

    /// <summary>Starts an empty history.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public RainflowCounter(RainflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;

        // Two points further apart than the resolution are never rounded to one.
        _gate = Math.Max(options.Gate, options.Resolution);
        _stack = new RainflowStack(options.Resolution, options.MaximumResidue);
    }

    /// <summary>Samples that were numbers.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that were missing (NaN), infinite or beyond 1e100. Nothing is counted for them, so damage has to be referred to the time of <see cref="Samples"/>.</summary>
    public long MissingSamples { get; private set; }

    /// <summary>Runs of missing samples, the one in which the stream stands included.</summary>
    public long Gaps { get; private set; }

    /// <summary>Gaps longer than <see cref="RainflowOptions.BridgedGapSamples"/>, after which the history began anew.</summary>
    public long HistoryBreaks { get; private set; }

    /// <summary>Cycles counted early because the residue was full.</summary>
    public long ForcedCycles => _stack.ForcedCycles;

    /// <summary>Turning points in the residue.</summary>
    public int ResidueCount => _stack.Count;

    /// <summary>Goes on with samples of single precision.</summary>
    /// <param name="samples">The next samples in time; NaN is a gap.</param>
    /// <param name="sink">Takes the cycles that close.</param>
    public void Add(ReadOnlySpan<float> samples, ICycleSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        foreach (var sample in samples)
            Add((double)sample, sink);
    }

    /// <summary>Goes on with samples of double precision.</summary>
    /// <param name="samples">The next samples in time; NaN is a gap.</param>
    /// <param name="sink">Takes the cycles that close.</param>
    public void Add(ReadOnlySpan<double> samples, ICycleSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        foreach (var sample in samples)
            Add(sample, sink);
    }

    /// <summary>
    /// Counts what is open as half cycles, up to the latest extreme, and leaves the counter as it is: the same ranges may later become parts of whole cycles. Allocates.
    /// </summary>
    /// <param name="sink">A sink for this report only, not the one that gets the closed cycles.</param>
    public void CountResidue(ICycleSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (_direction != 0)
            Close(_stack.Copy(), sink);
    }

    /// <summary>What has to be remembered over a restart. Allocates.</summary>
    public RainflowState Save() => new()
    {
        Gate = _options.Gate,
        Resolution = _options.Resolution,
        Residue = _stack.Save(),
        Direction = _direction,
        Lowest = _lowest,
        Highest = _highest,
        HasSample = _hasSample,
        OpenGapSamples = _openGap,
        Samples = Samples,
        MissingSamples = MissingSamples,
        Gaps = Gaps,
        HistoryBreaks = HistoryBreaks,
        ForcedCycles = ForcedCycles,
    };

    /// <summary>Goes on from a saved state; what was counted before is forgotten.</summary>
    /// <exception cref="ArgumentException">The state is of another version, was counted with another gate or resolution, or contradicts itself.</exception>
    public void Restore(RainflowState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RainflowStateCheck.Require(state, _options);
        _stack.Restore(state.Residue);
        _stack.ForcedCycles = state.ForcedCycles;
        _direction = state.Direction;
        _lowest = state.Lowest;
        _highest = state.Highest;
        _hasSample = state.HasSample;
        _openGap = state.OpenGapSamples;
        Samples = state.Samples;
        MissingSamples = state.MissingSamples;
        Gaps = state.Gaps;
        HistoryBreaks = state.HistoryBreaks;
    }

    private void Add(double sample, ICycleSink sink)
    {
        if (!(Math.Abs(sample) <= LargestSample))
        {
            Miss();
            return;
        }

        if (_openGap > 0)
            EndGap(sink);
        Samples++;
        if (_direction > 0)
        {
            if (sample > _highest)
                _highest = sample;
            else if (_highest - sample > _gate)
                Turn(_highest, -1, sample, sink);
        }
        else if (_direction < 0)
        {
            if (sample < _lowest)
                _lowest = sample;
            else if (sample - _lowest > _gate)
                Turn(_lowest, 1, sample, sink);
        }
        else
        {
            Begin(sample, sink);
        }
    }

    private void Turn(double extreme, int direction, double sample, ICycleSink sink)
    {
        _stack.Push(extreme, sink);
        _direction = direction;
        _lowest = _highest = sample;
    }

    /// <summary>Until the signal has moved by more than the gate its direction is unknown; then the extreme that it left is the first turning point.</summary>
    private void Begin(double sample, ICycleSink sink)
    {
        if (!_hasSample)
            _lowest = _highest = sample;
        _hasSample = true;
        _lowest = Math.Min(_lowest, sample);
        _highest = Math.Max(_highest, sample);
        if (!(_highest - _lowest > _gate))
            return;
        if (sample == _highest)
            Turn(_lowest, 1, sample, sink);
        else
            Turn(_highest, -1, sample, sink);
    }

    private void Miss()
    {
        if (_openGap == 0)
            Gaps++;
        _openGap++;
        MissingSamples++;
    }

    private void EndGap(ICycleSink sink)
    {
        var isBreak = _openGap > _options.BridgedGapSamples && _hasSample;
        _openGap = 0;
        if (!isBreak)
            return;
        HistoryBreaks++;
        if (_direction != 0)
            Close(_stack, sink);
        _direction = 0;
        _hasSample = false;
    }

    private void Close(RainflowStack stack, ICycleSink sink)
    {
        stack.Push(_direction > 0 ? _highest : _lowest, sink);
        stack.CountAll(sink);
    }
}
