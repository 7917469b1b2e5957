using EdgeTwin.StructuralHealth.MiniSeed;

namespace EdgeTwin.EdgeAgent.Analysis.Conversion;

/// <summary>What <c>edgetwin convert</c> was asked for.</summary>
internal sealed record ConvertOptions
{
    /// <summary>2, 3, or 0 for CSV.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The encoding; <see langword="null"/>: Steim-2 for counts, else the source's own precision.</summary>
    public MiniSeedEncoding? Encoding { get; init; }

    /// <summary>Units per count; <see langword="null"/> where not said.</summary>
    public double? Scale { get; init; }

    /// <summary>File or folder to write to; <see langword="null"/>: beside each source.</summary>
    public string? Output { get; init; }

    /// <summary>Whether a file that is there is written over.</summary>
    public bool Force { get; init; }

    /// <summary>Time of <c>time_s</c> = 0.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Channels to take; all when empty.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Names of CSV columns in the order of the channels; the channels' own when empty.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Network code where the source has no identifiers; XX is the FDSN's for what is not registered.</summary>
    public string Network { get; init; } = "XX";

    /// <summary>Station code where the source has no identifiers.</summary>
    public string Station { get; init; } = "EDGE";

    /// <summary>Identifiers that a person gave to channels.</summary>
    public IReadOnlyDictionary<string, FdsnSourceIdentifier> Map { get; init; } = new Dictionary<string, FdsnSourceIdentifier>();

    /// <summary>Length of a record.</summary>
    public int RecordBytes { get; init; } = 512;

    /// <summary>What becomes of differences too wide for Steim.</summary>
    public SteimOverflow SteimOverflow { get; init; } = SteimOverflow.WriteInt32;
}
