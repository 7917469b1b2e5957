namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Where a sensor sits. Directions: per chip channel <c>vertical</c>, <c>transverse</c>, <c>longitudinal</c>, with a leading '-' when reversed.</summary>
internal sealed record MountingConfiguration(string Member, double PositionM)
{
    public IReadOnlyDictionary<string, string> Directions { get; init; } = new Dictionary<string, string>();
}
