namespace EdgeTwin.EdgeAgent.Store;

/// <summary>What opening the store found; whoever starts the agent raises an alarm about the station from it.</summary>
/// <param name="Epoch">Epoch of the open store.</param>
/// <param name="NewEpoch">A new store was begun: the first start, or after damage.</param>
/// <param name="InMemory">Nothing is kept over a restart: the state directory cannot be written.</param>
/// <param name="Problem">One sentence for a person when something is wrong; otherwise null.</param>
/// <param name="SetAsideAs">Where the damaged file went; otherwise null.</param>
/// <param name="Salvaged">What was carried over from a damaged file: "12 alarms", "3 configuration versions".</param>
internal sealed record OpenReport(
    long Epoch, bool NewEpoch, bool InMemory, string? Problem, string? SetAsideAs, IReadOnlyList<string> Salvaged);
