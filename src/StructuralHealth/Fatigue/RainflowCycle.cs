namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>What rainflow counting found: one cycle, one half cycle, or a class of equal ones.</summary>
/// <param name="Range">Highest minus lowest value, at least 0, in the unit of the samples.</param>
/// <param name="Mean">Half way between highest and lowest value, in the unit of the samples.</param>
/// <param name="Cycles">How often: 1 for a closed cycle, 0.5 for a half cycle, more in a class.</param>
public readonly record struct RainflowCycle(double Range, double Mean, double Cycles);
