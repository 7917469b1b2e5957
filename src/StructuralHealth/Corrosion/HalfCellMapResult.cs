namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>A map of half-cell potentials, judged.</summary>
/// <param name="Classes">Class of each point, <c>[row * columns + column]</c>.</param>
/// <param name="Measured">Points measured.</param>
/// <param name="UnlikelyShare">Share of the measured points more positive than -200 mV.</param>
/// <param name="UncertainShare">Share from -200 to -350 mV.</param>
/// <param name="LikelyShare">Share more negative than -350 mV.</param>
/// <param name="MinimumMillivolts">Most negative potential against copper sulphate.</param>
/// <param name="MedianMillivolts">Median potential against copper sulphate.</param>
/// <param name="MaximumMillivolts">Most positive potential against copper sulphate.</param>
/// <param name="SteepestMillivolts">Largest difference between neighbours in a row or a column; NaN when no neighbours were measured.</param>
/// <param name="SteepestPerMetre">The same per metre; NaN when the spacing is not known.</param>
/// <param name="Anodes">Points no neighbour of which is more negative and at least one of which is more positive by the steep difference, most negative first.</param>
public sealed record HalfCellMapResult(
    IReadOnlyList<CorrosionProbability> Classes,
    int Measured,
    double UnlikelyShare,
    double UncertainShare,
    double LikelyShare,
    double MinimumMillivolts,
    double MedianMillivolts,
    double MaximumMillivolts,
    double SteepestMillivolts,
    double SteepestPerMetre,
    IReadOnlyList<GridPoint> Anodes);
