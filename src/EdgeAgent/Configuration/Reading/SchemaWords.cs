using System.Globalization;
using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>The schema in words: what a person should write.</summary>
internal static class SchemaWords
{
    private const int LongestQuotedCharacters = 60;

    /// <summary>For example <c>a number above 0 and up to 5000 m</c>.</summary>
    public static string Expected(SchemaNode schema)
    {
        if (schema.Allowed.Count > 0)
            return Either(schema.Allowed.Select(value => value.GetRawText()));
        return schema.Type switch
        {
            "number" => WithUnit($"a number{Range(schema)}", schema),
            "integer" => WithUnit($"a whole number{Range(schema)}", schema),
            "boolean" => "true or false",
            "array" => "a list in square brackets",
            "object" => "an object in braces",
            "string" => ExpectedText(schema),
            _ => Either(schema.OneOf.Select(Expected)),
        };
    }

    /// <summary>What stands in the file, short enough for a message.</summary>
    public static string Found(SourceNode node) => node.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{Shorten(node.Text)}\"",
        JsonValueKind.Number => $"the number {Shorten(node.Text)}",
        _ => node.Text,
    };

    public static string Either(IEnumerable<string> choices)
    {
        var list = choices.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list[..^1])} or {list[^1]}";
    }

    public static string Shorten(string text) =>
        text.Length <= LongestQuotedCharacters ? text : $"{text[..LongestQuotedCharacters]}…";

    /// <summary>A description as the second half of a sentence.</summary>
    public static string WithinSentence(string description) =>
        description.Length > 1 && char.IsLower(description[1])
            ? char.ToLowerInvariant(description[0]) + description[1..].TrimEnd('.')
            : description.TrimEnd('.');

    private static string ExpectedText(SchemaNode schema)
    {
        if (schema.Form.Length > 0)
            return schema.Form;
        var atLeast = schema.MinimumLength > 0 ? "a text that is not empty" : "a text";
        return schema.MaximumLength < int.MaxValue ? $"{atLeast}, up to {schema.MaximumLength} characters" : atLeast;
    }

    private static string WithUnit(string words, SchemaNode schema) => schema.Unit.Length == 0 ? words : $"{words} {schema.Unit}";

    private static string Range(SchemaNode schema)
    {
        if (schema.Minimum is { } low && schema.Maximum is { } high)
            return $" from {Write(low)} to {Write(high)}";
        var above = schema.ExclusiveMinimum is { } floor ? $" above {Write(floor)}" : schema.Minimum is { } least ? $" of at least {Write(least)}" : "";
        var upTo = schema.ExclusiveMaximum is { } ceiling ? $"below {Write(ceiling)}" : schema.Maximum is { } most ? $"up to {Write(most)}" : "";
        return above.Length > 0 && upTo.Length > 0 ? $"{above} and {upTo}" : $"{above}{(upTo.Length > 0 ? " " : "")}{upTo}";
    }

    private static string Write(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
