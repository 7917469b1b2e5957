namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>
/// Palmgren-Miner sum of EN 1993-1-9:2005, annex A.5: cycles over cycles to failure, with ranges times gamma Ff and the curve over gamma Mf. A sum of 1 is the end of the life that the
/// standard grants. Allocates only when made. One thread at a time.
/// </summary>
public sealed class MinerSum : ICycleSink
{
    private readonly StressOptions _stress;
    private readonly double _loadFactor;
    private double _compensation;

    /// <summary>Begins a sum.</summary>
    /// <param name="category">Detail category.</param>
    /// <param name="stress">From samples to stress.</param>
    /// <param name="factors">Partial factors.</param>
    /// <param name="sizeFactor">k_s of section 7.2.2, see <see cref="SizeEffect"/>; above 0, at most 1.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public MinerSum(DetailCategory category, StressOptions stress, PartialFactors factors, double sizeFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(stress);
        ArgumentNullException.ThrowIfNull(factors);
        stress.Validate();
        factors.Validate();
        if (!(sizeFactor > 0 && sizeFactor <= 1))
            throw new ArgumentException($"The size factor must lie above 0 and be at most 1; it is {sizeFactor}.", nameof(sizeFactor));
        _stress = stress;
        _loadFactor = factors.Loads;
        Curve = new SnCurve(category, sizeFactor / factors.Strength);
    }

    /// <summary>The curve, strength factor included.</summary>
    public SnCurve Curve { get; }

    /// <summary>The sum so far.</summary>
    public double Damage { get; private set; }

    /// <summary>Largest design stress range seen, in MPa.</summary>
    public double LargestRangeMPa { get; private set; }

    /// <summary>
    /// Whether every range so far lies below the constant amplitude limit: the standard then expects no fatigue damage from these ranges alone. Never for shear, which has no such limit.
    /// </summary>
    public bool IsBelowConstantAmplitudeLimit => LargestRangeMPa < Curve.ConstantAmplitudeLimitMPa;

    /// <inheritdoc/>
    public void Count(double range, double mean, int halfCycles) => Add(_stress.RangeMPa(range, mean), 0.5 * halfCycles);

    /// <summary>Takes classes of cycles, for instance those of a histogram.</summary>
    /// <exception cref="ArgumentException">A range or a number of cycles is negative or no number; nothing of that class is added.</exception>
    public void Add(IEnumerable<RainflowCycle> cycles)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        foreach (var cycle in cycles)
        {
            // A negative one would quietly do no damage or take some away.
            if (!(cycle.Range >= 0 && cycle.Cycles >= 0) || double.IsInfinity(cycle.Cycles))
                throw new ArgumentException($"A class of cycles has a range and a number of at least 0; there is one of range {cycle.Range}, {cycle.Cycles} times.", nameof(cycles));
            Add(_stress.RangeMPa(cycle.Range, cycle.Mean), cycle.Cycles);
        }
    }

    /// <summary>What has to be remembered over a restart. Allocates.</summary>
    public MinerState Save() => new()
    {
        Detail = Curve.Category.ToString(),
        ReferenceMPa = Curve.ReferenceMPa,
        LoadFactor = _loadFactor,
        Damage = Damage,
        LargestRangeMPa = LargestRangeMPa,
    };

    /// <summary>Goes on from a saved state; what was summed before is forgotten.</summary>
    /// <exception cref="ArgumentException">The state is of another version or of another detail or factor, or holds a value that cannot be.</exception>
    public void Restore(MinerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Version != MinerState.CurrentVersion || state.Detail != Curve.Category.ToString() || state.ReferenceMPa != Curve.ReferenceMPa || state.LoadFactor != _loadFactor)
        {
            throw new ArgumentException(
                $"The damage cannot be used: it is version {state.Version} of detail {state.Detail}, {state.ReferenceMPa} MPa, load factor {state.LoadFactor}; " +
                $"needed is version {MinerState.CurrentVersion} of {Curve.Category}, {Curve.ReferenceMPa} MPa, {_loadFactor}.",
                nameof(state));
        }

        if (!(state.Damage >= 0) || double.IsInfinity(state.Damage) || !(state.LargestRangeMPa >= 0))
            throw new ArgumentException($"The damage cannot be used: {state.Damage} and a largest range of {state.LargestRangeMPa} MPa.", nameof(state));
        Damage = state.Damage;
        LargestRangeMPa = state.LargestRangeMPa;
        _compensation = 0;
    }

    private void Add(double rangeMPa, double cycles)
    {
        var design = _loadFactor * rangeMPa;
        LargestRangeMPa = Math.Max(LargestRangeMPa, design);

        // Compensated: a sum of a hundred million small cycles keeps its digits.
        var term = (cycles * Curve.DamagePerCycle(design)) - _compensation;
        var sum = Damage + term;
        _compensation = sum - Damage - term;
        Damage = sum;
    }
}
