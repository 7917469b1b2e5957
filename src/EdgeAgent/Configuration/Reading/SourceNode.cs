using System.Text.Json;

namespace EdgeTwin.EdgeAgent.Configuration.Reading;

/// <summary>A JSON value that knows its line.</summary>
internal sealed class SourceNode
{
    public required JsonValueKind Kind { get; init; }

    /// <summary>Line from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The text of a string, or a number as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Properties of an object, in the order of the file, every name once.</summary>
    public IReadOnlyList<SourceProperty> Properties { get; init; } = [];

    public IReadOnlyList<SourceNode> Items { get; init; } = [];

    public SourceNode? this[string name] => Properties.FirstOrDefault(property => property.Name == name).Value;
}

/// <summary>A property of a JSON object.</summary>
internal readonly record struct SourceProperty(string Name, int Line, SourceNode Value);
