namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record WindowConfiguration
{
    /// <summary>Length of a window; windows start at whole multiples of it since 1970 UTC.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>Share of expected samples below which a channel's window is not scored.</summary>
    public double MinimumCompleteness { get; init; } = 0.9;

    /// <summary>How long a window waits for late channels after its end.</summary>
    public double LatenessSeconds { get; init; } = 2;
}
