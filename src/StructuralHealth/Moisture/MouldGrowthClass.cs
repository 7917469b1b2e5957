namespace EdgeTwin.StructuralHealth.Moisture;

/// <summary>Constants of one sensitivity class (Ojanen, Viitanen et al. 2010, tables 4 to 6).</summary>
/// <param name="FactorBelowOne">Speed of growth against pine sapwood while the index is below 1.</param>
/// <param name="FactorFromOne">The same from index 1 on.</param>
/// <param name="A">Constant of the largest index.</param>
/// <param name="B">Linear term of the largest index.</param>
/// <param name="C">Square term of the largest index.</param>
/// <param name="LeastHumidityPct">Humidity below which nothing grows at any temperature.</param>
internal readonly record struct MouldGrowthClass(double FactorBelowOne, double FactorFromOne, double A, double B, double C, double LeastHumidityPct)
{
    public static MouldGrowthClass Of(MouldSensitivity sensitivity) => sensitivity switch
    {
        MouldSensitivity.VerySensitive => new(1, 2, 1, 7, 2, 80),
        MouldSensitivity.Sensitive => new(0.578, 0.386, 0.3, 6, 1, 80),
        MouldSensitivity.MediumResistant => new(0.072, 0.097, 0, 5, 1.5, 85),
        _ => new(0.033, 0.014, 0, 3, 1, 85),
    };
}
