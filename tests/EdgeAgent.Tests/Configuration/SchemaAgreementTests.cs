using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;

namespace EdgeTwin.EdgeAgent.Tests.Configuration;

/// <summary>The schema that editors use and the records of the agent are one and the same.</summary>
public sealed class SchemaAgreementTests
{
    /// <summary>The keywords that the agent's own check knows, and annotations. A keyword beside these would be checked by editors only.</summary>
    private static readonly string[] KnownKeywords =
    [
        "$schema", "$id", "$ref", "$defs", "title", "description", "default", "type", "properties", "required", "additionalProperties", "items",
        "minItems", "maxItems", "maxProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
        "pattern", "enum", "const", "oneOf", "examples", "x-unit", "x-form", "x-unwanted",

        // For editors only: the options of each kind, which the chip itself checks (see ChipOptionsSchemaTests).
        "allOf",
    ];

    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "config", "station.schema.json"))).RootElement;

    [Fact]
    public void Schema_EveryKeyword_IsOneThatTheAgentChecks()
    {
        var unknown = new List<string>();
        Visit(Schema, "#", (schema, path) =>
            unknown.AddRange(schema.EnumerateObject().Where(keyword => !KnownKeywords.Contains(keyword.Name)).Select(keyword => $"{path}/{keyword.Name}")));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Schema_EveryObject_IsClosed()
    {
        var open = new List<string>();
        Visit(Schema, "#", (schema, path) =>
        {
            if (schema.TryGetProperty("properties", out _) && !(schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False))
                open.Add(path);
        });

        Assert.Empty(open);
    }

    [Fact]
    public void Schema_EveryProperty_IsDescribed()
    {
        var silent = new List<string>();
        Visit(Schema, "#", (schema, path) =>
        {
            if (!schema.TryGetProperty("properties", out var properties))
                return;
            silent.AddRange(properties.EnumerateObject()
                .Where(property => !property.Value.TryGetProperty("description", out _) && !Resolve(property.Value).TryGetProperty("description", out _))
                .Select(property => $"{path}/{property.Name}"));
        });

        Assert.Empty(silent);
    }

    [Fact]
    public void Schema_AndRecords_HaveTheSamePropertiesTypesAndDefaults()
    {
        var differences = new List<string>();
        Compare(typeof(StationConfiguration), Schema, "", differences);

        Assert.Empty(differences);
    }

    private static void Compare(Type record, JsonElement schema, string path, List<string> differences)
    {
        var properties = schema.GetProperty("properties");
        var inSchema = properties.EnumerateObject().Select(property => property.Name).Where(name => name != "$schema").ToList();
        var inRecord = record.GetProperties().Where(property => property.Name != "EqualityContract").ToDictionary(property => Camel(property.Name));
        differences.AddRange(inSchema.Except(inRecord.Keys).Select(name => $"{path}.{name} is in the schema only"));
        differences.AddRange(inRecord.Keys.Except(inSchema).Select(name => $"{path}.{name} is in the record only"));
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToList() : [];
        foreach (var name in inSchema.Where(inRecord.ContainsKey))
        {
            var property = inRecord[name];
            var place = $"{path}.{name}";
            if (IsRequired(record, property) != required.Contains(name))
                differences.Add($"{place}: required differs");
            CompareDefault(record, property, properties.GetProperty(name), required.Contains(name), place, differences);
            CompareType(property.PropertyType, properties.GetProperty(name), place, differences);
        }
    }

    private static void CompareType(Type type, JsonElement schema, string path, List<string> differences)
    {
        schema = Resolve(schema);
        type = Nullable.GetUnderlyingType(type) ?? type;
        var expected = type switch
        {
            _ when type == typeof(string) => schema.TryGetProperty("enum", out _) ? "" : "string",
            _ when type == typeof(int) => schema.TryGetProperty("const", out _) ? "" : "integer",
            _ when type == typeof(double) => "number",
            _ when type == typeof(bool) => "boolean",
            _ when type.IsEnum => "",
            _ when type == typeof(EdgeTwin.SensorDrivers.BusLocation) => "",
            _ when type != typeof(JsonElement) && type.IsAssignableTo(typeof(IEnumerable)) && !IsMap(type) => "array",
            _ => "object",
        };
        var actual = schema.TryGetProperty("type", out var said) ? said.GetString() : "";
        if (expected != actual)
            differences.Add($"{path}: record {expected}, schema {actual}");
        else if (type.IsEnum)
            CompareEnum(type, schema, path, differences);
        else if (expected == "array")
            CompareType(type.GetGenericArguments()[0], schema.GetProperty("items"), $"{path}[]", differences);
        else if (IsMap(type))
            CompareType(type.GetGenericArguments()[1], schema.GetProperty("additionalProperties"), $"{path}{{}}", differences);
        else if (expected == "object" && type != typeof(JsonElement))
            Compare(type, schema, path, differences);
    }

    private static void CompareEnum(Type type, JsonElement schema, string path, List<string> differences)
    {
        var words = schema.GetProperty("enum").EnumerateArray().Select(value => value.GetString());
        if (!words.SequenceEqual(Enum.GetNames(type).Select(Camel)))
            differences.Add($"{path}: words differ");
    }

    private static void CompareDefault(Type record, PropertyInfo property, JsonElement schema, bool isRequired, string path, List<string> differences)
    {
        var hasDefault = schema.TryGetProperty("default", out var inSchema);
        if (isRequired)
        {
            if (hasDefault)
                differences.Add($"{path}: required, and has a default");
            return;
        }

        var inRecord = DefaultOf(record, property);
        var isPlain = inRecord is not null && (inRecord is string or Enum || inRecord.GetType().IsPrimitive || inRecord is IEnumerable);
        if (isPlain && !hasDefault)
            differences.Add($"{path}: the schema has no default");
        else if (isPlain && Write(inRecord!) != JsonSerializer.Serialize(inSchema))
            differences.Add($"{path}: default {Write(inRecord!)} in the record, {inSchema} in the schema");
        else if (inRecord is null && hasDefault)
            differences.Add($"{path}: a default in the schema only");
    }

    private static object? DefaultOf(Type record, PropertyInfo property)
    {
        var parameter = PrimaryConstructor(record)?.GetParameters().FirstOrDefault(parameter => parameter.Name == property.Name);
        if (parameter is not null)
            return parameter.DefaultValue;
        var blank = RuntimeHelpers.GetUninitializedObject(record);
        var constructor = record.GetConstructors(BindingFlags.Instance | BindingFlags.Public)
            .OrderBy(candidate => candidate.GetParameters().Length).First();
        constructor.Invoke(blank, [.. constructor.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
        return property.GetValue(blank);
    }

    private static bool IsRequired(Type record, PropertyInfo property)
    {
        var parameter = PrimaryConstructor(record)?.GetParameters().FirstOrDefault(parameter => parameter.Name == property.Name);
        return parameter is null ? property.IsDefined(typeof(RequiredMemberAttribute)) : !parameter.HasDefaultValue;
    }

    private static ConstructorInfo? PrimaryConstructor(Type record) =>
        record.GetConstructors().FirstOrDefault(candidate => candidate.GetParameters() is [var first, ..] && first.ParameterType != record);

    private static string Write(object value) => value is Enum word ? $"\"{Camel(word.ToString())}\"" : JsonSerializer.Serialize(value);

    private static bool IsMap(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..])
            : schema;

    /// <summary>Every schema inside a schema, where the standard (JSON Schema 2020-12, core, section 10) puts one.</summary>
    private static void Visit(JsonElement schema, string path, Action<JsonElement, string> visit)
    {
        visit(schema, path);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name is "properties" or "$defs")
            {
                foreach (var inner in keyword.Value.EnumerateObject())
                    Visit(inner.Value, $"{path}/{keyword.Name}/{inner.Name}", visit);
            }
            else if (keyword.Name is "oneOf")
            {
                foreach (var (index, inner) in keyword.Value.EnumerateArray().Index())
                    Visit(inner, $"{path}/oneOf/{index}", visit);
            }
            else if (keyword.Name is "items" or "additionalProperties" && keyword.Value.ValueKind == JsonValueKind.Object)
            {
                Visit(keyword.Value, $"{path}/{keyword.Name}", visit);
            }
        }
    }
}
