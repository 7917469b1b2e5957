namespace EdgeTwin.StructuralHealth.Traffic;

/// <summary>Weight of a vehicle by Moses' method.</summary>
/// <param name="GrossWeightKN">Sum of the axle loads; NaN when refused.</param>
/// <param name="GrossUncertaintyKN">Standard uncertainty of the gross weight: scatter of the calibration runs (or what is assumed of it), of the speed and of the fit.</param>
/// <param name="AxleLoadsKN">Load of each axle, front first; single loads of close axles are much less certain than their sum. Empty when refused.</param>
/// <param name="MisfitShare">Root mean square of the strain that the axles leave unexplained, as a share of the largest strain.</param>
/// <param name="Refusal">Why there is no weight; empty when there is one.</param>
public sealed record VehicleWeight(double GrossWeightKN, double GrossUncertaintyKN, IReadOnlyList<double> AxleLoadsKN, double MisfitShare, string Refusal)
{
    /// <summary>Whether there is a weight.</summary>
    public bool IsWeighed => Refusal.Length == 0;
}
