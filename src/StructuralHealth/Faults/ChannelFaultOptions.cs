namespace EdgeTwin.StructuralHealth.Faults;

/// <summary>Limits of the detector. The defaults keep traffic, earthquakes and damage from being called faults; loosen rather than tighten them.</summary>
public sealed record ChannelFaultOptions
{
    /// <summary>Length of a window in seconds; turns expected samples into a sample rate.</summary>
    public double WindowSeconds { get; init; } = 60;

    /// <summary>Share of expected samples below which a channel is absent.</summary>
    public double AbsentBelow { get; init; } = 0.01;

    /// <summary>Share of expected samples below which a channel is incomplete.</summary>
    public double MinimumCompleteness { get; init; } = 0.9;

    /// <summary>Fast quantities (acceleration, velocity, strain): the same value for this long is stuck, and for at least <see cref="StuckSamples"/>.</summary>
    public double StuckSeconds { get; init; } = 10;

    /// <summary>Fewest identical samples in a row that count as stuck.</summary>
    public int StuckSamples { get; init; } = 200;

    /// <summary>Identical samples in a row must also be this many times more than ever seen on the healthy channel.</summary>
    public double StuckRunFactor { get; init; } = 20;

    /// <summary>Slow quantities whose noise was seen to move them from sample to sample: time with one constant value until they are stuck.</summary>
    public double SlowStuckSeconds { get; init; } = 600;

    /// <summary>Slow quantities that rest between two steps of their resolution, or of which nothing is known yet: time with one constant value until they are stuck.</summary>
    public double CoarseStuckSeconds { get; init; } = 86400;

    /// <summary>Noise this many times below the least ever seen is stuck, and this many times above the most ever seen in the quiet part of a window, if white, is noise.</summary>
    public double NoiseFactor { get; init; } = 20;

    /// <summary>Healthy windows before the channel's own history counts.</summary>
    public int LearningWindows { get; init; } = 10;

    /// <summary>Samples within this share of the range from its end are at the end.</summary>
    public double ClipTolerance { get; init; } = 1e-4;

    /// <summary>Samples at the end of the range that make a window clipped.</summary>
    public int ClipSamples { get; init; } = 3;

    /// <summary>A sample that stands out this many mean steps between samples, alone, is a spike.</summary>
    public double SpikeFactor { get; init; } = 25;

    /// <summary>Sample rate from which a lone sample cannot be a real event (an axle over a gauge lasts some 40 ms).</summary>
    public double SpikeSampleRateHz { get; init; } = 80;
}
