namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Keeps every cycle in the order in which it was closed. Grows without bound: for recordings, not for the station.</summary>
public sealed class CycleList : ICycleSink
{
    private readonly List<RainflowCycle> _cycles = [];

    /// <summary>The cycles so far.</summary>
    public IReadOnlyList<RainflowCycle> Cycles => _cycles;

    /// <inheritdoc/>
    public void Count(double range, double mean, int halfCycles) => _cycles.Add(new RainflowCycle(range, mean, 0.5 * halfCycles));
}
