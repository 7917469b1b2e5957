namespace EdgeTwin.Sync;

/// <summary>How a lane comes back after a failure: decorrelated jitter between the first and the longest delay.</summary>
public sealed record ReconnectOptions
{
    /// <summary>Median of the first delay. Above 0.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest delay. At least the first.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A session that lasted this long was sound: the next failure starts again at the first delay.</summary>
    public TimeSpan SoundAfter { get; init; } = TimeSpan.FromSeconds(30);
}
