namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>How samples become turning points and when the counter gives up on them.</summary>
public sealed record RainflowOptions
{
    /// <summary>Hysteresis gate in the unit of the samples: a reversal counts once the signal has come back by more than this. 0 (default) keeps every reversal. Finite, at least 0.</summary>
    public double Gate { get; init; }

    /// <summary>
    /// Turning points are rounded to multiples of this, in the unit of the samples; 0 (default) keeps them as they are, finite, at least 0.
    /// The ranges of the residue decrease strictly, so a signal that stays within a span R then has a residue of at most R / Resolution + 2 points, for ever.
    /// </summary>
    public double Resolution { get; init; }

    /// <summary>
    /// Most turning points that the residue may hold; 4096 (default), 16 to 1,000,000. Only perfect nesting of as many ever smaller ranges reaches it;
    /// the two innermost points are then counted as one whole cycle and <see cref="RainflowCounter.ForcedCycles"/> goes up.
    /// </summary>
    public int MaximumResidue { get; init; } = 4096;

    /// <summary>
    /// Longest gap, in samples, over which the history is taken to go on: unlimited by default, because the structure was loaded on either side of it by one zero.
    /// After a longer gap the residue is counted as half cycles and the history begins anew: choose this where a gauge may have been zeroed in the gap. At least 0.
    /// </summary>
    public long BridgedGapSamples { get; init; } = long.MaxValue;

    internal void Validate()
    {
        RequireNotNegative(Gate, nameof(Gate));
        RequireNotNegative(Resolution, nameof(Resolution));
        if (MaximumResidue is < 16 or > 1_000_000)
            throw new ArgumentException($"{nameof(MaximumResidue)} must lie between 16 and 1,000,000; it is {MaximumResidue}.", nameof(MaximumResidue));
        if (BridgedGapSamples < 0)
            throw new ArgumentException($"{nameof(BridgedGapSamples)} must be at least 0; it is {BridgedGapSamples}.", nameof(BridgedGapSamples));
    }

    private static void RequireNotNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw new ArgumentException($"{name} must be finite and at least 0; it is {value}.", name);
    }
}
