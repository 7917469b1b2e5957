using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Store;

namespace EdgeTwin.EdgeAgent.Twin;

/// <summary>What a <see cref="TwinState"/> works with.</summary>
internal sealed record TwinStateOptions
{
    public required StationConfiguration Configuration { get; init; }
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }
    public required TwinStore Store { get; init; }
    public required AlarmBook Alarms { get; init; }

    /// <summary>Every reason why a set of rules cannot be put in force; empty when it can.</summary>
    public required Func<IReadOnlyList<RuleConfiguration>, IReadOnlyList<string>> ValidateRules { get; init; }

    /// <summary>The station's own time in nanoseconds since 1970 UTC.</summary>
    public required Func<long> UtcNowNs { get; init; }

    /// <summary>For the uptime.</summary>
    public required TimeProvider Time { get; init; }
}
