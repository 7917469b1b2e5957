using System.Text.Json;

namespace EdgeTwin.StructuralHealth.Tests.Fatigue;

/// <summary>Stored references; made by rainflow_vectors.py and en1993_vectors.py beside this file.</summary>
internal static class FatigueVectors
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static RainflowVectors Rainflow { get; } = Read<RainflowVectors>("rainflow_vectors.json");

    public static En1993Vectors En1993 { get; } = Read<En1993Vectors>("en1993_vectors.json");

    private static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "Fatigue", name)), s_json)!;
}

internal sealed record RainflowVectors(RainflowVector Standard, IReadOnlyList<RainflowVector> Cases);

/// <summary>Cycles are [range, mean, cycles].</summary>
internal sealed record RainflowVector(string Name, double Gate, double[] History, double[][] Cycles, RangeCount[]? Table);

internal sealed record RangeCount(double Range, double Cycles);

internal sealed record En1993Vectors(IReadOnlyList<CurveVector> Curves, double[][] Spectrum, IReadOnlyList<SumVector> Sums, PrintedFactors Printed);

/// <summary>Cycles are null below the cut-off.</summary>
internal sealed record CurveVector(string Name, double ReferenceMPa, double? ConstantAmplitudeLimitMPa, double CutOffMPa, double[] RangesMPa, double?[] Cycles);

internal sealed record SumVector(string Name, double Loads, double Strength, double Damage);

internal sealed record PrintedFactors(double DirectLimit, double DirectCutOffOfLimit, double DirectCutOff, double ShearCutOff);
