using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>Writes a tree as it is, for the parts that the schema leaves to a chip.</summary>
internal static class SourceCopy
{
    public static void WriteProperties(SourceNode node, Utf8JsonWriter copy)
    {
        foreach (var property in node.Properties)
        {
            copy.WritePropertyName(property.Name);
            Write(property.Value, copy);
        }
    }

    private static void Write(SourceNode node, Utf8JsonWriter copy)
    {
        switch (node.Kind)
        {
            case JsonValueKind.Object:
                copy.WriteStartObject();
                WriteProperties(node, copy);
                copy.WriteEndObject();
                break;
            case JsonValueKind.Array:
                copy.WriteStartArray();
                foreach (var item in node.Items)
                    Write(item, copy);
                copy.WriteEndArray();
                break;
            case JsonValueKind.String:
                copy.WriteStringValue(node.Text);
                break;
            default:
                copy.WriteRawValue(node.Text);
                break;
        }
    }
}
