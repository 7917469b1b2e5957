namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>One file written.</summary>
internal sealed record ConvertedFile(string File, string Output, IReadOnlyList<ConvertedChannel> Channels, long Bytes);
