using EdgeTwin.EdgeAgent.Decisions;
using EdgeTwin.EdgeAgent.Features;
using EdgeTwin.EdgeAgent.Models;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Everything one window brought, kept in one transaction. The store copies what it keeps; the frame stays the caller's.</summary>
internal sealed record WindowResult(FeatureFrame Frame, ModelScore? Score, IReadOnlyList<AlarmChange> AlarmChanges);
