namespace EdgeTwin.EdgeAgent.Configuration;

/// <summary>What reading a station file gave: a configuration, or every mistake in it.</summary>
/// <param name="SourceName">The file, as the person named it.</param>
/// <param name="Bytes">The file as it was read; empty when it could not be.</param>
/// <param name="Configuration">The configuration; <see langword="null"/> when there is any mistake.</param>
/// <param name="Errors">The mistakes, in the order of the file.</param>
internal sealed record StationLoadResult(
    string SourceName, ReadOnlyMemory<byte> Bytes, StationConfiguration? Configuration, IReadOnlyList<ConfigurationError> Errors)
{
    /// <summary>
    /// What could be read of the file, with harmless values in place of mistakes: enough to know where its page would be, never to be run.
    /// <see langword="null"/> when the text is no JSON object or could not be read.
    /// </summary>
    public StationConfiguration? Draft { get; init; }

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Configuration))]
    public bool IsValid => Configuration is not null;
}
