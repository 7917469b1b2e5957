namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>The structure as an engineer sees it.</summary>
internal sealed record StructureConfiguration
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public required IReadOnlyList<SpanConfiguration> Spans { get; init; }
}
