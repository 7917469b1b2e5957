using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>A part of the JSON Schema, with its reference resolved. Knows the keywords that <c>station.schema.json</c> uses, and no others.</summary>
internal readonly struct SchemaNode
{
    private static readonly JsonDocument Schema = Load();
    private readonly JsonElement _own;
    private readonly JsonElement _referred;

    private SchemaNode(JsonElement own)
    {
        _own = own;
        _referred = own.TryGetProperty("$ref", out var reference) ? Definition(reference.GetString()!) : own;
    }

    public static SchemaNode Root { get; } = new(Schema.RootElement);

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>integer</c>, <c>boolean</c>; empty for a choice.</summary>
    public string Type => Text("type");

    public string Description => Text("description");

    /// <summary>Annotation: unit of a number.</summary>
    public string Unit => Text("x-unit");

    /// <summary>Annotation: the pattern in words.</summary>
    public string Form => Text("x-form");

    public string Pattern => Text("pattern");

    public double? Minimum => Number("minimum");

    public double? Maximum => Number("maximum");

    public double? ExclusiveMinimum => Number("exclusiveMinimum");

    public double? ExclusiveMaximum => Number("exclusiveMaximum");

    public int MinimumLength => (int)(Number("minLength") ?? 0);

    public int MaximumLength => (int)(Number("maxLength") ?? int.MaxValue);

    public int MinimumItems => (int)(Number("minItems") ?? 0);

    public int MaximumItems => (int)(Number("maxItems") ?? Number("maxProperties") ?? int.MaxValue);

    public JsonElement? Default => Find("default", out var value) ? value : null;

    /// <summary>The values of <c>enum</c>, or the one of <c>const</c>.</summary>
    public IReadOnlyList<JsonElement> Allowed =>
        Find("enum", out var values) ? [.. values.EnumerateArray()] : Find("const", out var only) ? [only] : [];

    public IReadOnlyList<string> Required => Find("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    public IReadOnlyList<SchemaNode> OneOf => Find("oneOf", out var choices) ? [.. choices.EnumerateArray().Select(choice => new SchemaNode(choice))] : [];

    public bool HasProperties => Find("properties", out _);

    public IReadOnlyList<string> PropertyNames =>
        Find("properties", out var properties) ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];

    /// <summary>Schema of the items of a list.</summary>
    public SchemaNode Items => Find("items", out var items) ? new SchemaNode(items) : throw Lacks("items");

    /// <summary>Schema of the values of a map; <see langword="null"/> for an object with fixed names.</summary>
    public SchemaNode? MapValues =>
        Find("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object ? new SchemaNode(values) : null;

    public SchemaNode? Property(string name) =>
        Find("properties", out var properties) && properties.TryGetProperty(name, out var property) ? new SchemaNode(property) : null;

    /// <summary>Annotation: what to do instead of writing a key that must not be there.</summary>
    public string Unwanted(string name) =>
        Find("x-unwanted", out var reasons) && reasons.TryGetProperty(name, out var reason) ? reason.GetString()! : "";

    private static JsonDocument Load()
    {
        using var stream = typeof(SchemaNode).Assembly.GetManifestResourceStream(ExampleStations.SchemaResource)
            ?? throw new InvalidOperationException($"The resource {ExampleStations.SchemaResource} is not embedded.");
        return JsonDocument.Parse(stream);
    }

    private static JsonElement Definition(string reference) =>
        Schema.RootElement.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);

    private bool Find(string keyword, out JsonElement value) =>
        _own.TryGetProperty(keyword, out value) || _referred.TryGetProperty(keyword, out value);

    private string Text(string keyword) => Find(keyword, out var value) ? value.GetString()! : "";

    private double? Number(string keyword) => Find(keyword, out var value) ? value.GetDouble() : null;

    private static InvalidOperationException Lacks(string keyword) => new($"The schema lacks '{keyword}'.");
}
