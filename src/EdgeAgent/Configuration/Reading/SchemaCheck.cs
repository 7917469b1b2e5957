using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>
/// Checks a tree against the schema and writes a copy on the way, in which every broken value is replaced by a harmless one. The copy always
/// becomes a configuration, so that the checks on meaning run over the rest of the file as well.
/// </summary>
internal sealed class SchemaCheck
{
    private readonly ErrorList _errors;
    private readonly Utf8JsonWriter _copy;

    private SchemaCheck(ErrorList errors, Utf8JsonWriter copy)
    {
        _errors = errors;
        _copy = copy;
    }

    public static StationConfiguration Bind(SourceNode tree, ErrorList errors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var copy = new Utf8JsonWriter(buffer))
            new SchemaCheck(errors, copy).Check(tree, SchemaNode.Root, "");
        return JsonSerializer.Deserialize<StationConfiguration>(buffer.WrittenSpan, StationJson.Options)!;
    }

    private void Check(SourceNode node, SchemaNode schema, string path)
    {
        if (schema.Type.Length == 0 && schema.OneOf is { Count: > 0 } choices)
            CheckChoice(node, schema, choices, path);
        else if (schema.Allowed is { Count: > 0 } allowed)
            CheckAllowed(node, schema, allowed, path);
        else if (!HasType(node, schema))
            Refuse(node, schema, path);
        else if (schema.Type == "object")
            CheckObject(node, schema, path);
        else if (schema.Type == "array")
            CheckList(node, schema, path);
        else if (schema.Type is "number" or "integer")
            CheckNumber(node, schema, path);
        else if (schema.Type == "string")
            CheckText(node, schema, path);
        else
            _copy.WriteBooleanValue(node.Kind == JsonValueKind.True);
    }

    private void CheckObject(SourceNode node, SchemaNode schema, string path)
    {
        _copy.WriteStartObject();
        if (schema.MapValues is { } values)
            CheckMap(node, schema, values, path);
        else if (schema.HasProperties)
            CheckProperties(node, schema, path);
        else
            SourceCopy.WriteProperties(node, _copy);
        _copy.WriteEndObject();
    }

    private void CheckMap(SourceNode node, SchemaNode schema, SchemaNode values, string path)
    {
        if (node.Properties.Count > schema.MaximumItems)
            _errors.Add(path, node.Line, $"has {node.Properties.Count} entries", $"write at most {schema.MaximumItems}");
        foreach (var property in node.Properties)
        {
            _copy.WritePropertyName(property.Name);
            Check(property.Value, values, JsonPath.Property(path, property.Name));
        }
    }

    private void CheckProperties(SourceNode node, SchemaNode schema, string path)
    {
        var missing = schema.Required.Where(name => node[name] is null).ToList();
        foreach (var property in node.Properties)
        {
            if (schema.Property(property.Name) is { } known)
            {
                _copy.WritePropertyName(property.Name);
                Check(property.Value, known, JsonPath.Property(path, property.Name));
            }
            else
            {
                RefuseKey(property, node, schema, missing, path);
            }
        }

        foreach (var name in schema.Required.Where(name => node[name] is null))
        {
            var wanted = schema.Property(name)!.Value;
            if (missing.Contains(name))
                _errors.Add(JsonPath.Property(path, name), node.Line, "is missing", $"write {SchemaWords.Expected(wanted)}: {SchemaWords.WithinSentence(wanted.Description)}");
            _copy.WritePropertyName(name);
            Placeholder.Write(wanted, _copy);
        }

        CheckExactlyOne(node, schema, path);
    }

    /// <summary>A misspelt key is one mistake, not one too many and one too few: what it was meant to be no longer counts as missing.</summary>
    private void RefuseKey(SourceProperty property, SourceNode node, SchemaNode schema, List<string> missing, string path)
    {
        var unused = schema.PropertyNames.Where(known => node[known] is null).ToList();
        var advice = schema.Unwanted(property.Name);
        if (advice.Length == 0)
        {
            advice = Spelling.Question(property.Name, unused);
            foreach (var meant in Spelling.Nearest(property.Name, unused))
                missing.Remove(meant);
        }

        if (advice.Length == 0)
            advice = $"remove it; the keys here are: {string.Join(", ", schema.PropertyNames)}";
        _errors.Add(JsonPath.Property(path, property.Name), property.Line, "is not a known key", advice);
    }

    /// <summary>The one use of <c>oneOf</c> beside <c>properties</c>: exactly one of some keys.</summary>
    private void CheckExactlyOne(SourceNode node, SchemaNode schema, string path)
    {
        var names = schema.OneOf.SelectMany(choice => choice.Required).ToList();
        var present = names.Where(name => node[name] is not null).ToList();
        if (names.Count == 0 || present.Count == 1)
            return;
        var problem = present.Count == 0
            ? $"has none of {string.Join(", ", names)}"
            : $"has {string.Join(" and ", present)} at once";
        _errors.Add(path, node.Line, problem, $"write exactly one of {string.Join(", ", names)}");
    }

    private void CheckList(SourceNode node, SchemaNode schema, string path)
    {
        if (node.Items.Count < schema.MinimumItems || node.Items.Count > schema.MaximumItems)
        {
            var problem = node.Items.Count == 0 ? "is empty" : $"has {node.Items.Count} entries";
            _errors.Add(path, node.Line, problem, $"write {schema.MinimumItems} to {schema.MaximumItems}");
        }

        _copy.WriteStartArray();
        for (var i = 0; i < node.Items.Count; i++)
            Check(node.Items[i], schema.Items, JsonPath.Item(path, i));
        _copy.WriteEndArray();
    }

    private void CheckNumber(SourceNode node, SchemaNode schema, string path)
    {
        var value = double.Parse(node.Text, CultureInfo.InvariantCulture);
        var inRange = double.IsFinite(value)
            && !(value < schema.Minimum) && !(value > schema.Maximum)
            && !(value <= schema.ExclusiveMinimum) && !(value >= schema.ExclusiveMaximum);
        if (!inRange || (schema.Type == "integer" && value != Math.Floor(value)))
            Refuse(node, schema, path);
        else if (schema.Type == "integer")
            _copy.WriteNumberValue((long)value);
        else
            _copy.WriteRawValue(node.Text);
    }

    private void CheckText(SourceNode node, SchemaNode schema, string path)
    {
        var lengthFits = node.Text.Length >= schema.MinimumLength && node.Text.Length <= schema.MaximumLength;
        var formFits = schema.Pattern.Length == 0 || Regex.IsMatch(node.Text, schema.Pattern, RegexOptions.CultureInvariant);
        if (lengthFits && formFits)
            _copy.WriteStringValue(node.Text);
        else
            Refuse(node, schema, path);
    }

    private void CheckAllowed(SourceNode node, SchemaNode schema, IReadOnlyList<JsonElement> allowed, string path)
    {
        foreach (var value in allowed)
        {
            if (value.ValueKind == node.Kind && value.ToString() == node.Text)
            {
                value.WriteTo(_copy);
                return;
            }
        }

        var question = node.Kind == JsonValueKind.String ? Spelling.Question(node.Text, allowed.Select(value => value.ToString())) : "";
        Refuse(node, schema, path, question.Length == 0 ? "" : $" ({question})");
    }

    private void CheckChoice(SourceNode node, SchemaNode schema, IReadOnlyList<SchemaNode> choices, string path)
    {
        if (choices.Any(choice => choice.Type != "object"))
        {
            var fitting = choices.Where(choice => HasType(node, choice)).Take(1).ToList();
            if (fitting.Count == 0)
                Refuse(node, schema, path);
            else
                Check(node, fitting[0], path);
            return;
        }

        CheckVariant(node, choices, path);
    }

    /// <summary>Objects that a constant property tells apart, as <c>"type": "spi"</c> does.</summary>
    private void CheckVariant(SourceNode node, IReadOnlyList<SchemaNode> choices, string path)
    {
        var key = choices[0].PropertyNames.First(name => choices[0].Property(name)!.Value.Allowed.Count == 1);
        var values = choices.Select(choice => choice.Property(key)!.Value.Allowed[0].GetRawText()).ToList();
        var wanted = $"\"{key}\": {SchemaWords.Either(values)}";
        var said = node[key];
        var index = said is null ? -1 : values.IndexOf($"\"{said.Text}\"");
        if (index >= 0)
        {
            Check(node, choices[index], path);
            return;
        }

        if (node.Kind != JsonValueKind.Object)
            _errors.Add(path, node.Line, $"is {SchemaWords.Found(node)}", $"write an object with {wanted}");
        else if (said is null)
            _errors.Add(JsonPath.Property(path, key), node.Line, "is missing", $"write {wanted}");
        else
            _errors.Add(JsonPath.Property(path, key), said.Line, $"is {SchemaWords.Found(said)}", $"write {wanted}");
        Placeholder.Write(choices[0], _copy);
    }

    private static bool HasType(SourceNode node, SchemaNode schema) => schema.Type switch
    {
        "object" => node.Kind == JsonValueKind.Object,
        "array" => node.Kind == JsonValueKind.Array,
        "string" => node.Kind == JsonValueKind.String,
        "boolean" => node.Kind is JsonValueKind.True or JsonValueKind.False,
        _ => node.Kind == JsonValueKind.Number,
    };

    private void Refuse(SourceNode node, SchemaNode schema, string path, string hint = "")
    {
        _errors.Add(path, node.Line, $"is {SchemaWords.Found(node)}", $"write {SchemaWords.Expected(schema)}{hint}");
        Placeholder.Write(schema, _copy);
    }
}
