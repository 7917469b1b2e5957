namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record BandConfiguration(string Name, double LowHz, double HighHz);
