namespace EdgeTwin.EdgeAgent.Configuration;

internal sealed record FeatureConfiguration
{
    /// <summary>Length of the Welch segments in seconds (50 % overlap, Hann window).</summary>
    public double WelchSegmentSeconds { get; init; } = 8;

    /// <summary>Energy of these bands is computed for every acceleration channel.</summary>
    public IReadOnlyList<BandConfiguration> Bands { get; init; } = [];

    /// <summary>One dominant frequency each, from the summed spectrum of the named channels.</summary>
    public IReadOnlyList<ModeConfiguration> Modes { get; init; } = [];
}
