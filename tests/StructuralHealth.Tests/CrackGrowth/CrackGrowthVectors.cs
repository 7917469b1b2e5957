using System.Text.Json;
using EdgeTwin.StructuralHealth.CrackGrowth;

namespace EdgeTwin.StructuralHealth.Tests.CrackGrowth;

/// <summary>Simulated cracks with what NumPy and SciPy say of them; made by crack_growth_vectors.py.</summary>
internal sealed record CrackGrowthVectors(
    int Specimens, double[] LengthsMm, double[][] Cycles, double[] Scatter, double[] Mean, double CostAtScatter, double BestCost, double[] BestScatter, ForecastVector[] Forecasts)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static CrackGrowthVectors Stored { get; } = JsonSerializer.Deserialize<CrackGrowthVectors>(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "CrackGrowth", "crack_growth_vectors.json")), s_json)!;

    public IReadOnlyList<CrackRecord> Population => [.. Cycles.Take(Specimens).Select(cycles => new CrackRecord(LengthsMm, cycles))];

    public GrowthScatter TrueScatter => new(Scatter[0], Scatter[1], Scatter[2], Scatter[3], Scatter[4]);

    public GrowthLikelihood Likelihood => new(
        [.. Population.Select(record => CrackSegments.Of(record, 0.1))], 3, 0.5 * Math.Log(LengthsMm[0] * LengthsMm[^1]), 0.5 * Math.Log(LengthsMm[^1] / LengthsMm[0]));
}

/// <summary>Remaining cycles from draws.</summary>
internal sealed record ForecastVector(int Specimen, int Rows, double Transfer, double Mean, double DeviationOfLog, double Median, double Misfit);
