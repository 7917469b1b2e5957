namespace EdgeTwin.EdgeAgent.CommandLine;

/// <summary>What <c>edgetwin replay</c> was asked to do.</summary>
internal sealed record ReplayOptions
{
    /// <summary>The recordings (CSV or CSV.GZ), taken one after the other.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Station file with windows, features and rules; <see langword="null"/>: one made up from the recording's columns.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Length of a window in seconds; <see langword="null"/>: as the station file says.</summary>
    public int? WindowSeconds { get; init; }

    /// <summary>UTC of the first sample where the recording holds seconds from its start only.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Recorded seconds per real second; 0: as fast as it goes.</summary>
    public double Pace { get; init; }

    /// <summary>File that takes the features as JSON lines; <c>-</c> is standard output.</summary>
    public string Output { get; init; } = "-";
}
