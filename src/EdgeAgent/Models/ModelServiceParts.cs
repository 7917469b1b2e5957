using System.Text.Json;
using EdgeTwin.EdgeAgent.Configuration;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models.Host;

namespace EdgeTwin.EdgeAgent.Models;

/// <summary>What a <see cref="ModelService"/> is made of.</summary>
internal sealed record ModelServiceParts
{
    public required ModelConfiguration Model { get; init; }
    public required WindowConfiguration Windows { get; init; }
    public required IReadOnlyList<FeatureDefinition> Definitions { get; init; }
    public required string StateDirectory { get; init; }
    public required string SoftwareVersion { get; init; }

    /// <summary>Labels what is fitted with the time of the station.</summary>
    public required TimeProvider Clock { get; init; }
    public required ILogger Logger { get; init; }

    /// <summary>A structural alarm is open: what is measured now is not what is normal. Asked on the signal path's thread.</summary>
    public Func<bool> IsStructuralAlarmOpen { get; init; } = () => false;

    /// <summary>Action (<c>baseline-activated</c>, <c>baseline-rejected</c>, <c>baseline-retired</c>) and details; called from any thread.</summary>
    public Action<string, JsonElement> Audit { get; init; } = (_, _) => { };

    /// <summary>How the child process is started.</summary>
    public IReadOnlyList<string> HostCommand { get; init; } = ModelHostOptions.AgentCommand();
}
