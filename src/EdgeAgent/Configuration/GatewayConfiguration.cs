namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>Who and where: topic-safe identifiers (letters, digits, '-', '_', '.').</summary>
internal sealed record GatewayConfiguration(string Owner, string Id, string Name = "");
