namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>What calibration runs taught about a pair of gauges. Immutable.</summary>
/// <param name="First">Influence line of the first gauge.</param>
/// <param name="Second">Influence line of the second gauge.</param>
/// <param name="Runs">Runs that were used.</param>
/// <param name="RelativeUncertainty">
/// Relative standard uncertainty of a gross weight: root mean square error of each run weighed with the lines of the others; assumed with fewer than five runs.
/// </param>
/// <param name="IsUncertaintyMeasured">Whether <paramref name="RelativeUncertainty"/> was measured and not assumed.</param>
public sealed record WeighCalibration(InfluenceLine First, InfluenceLine Second, int Runs, double RelativeUncertainty, bool IsUncertaintyMeasured);
