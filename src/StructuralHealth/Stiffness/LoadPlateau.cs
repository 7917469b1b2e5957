namespace EdgeTwin.StructuralHealth.Stiffness;

/// <summary>A time of constant load.</summary>
/// <param name="FirstSample">First sample.</param>
/// <param name="EndSample">Sample after the last one.</param>
/// <param name="Mean">Mean of each channel, <c>[channel]</c>.</param>
/// <param name="StandardError">Standard error of each mean, from the scatter of block means.</param>
public sealed record LoadPlateau(int FirstSample, int EndSample, IReadOnlyList<double> Mean, IReadOnlyList<double> StandardError);
