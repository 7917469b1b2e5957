using System.Text.Json;

namespace EdgeTwin.StructuralHealth.Tests.Modal;

/// <summary>What NumPy says of small matrices and of one small record; made by Modal/modal_vectors.py.</summary>
internal sealed record ModalVectors(GeneralMatrixVector[] General, IdentifiedVector Identified)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static ModalVectors Stored { get; } = JsonSerializer.Deserialize<ModalVectors>(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", "Modal", "modal_vectors.json")), s_json)!;
}

internal sealed record GeneralMatrixVector(double[][] Rows, double[] Real, double[] Imaginary);

internal sealed record IdentifiedVector(double RateHz, int BlockRows, int Blocks, int[] References, double[][] Samples, OrderVector[] Orders);

internal sealed record OrderVector(int Order, PoleVector[] Poles);

internal sealed record PoleVector(double FrequencyHz, double DampingRatio, double[] ShapeReal, double[] ShapeImaginary, double[] Deviations);
