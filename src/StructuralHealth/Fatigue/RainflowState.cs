namespace EdgeTwin.StructuralHealth.Fatigue;

/// <summary>Everything a <see cref="RainflowCounter"/> must remember over a restart. A plain record: any serialiser that keeps doubles exactly may store it.</summary>
public sealed record RainflowState
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the layout and of the meaning of the fields.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gate with which it was counted; a counter with another gate refuses the state.</summary>
    public double Gate { get; init; }

    /// <summary>Resolution with which it was counted; a counter with another one refuses the state.</summary>
    public double Resolution { get; init; }

    /// <summary>Turning points not yet counted, oldest first.</summary>
    public IReadOnlyList<double> Residue { get; init; } = [];

    /// <summary>Direction of the signal: 1 rising, -1 falling, 0 not yet known.</summary>
    public int Direction { get; init; }

    /// <summary>Lowest value since the last turning point.</summary>
    public double Lowest { get; init; }

    /// <summary>Highest value since the last turning point.</summary>
    public double Highest { get; init; }

    /// <summary>Whether there was a sample since the history began.</summary>
    public bool HasSample { get; init; }

    /// <summary>Length of the gap in which the stream was cut, in samples.</summary>
    public long OpenGapSamples { get; init; }

    /// <summary>Samples that were numbers.</summary>
    public long Samples { get; init; }

    /// <summary>Samples that were missing or not finite.</summary>
    public long MissingSamples { get; init; }

    /// <summary>Runs of missing samples.</summary>
    public long Gaps { get; init; }

    /// <summary>Gaps after which the history began anew.</summary>
    public long HistoryBreaks { get; init; }

    /// <summary>Cycles counted early because the residue was full.</summary>
    public long ForcedCycles { get; init; }
}
