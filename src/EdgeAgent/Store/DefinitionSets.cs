using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Features;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>The feature definitions of one configuration are stored once and named by their hash; a window holds only numbers.</summary>
internal static class DefinitionSets
{
    public static string Write(IReadOnlyList<FeatureDefinition> definitions)
    {
        var buffer = new ArrayBufferWriter<byte>(definitions.Count * 160);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var definition in definitions)
            {
                json.WriteStartObject();
                json.WriteString("id", definition.Id);
                json.WriteString("source", definition.Source);
                json.WriteString("quantity", definition.Quantity);
                json.WriteString("unit", definition.Unit);
                json.WriteString("span", definition.Span);
                json.WriteString("member", definition.Member);
                json.WriteString("label", definition.Label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static byte[] Hash(string json) => SHA256.HashData(Encoding.UTF8.GetBytes(json));

    public static IReadOnlyList<FeatureDefinition> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var definitions = new List<FeatureDefinition>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            definitions.Add(new FeatureDefinition(
                definitions.Count, Text(item, "id"), Text(item, "source"), Text(item, "quantity"),
                Text(item, "unit"), Text(item, "span"), Text(item, "member"), Text(item, "label")));
        }

        return definitions;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
