using System.Text.Json;

namespace EdgeTwin.StructuralHealth.Tests;

/// <summary>Reads vectors that a script beside them made with SciPy and NumPy.</summary>
internal static class StoredVectors
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static T Read<T>(string folder, string file) => JsonSerializer.Deserialize<T>(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "StructuralHealth.Tests", folder, file)), s_json)!;
}
