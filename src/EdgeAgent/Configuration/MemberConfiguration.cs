namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>A member covers a part of its span's length.</summary>
internal sealed record MemberConfiguration(string Id, string Name, double FromM, double ToM);
