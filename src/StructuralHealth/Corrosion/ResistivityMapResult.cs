namespace EdgeTwin.StructuralHealth.Corrosion;

/// <summary>A map of concrete resistivity, judged.</summary>
/// <param name="Risks">Risk at each point, <c>[row * columns + column]</c>.</param>
/// <param name="Rates">Rate at each point, same order.</param>
/// <param name="Measured">Points measured.</param>
/// <param name="MinimumKiloOhmCentimetres">Smallest resistivity.</param>
/// <param name="MedianKiloOhmCentimetres">Median resistivity.</param>
/// <param name="MaximumKiloOhmCentimetres">Largest resistivity.</param>
public sealed record ResistivityMapResult(
    IReadOnlyList<CorrosionRisk> Risks,
    IReadOnlyList<CorrosionRate> Rates,
    int Measured,
    double MinimumKiloOhmCentimetres,
    double MedianKiloOhmCentimetres,
    double MaximumKiloOhmCentimetres)
{
    /// <summary>Share of the measured points in a class of risk.</summary>
    public double ShareOf(CorrosionRisk risk) => (double)Risks.Count(found => found == risk) / Measured;

    /// <summary>Share of the measured points in a class of rate.</summary>
    public double ShareOf(CorrosionRate rate) => (double)Rates.Count(found => found == rate) / Measured;
}
