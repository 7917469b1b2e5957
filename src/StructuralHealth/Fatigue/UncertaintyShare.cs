namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>What one source adds to the uncertainty of a damage sum.</summary>
/// <param name="Source">Name of the source, as the property of <see cref="FatigueUncertainty"/>.</param>
/// <param name="Input">The standard deviation that was assumed for it (relative, or of log10 N for the scatter).</param>
/// <param name="LogDamageDeviation">Standard deviation of the natural logarithm of the damage from this source alone.</param>
public readonly record struct UncertaintyShare(string Source, double Input, double LogDamageDeviation);
