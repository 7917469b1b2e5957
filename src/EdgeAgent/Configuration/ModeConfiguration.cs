namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Feature <c>{span}/{name}-frequency</c> in Hz.</summary>
internal sealed record ModeConfiguration(string Name, string Span, double LowHz, double HighHz, IReadOnlyList<string> Channels);
