namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>One span; positions are metres from its left (lower chainage) support.</summary>
internal sealed record SpanConfiguration
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public required double LengthM { get; init; }
    public required IReadOnlyList<MemberConfiguration> Members { get; init; }

    /// <summary>The beam that predicts and simulates the span; optional.</summary>
    public BeamConfiguration? Beam { get; init; }
}
