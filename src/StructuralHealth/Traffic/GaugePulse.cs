namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>One run of strain above the trigger at one gauge.</summary>
/// <param name="First">First sample.</param>
/// <param name="Last">Last sample.</param>
/// <param name="Peak">Largest strain above the baseline.</param>
internal readonly record struct GaugePulse(int First, int Last, double Peak);
