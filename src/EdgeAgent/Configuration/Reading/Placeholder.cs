using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>
/// What stands in for a broken or missing value while the rest of the file is checked: the default, else something that no check on
/// meaning objects to: an empty text, a number that is not one. It never reaches a running station.
/// </summary>
internal static class Placeholder
{
    public static void Write(SchemaNode schema, Utf8JsonWriter copy)
    {
        if (schema.Default is { } value)
            value.WriteTo(copy);
        else if (schema.Allowed is { Count: > 0 } allowed)
            allowed[0].WriteTo(copy);
        else if (schema.Type == "object")
            WriteObject(schema, copy);
        else if (schema.Type == "array")
            WriteEmptyList(copy);
        else if (schema.Type == "integer")
            copy.WriteNumberValue((long)(schema.Minimum ?? 0));
        else if (schema.Type == "number")
            copy.WriteStringValue("NaN");
        else if (schema.Type == "boolean")
            copy.WriteBooleanValue(false);
        else if (schema.Type == "string")
            copy.WriteStringValue("");
        else
            Write(schema.OneOf[^1], copy);
    }

    private static void WriteObject(SchemaNode schema, Utf8JsonWriter copy)
    {
        copy.WriteStartObject();
        foreach (var name in schema.Required)
        {
            copy.WritePropertyName(name);
            Write(schema.Property(name)!.Value, copy);
        }

        copy.WriteEndObject();
    }

    private static void WriteEmptyList(Utf8JsonWriter copy)
    {
        copy.WriteStartArray();
        copy.WriteEndArray();
    }
}
