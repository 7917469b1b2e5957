namespace EdgeTwin.StructuralHealth.Modal;

/// <summary>What the analysis of one record found, or why it found nothing.</summary>
public sealed record ModalAnalysis
{
    /// <summary>Why the record was not judged; null if it was.</summary>
    public ModalRefusal? Refusal { get; init; }

    /// <summary>Modes by rising frequency, lines of machines included and marked.</summary>
    public IReadOnlyList<IdentifiedMode> Modes { get; init; } = [];

    /// <summary>The band in which modes were looked for.</summary>
    public BandOfInterest Band { get; init; }

    /// <summary>Rate after decimation in Hz.</summary>
    public double AnalysisRateHz { get; init; }

    /// <summary>Channels whose past was used, as indices.</summary>
    public IReadOnlyList<int> References { get; init; } = [];

    /// <summary>Block rows of the Hankel matrix.</summary>
    public int BlockRows { get; init; }

    /// <summary>Highest model order.</summary>
    public int OrderMaximum { get; init; }

    /// <summary>Poles that passed the hard criteria, and those of them that are stable.</summary>
    public (int All, int Stable) Poles { get; init; }

    /// <summary>What a reader should know before relying on the result.</summary>
    public IReadOnlyList<string> Cautions { get; init; } = [];
}
