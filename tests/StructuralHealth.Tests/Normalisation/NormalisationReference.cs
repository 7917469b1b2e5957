using System.Text.Json;

namespace EdgeTwin.StructuralHealth.Tests.Normalisation;

/// <summary>Numbers by NumPy; Reference/normalisation_reference.py made them.</summary>
internal static class NormalisationReference
{
    public static JsonElement Part(string name)
    {
        var path = Path.Combine(RepositoryFiles.Root, "tests/StructuralHealth.Tests/Normalisation/Reference/normalisation_reference.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.GetProperty(name).Clone();
    }

    public static double[] Numbers(this JsonElement element, string name) => Numbers(element.GetProperty(name));

    public static double[][] Rows(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(Numbers)];

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];
}
