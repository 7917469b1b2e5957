namespace EdgeTwin.EdgeAgent.Analysis;

/// <summary>An analysis that cannot be made of this input. The message names the file, what is wrong and what the person can do about it.</summary>
internal sealed class AnalysisException(string message, Exception? inner = null) : Exception(message, inner);
